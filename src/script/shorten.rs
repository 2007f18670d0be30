//! Scripts as short as they can be: readers pay for each letter.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions, LegalComment};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// How a browser runs a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What is declared at its top is its own.
    Module,
    /// What is declared at its top is everyone's.
    Classic,
}

/// The script, doing the same in fewer letters; as it is if it cannot be read. Comments with licences stay.
pub fn shorten(text: &str, kind: Kind) -> String {
    let allocator = Allocator::default();
    let source = match kind {
        Kind::Module => SourceType::mjs(),
        Kind::Classic => SourceType::script(),
    };
    let parsed = Parser::new(&allocator, text, source).parse();
    if parsed.diagnostics.has_errors() {
        return text.to_owned();
    }
    let mut program = parsed.program;
    let made = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let comments = CommentOptions { legal: LegalComment::Inline, ..CommentOptions::disabled() };
    let codegen = Codegen::new()
        .with_options(CodegenOptions { comments, ..CodegenOptions::minify() })
        .with_scoping(made.scoping)
        .with_private_member_mappings(made.class_private_mappings);
    codegen.build(&program).code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_keep_what_others_know_and_lose_the_rest() {
        let text = "/** What. */\nimport { a } from './a.js';\nconst unused = 1;\nconst long = a(2); // two\nexport const f = (word) => word + long + import('./b.js');\n";
        assert_eq!(
            shorten(text, Kind::Module),
            "import{a as e}from\"./a.js\";const t=e(2);export const f=e=>e+t+import(`./b.js`);"
        );
    }

    #[test]
    fn what_a_classic_script_declares_is_everyones() {
        let short = shorten("const everyones = 1;\n{ const own = f(); g(own, own); }\n", Kind::Classic);
        assert_eq!(short, "const everyones=1;{let e=f();g(e,e)}");
    }

    #[test]
    fn licences_stay() {
        let short = shorten("/*! MIT */\nf();\n// not this\n/** @license X */\ng();\n", Kind::Module);
        assert!(
            short.contains("/*! MIT */") && short.contains("@license X") && !short.contains("not this"),
            "{short}"
        );
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        assert_eq!(shorten("const a = ;", Kind::Module), "const a = ;");
    }
}
