//! The stable names of all problems. Adding one means: a line here, a section in
//! `docs/content/problems/`, and a folder in `tests/problems`; a test checks all three.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// Which kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// The name that people see and write in `[checks]`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// How bad it is unless `[checks]` says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    // Reading files.
    /// A file or folder cannot be read.
    UnreadableFile = "unreadable-file", Error;
    /// A text is not UTF-8.
    InvalidUtf8 = "invalid-utf8", Error;
    /// A text holds a NUL character.
    NulCharacter = "nul-character", Error;
    /// A symbolic link leads back into a folder that contains it.
    SymlinkLoop = "symlink-loop", Error;
    /// A symbolic link leads out of the site.
    SymlinkEscape = "symlink-escape", Error;

    // site.toml and front matter.
    /// There is no `site.toml`.
    MissingSettings = "missing-settings", Error;
    /// YAML or TOML that cannot be parsed.
    InvalidSyntax = "invalid-syntax", Error;
    /// Front matter that is opened and never closed.
    UnterminatedFrontMatter = "unterminated-front-matter", Error;
    /// A value of the wrong type or outside its range.
    WrongType = "wrong-type", Error;
    /// A key that is nearly a known one.
    MisspeltKey = "misspelt-key", Error;
    /// A key that nobody knows.
    UnknownKey = "unknown-key", Warning;
    /// A date that is none.
    BadDate = "bad-date", Error;
    /// A file in `lexicon/` that is not used, or not all of it.
    InvalidLexicon = "invalid-lexicon", Warning;
    /// A `base_url` that is no absolute http(s) address.
    InvalidBaseUrl = "invalid-base-url", Error;
    /// A language tag that is not BCP 47, or a folder for a language that `site.toml` doesn't list.
    UnknownLanguage = "unknown-language", Error;
    /// An owner that `site.toml` doesn't list.
    UnknownOwner = "unknown-owner", Error;
    /// A tag that `site.toml` doesn't list, where it lists tags.
    UnknownTag = "unknown-tag", Warning;
    /// An entry of `related` that names no article.
    UnknownRelated = "unknown-related", Warning;
    /// An audience that `site.toml` doesn't list, where it lists audiences.
    UnknownAudience = "unknown-audience", Error;
    /// A block for readers that its page is not for.
    WidenedAudience = "widened-audience", Warning;
    /// A section that `site.toml` names and nobody wrote.
    UnknownSection = "unknown-section", Warning;
    /// A site that no article is published in.
    NoArticles = "no-articles", Warning;
    /// A setting that a site cannot do without.
    MissingKey = "missing-key", Error;
    /// A check that `[checks]` tries to lower, though nothing may be published with it.
    FixedCheck = "fixed-check", Error;
    /// The name of a check that doesn't exist, in `[checks]`.
    UnknownCheck = "unknown-check", Error;

    // Addresses.
    /// Two articles of one language with one id.
    DuplicateId = "duplicate-id", Error;
    /// Two files would be published at one address.
    AddressCollision = "address-collision", Error;
    /// An address that was published and leads nowhere now.
    VanishedAddress = "vanished-address", Error;
    /// A slug or alias that cannot be part of an address.
    InvalidSlug = "invalid-slug", Error;

    // Markdown.
    /// A link that leads to nothing in the site.
    BrokenLink = "broken-link", Error;
    /// A link to a heading or id that its target doesn't have.
    BrokenAnchor = "broken-anchor", Error;
    /// A link to an article that is not published.
    LinkToDraft = "link-to-draft", Error;
    /// A link to an article that is for other readers than the page it stands in.
    LinkToOtherAudience = "link-to-other-audience", Error;
    /// A picture or download that isn't there.
    MissingAsset = "missing-asset", Error;
    /// A link that would run a script.
    UnsafeLink = "unsafe-link", Error;
    /// A file that includes itself, if only by way of others.
    IncludeLoop = "include-loop", Error;
    /// An included file that isn't there.
    MissingInclude = "missing-include", Error;
    /// A `:::` container that is not closed, or closed where none is open.
    UnbalancedContainer = "unbalanced-container", Error;
    /// A `:::` container with a name that doesn't exist.
    UnknownContainer = "unknown-container", Warning;
    /// Code in a language that has no highlighting.
    UnknownCodeLanguage = "unknown-code-language", Warning;
    /// A block of CSV that can be no table or chart.
    BadFigures = "bad-figures", Warning;
    /// An id that is given twice in one article.
    DuplicateAnchor = "duplicate-anchor", Warning;
    /// A footnote that is referred to and never written, or written and never shown.
    MissingFootnote = "missing-footnote", Warning;
    /// A link whose address should be written elsewhere in the file and is not.
    MissingReference = "missing-reference", Warning;

    // Translations.
    /// A language that an article doesn't exist in.
    MissingTranslation = "missing-translation", Warning;
    /// A translation whose original has changed since.
    OutdatedTranslation = "outdated-translation", Warning;
    /// A number, address, placeholder, id, table or piece of code that a translation doesn't share
    /// with its original.
    TranslationMismatch = "translation-mismatch", Warning;
    /// An original that doesn't exist.
    MissingOriginal = "missing-original", Warning;

    // Themes.
    /// A theme that doesn't exist.
    MissingTheme = "missing-theme", Error;
    /// A template that cannot be parsed or rendered.
    TemplateError = "template-error", Error;
    /// Templates that include or extend each other without end.
    TemplateRecursion = "template-recursion", Error;
    /// A script that no browser can run.
    InvalidScript = "invalid-script", Warning;
    /// A text of the user interface that a language lacks.
    MissingString = "missing-string", Warning;

    // Search.
    /// A search test whose article doesn't come far enough up.
    FailedSearchTest = "failed-search-test", Error;

    // What only `vade check` looks for: the site as a whole.
    /// An article that no way leads to from the home of its language.
    Orphan = "orphan", Warning;
    /// An article whose review is overdue.
    ReviewOverdue = "review-overdue", Warning;
    /// Two articles of one section with one title.
    DuplicateTitle = "duplicate-title", Warning;
    /// A paragraph that stands somewhere else, too.
    RepeatedText = "repeated-text", Warning;

    // What only `vade check --external` asks for.
    /// A link to something outside that isn't there.
    DeadLink = "dead-link", Warning;
    /// A link to something outside that has moved for good.
    MovedLink = "moved-link", Hint;
    /// A link to something outside that could not be checked.
    UncheckedLink = "unchecked-link", Hint;

    // What only `vade check` looks for: the text of an article.
    /// A picture without a description.
    MissingAlt = "missing-alt", Warning;
    /// A heading that skips a level, or a second title.
    HeadingOrder = "heading-order", Warning;
    /// Something that another system left in a text.
    Leftover = "leftover", Warning;
    /// A paragraph in another language than its article's.
    ForeignText = "foreign-text", Warning;
    /// A letter that looks like the right one.
    WrongLetter = "wrong-letter", Hint;
    /// Punctuation of another script.
    WrongPunctuation = "wrong-punctuation", Hint;
    /// Straight quotation marks where the language's texts have proper ones.
    StraightQuote = "straight-quote", Hint;
    /// A hyphen that stands for a dash.
    HyphenForDash = "hyphen-for-dash", Hint;
    /// A space that doesn't belong there, or is missing.
    WrongSpace = "wrong-space", Hint;
    /// A note of the writer to themselves.
    Unfinished = "unfinished", Hint;
    /// A word that `terms.toml` says is not to be used.
    AvoidedTerm = "avoided-term", Hint;
}

impl Code {
    /// Whether it is always an error, whatever `[checks]` says: with such a problem a page
    /// would be missing, broken, or in another's place.
    pub fn is_fixed(self) -> bool {
        matches!(
            self,
            Code::UnreadableFile
                | Code::InvalidUtf8
                | Code::SymlinkEscape
                | Code::MissingSettings
                | Code::MissingKey
                | Code::InvalidSyntax
                | Code::UnterminatedFrontMatter
                | Code::InvalidBaseUrl
                | Code::UnknownCheck
                | Code::FixedCheck
                | Code::DuplicateId
                | Code::AddressCollision
                | Code::InvalidSlug
                | Code::LinkToOtherAudience
                | Code::IncludeLoop
                | Code::MissingTheme
                | Code::TemplateError
                | Code::TemplateRecursion
        )
    }

    /// The code of a name, as `[checks]` has it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}
