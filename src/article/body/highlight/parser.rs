//! Reads a line of code by the rules of a grammar for Sublime Text: it says the same as syntect's
//! parser, in a fraction of the time, because only rules are tried that can match at all.
//!
//! A text is read in a stack of contexts. At each place the rules of the innermost one are asked
//! where they match next ([`Reading`]); the earliest wins, among equals the first. It names the
//! piece that it matched ([`scopes`](super::scopes)), and may enter contexts or leave one.

use std::sync::Arc;

use syntect::parsing::syntax_definition::{ContextReference, MatchOperation, MatchPattern};
use syntect::parsing::{Region, ScopeStackOp};

use super::contexts::{Broken, Context, Contexts, Rule};
use super::reading::{Entry, Reading};
use super::scopes::{self, Changes};

/// What is known between two lines.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Parser {
    levels: Vec<Level>,
    /// Whether nothing was read yet.
    fresh: bool,
    /// Heights of the stack at which a rule of a prototype matched: prototypes of the levels below
    /// do not count in what it entered.
    shields: Vec<usize>,
}

/// A context that was entered.
#[derive(Clone, PartialEq, Eq)]
struct Level {
    context: Arc<Context>,
    /// Contexts whose rules come first here and in all that is entered from here.
    prototypes: Vec<Arc<Context>>,
    /// The match that entered it, if rules refer to that.
    entry: Option<Arc<Entry>>,
}

/// A rule that may match next.
struct Candidate<'a> {
    /// Not before this place.
    from: usize,
    /// Its place among the rules that are asked.
    order: usize,
    rule: &'a Arc<Rule>,
    entry: Option<&'a Entry>,
    /// Whether the rule is that of an outer level's prototype.
    of_prototype: bool,
}

/// A rule that matches.
struct Match {
    rule: Arc<Rule>,
    region: Region,
    of_prototype: bool,
    /// Whether to obey it would go round in circles; then any other at this place is better.
    circles: bool,
    /// Where it begins.
    start: usize,
    order: usize,
}

impl Match {
    /// The least wins.
    fn rank(&self) -> (usize, bool, usize) {
        (self.start, self.circles, self.order)
    }

    /// Whether neither this candidate nor any after it can win.
    fn outdoes(&self, from: usize, order: usize) -> bool {
        self.start < from || !self.circles && (self.start, self.order) < (from, order)
    }
}

impl Parser {
    /// Begins in a context.
    pub fn new(start: Arc<Context>) -> Self {
        let level = Level { context: start, prototypes: Vec::new(), entry: None };
        Self { levels: vec![level], fresh: true, shields: Vec::new() }
    }

    /// What changes in a line; nothing if the grammar is broken there.
    pub fn read(&mut self, line: &str, contexts: &Contexts) -> Changes {
        let mut reading = Reading::new(line);
        let mut changes = Vec::new();
        if std::mem::take(&mut self.fresh)
            && let Some(start) = self.levels.first()
            && let Some(scope) = start.context.definition.meta_content_scope.first()
        {
            changes.push((0, ScopeStackOp::Push(*scope)));
        }
        loop {
            match self.step(&mut reading, contexts, &mut changes) {
                Ok(true) => {}
                Ok(false) => return changes,
                Err(Broken) => return Vec::new(),
            }
        }
    }

    /// Obeys the rule that matches next; false at the end of the line.
    fn step(
        &mut self,
        reading: &mut Reading,
        contexts: &Contexts,
        changes: &mut Changes,
    ) -> Result<bool, Broken> {
        let height = self.levels.len();
        while self.shields.last().is_some_and(|shield| *shield >= height) {
            self.shields.pop();
        }
        let innermost = Arc::clone(&self.levels.last().ok_or(Broken)?.context);
        let Some(found) = self.next(reading, &innermost, contexts) else { return Ok(false) };
        if found.circles {
            return Ok(reading.skip());
        }
        let pattern = found.rule.pattern;
        let (_, end) = found.region.pos(0).ok_or(Broken)?;
        if end <= reading.at && matches!(pattern.operation, MatchOperation::Push(_)) {
            reading.entered = Some((end, height + 1));
        }
        reading.at = end;
        if found.of_prototype {
            self.shields.push(height);
        }
        scopes::add(pattern, &found.region, innermost.definition, contexts, changes)?;
        self.obey(pattern, &found.region, reading.line, contexts)?;
        Ok(true)
    }

    /// The rule that matches next. Those that may match soonest are tried first: most of the others
    /// need not be tried at all.
    fn next(&self, reading: &mut Reading, innermost: &Context, contexts: &Contexts) -> Option<Match> {
        let height = self.levels.len();
        let entered = reading.entered == Some((reading.at, height));
        let mut best: Option<Match> = None;
        for candidate in self.candidates(reading, innermost, contexts) {
            let Candidate { from, order, rule, entry, of_prototype } = candidate;
            if best.as_ref().is_some_and(|best| best.outdoes(from, order)) {
                break;
            }
            let Some(region) = reading.find(rule, entry, from, height) else { continue };
            let (start, end) = region.pos(0)?;
            let leaves = matches!(rule.pattern.operation, MatchOperation::Pop);
            let circles = entered && leaves && end <= reading.at;
            let found = Match { rule: Arc::clone(rule), region, of_prototype, circles, start, order };
            if best.as_ref().is_none_or(|best| found.rank() < best.rank()) {
                best = Some(found);
            }
        }
        best
    }

    /// The rules that may match in the rest of the line, those that may do so soonest first.
    fn candidates<'a>(
        &'a self,
        reading: &mut Reading,
        innermost: &'a Context,
        contexts: &Contexts,
    ) -> Vec<Candidate<'a>> {
        let asked = self.asked(innermost).flat_map(|(context, entry, of_prototype)| {
            context.rules(contexts).iter().map(move |rule| (rule, entry, of_prototype))
        });
        let candidates = (0..).zip(asked).filter_map(|(order, (rule, entry, of_prototype))| {
            let from = reading.earliest(rule, entry)?;
            Some(Candidate { from, order, rule, entry, of_prototype })
        });
        let mut candidates: Vec<Candidate> = candidates.collect();
        candidates.sort_unstable_by_key(|candidate| (candidate.from, candidate.order));
        candidates
    }

    /// The contexts whose rules are asked, in their order; what the rules may refer to; and whether
    /// they are there because of an outer level.
    fn asked<'a>(
        &'a self,
        innermost: &'a Context,
    ) -> impl Iterator<Item = (&'a Context, Option<&'a Entry>, bool)> {
        let shield = self.shields.last().copied().unwrap_or(0);
        let outer = self.levels[shield..].iter().flat_map(|level| {
            level.prototypes.iter().map(|context| (&**context, level.entry.as_deref(), true))
        });
        let prototype = innermost.prototype.iter().map(|context| (&**context, None, false));
        let entry = self.levels.last().and_then(|level| level.entry.as_deref());
        outer.chain(prototype).chain([(innermost, entry, false)])
    }

    /// Enters and leaves what a rule says.
    fn obey(
        &mut self,
        pattern: &MatchPattern,
        region: &Region,
        line: &str,
        contexts: &Contexts,
    ) -> Result<(), Broken> {
        let (entered, kept) = match &pattern.operation {
            MatchOperation::Push(entered) => (entered, Vec::new()),
            // A prototype stays with the level that it was given to.
            MatchOperation::Set(entered) => {
                (entered, self.levels.pop().map(|level| level.prototypes).unwrap_or_default())
            }
            MatchOperation::Pop => {
                self.levels.pop();
                return Ok(());
            }
            MatchOperation::None => return Ok(()),
        };
        let mut kept = Some(kept);
        for (number, reference) in entered.iter().enumerate() {
            let mut prototypes = kept.take().unwrap_or_default();
            if let Some(prototype) = pattern.with_prototype.as_ref().filter(|_| number + 1 == entered.len()) {
                prototypes.push(contexts.get(prototype)?);
            }
            self.enter(reference, prototypes, || Entry::new(region, line), contexts)?;
        }
        Ok(())
    }

    fn enter(
        &mut self,
        reference: &ContextReference,
        prototypes: Vec<Arc<Context>>,
        entry: impl FnOnce() -> Entry,
        contexts: &Contexts,
    ) -> Result<(), Broken> {
        let context = contexts.get(reference)?;
        let refers = |context: &Arc<Context>| context.definition.uses_backrefs;
        let referred = refers(&context) || prototypes.iter().any(refers);
        self.levels.push(Level { context, prototypes, entry: referred.then(|| Arc::new(entry())) });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use syntect::parsing::ParseState;

    use super::super::SET;
    use super::*;

    /// A bit of everything: what one grammar takes for a comment opens a string in the next.
    const SAMPLE: &str = include_str!("sample.txt");

    /// Grammars that people use, and between them all that a grammar can do. Each takes a while.
    const GRAMMARS: &[&str] = &[
        "Bourne Again Shell (bash)",
        "C#",
        "C++",
        "CSS",
        "Diff",
        "Dockerfile",
        "Go",
        "HTML",
        "Haskell",
        "INI",
        "JSON",
        "Java",
        "JavaScript",
        "Kotlin",
        "LaTeX",
        "Lisp",
        "Lua",
        "Makefile",
        "Markdown",
        "PHP",
        "Perl",
        "Python",
        "Ruby",
        "Rust",
        "SQL",
        "Swift",
        "TOML",
        "TypeScript",
        "XML",
        "YAML",
    ];

    #[test]
    fn a_grammar_says_what_it_says_to_syntect() {
        let contexts = Contexts::new(&SET);
        let named = |name: &&str| SET.syntaxes().iter().position(|syntax| syntax.name == **name);
        for (name, syntax) in GRAMMARS.iter().map(|name| (name, named(name).expect("there is one"))) {
            let mut theirs = ParseState::new(&SET.syntaxes()[syntax]);
            let mut ours = Parser::new(contexts.start(syntax).expect("a grammar has a beginning"));
            for line in SAMPLE.split_inclusive('\n') {
                let expected = theirs.parse_line(line, &SET).unwrap_or_default();
                assert_eq!(ours.read(line, &contexts), expected, "{name}: {line}");
            }
        }
    }

    #[test]
    fn every_grammar_has_a_beginning() {
        let contexts = Contexts::new(&SET);
        assert!((0..SET.syntaxes().len()).all(|syntax| contexts.start(syntax).is_some()));
    }
}
