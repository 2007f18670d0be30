//! The grammars of syntect in the shape that [`parser`](super::parser) walks through: a context
//! with all the rules that it tries, those of the contexts that it includes among them.
//!
//! Contexts are made when a text first needs them. Grammars lead to each other, and a site uses
//! a small part of a few.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde_json::json;
use syntect::parsing::syntax_definition::{
    self as definition, ContextId, ContextReference, MatchPattern, Pattern,
};
use syntect::parsing::{Regex, SyntaxSet};

use super::opening::Opening;
use super::plain::plain;

/// The grammar leads to a context that is not there.
#[derive(Debug)]
pub(super) struct Broken;

/// The contexts that were needed so far.
pub(super) struct Contexts {
    set: &'static SyntaxSet,
    known: RwLock<FxHashMap<ContextId, Arc<Context>>>,
    rules: AtomicU32,
}

/// A context of a grammar.
pub(super) struct Context {
    id: ContextId,
    /// What the grammar says of it.
    pub definition: &'static definition::Context,
    /// What is tried before its own rules.
    pub prototype: Option<Arc<Context>>,
    parts: Vec<Part>,
    rules: OnceLock<Vec<Arc<Rule>>>,
}

/// What a context lists.
enum Part {
    Rule(Arc<Rule>),
    Include(ContextId),
}

/// A pattern of a grammar, and what follows if it matches.
pub(super) struct Rule {
    /// No other rule has it.
    pub number: u32,
    pub pattern: &'static MatchPattern,
    opening: OnceLock<Opening>,
    /// For lines of ASCII, where it is another than that of the pattern.
    plain: OnceLock<Option<Regex>>,
}

impl PartialEq for Context {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Context {}

impl Rule {
    /// What its matches need.
    pub fn opening(&self) -> &Opening {
        self.opening.get_or_init(|| Opening::of(self.pattern.regex.regex_str()))
    }

    /// What finds its matches in a line.
    pub fn regex(&self, is_ascii: bool) -> &Regex {
        let all = &self.pattern.regex;
        let plain = || match plain(all.regex_str()) {
            Cow::Borrowed(_) => None,
            Cow::Owned(plain) => Some(Regex::new(plain)),
        };
        if is_ascii { self.plain.get_or_init(plain).as_ref().unwrap_or(all) } else { all }
    }
}

impl Context {
    /// All its rules, in the order in which they are tried.
    pub fn rules(&self, contexts: &Contexts) -> &[Arc<Rule>] {
        self.rules.get_or_init(|| {
            let mut rules = Vec::new();
            for part in &self.parts {
                match part {
                    Part::Rule(rule) => rules.push(Arc::clone(rule)),
                    Part::Include(id) => {
                        let included = contexts.numbered(*id);
                        rules.extend(included.iter().flat_map(|context| context.rules(contexts)).cloned());
                    }
                }
            }
            rules
        })
    }
}

impl Contexts {
    pub fn new(set: &'static SyntaxSet) -> Self {
        Self { set, known: RwLock::default(), rules: AtomicU32::new(0) }
    }

    /// Where a text in a syntax of the set begins.
    pub fn start(&self, syntax: usize) -> Option<Arc<Context>> {
        let scope = self.set.syntaxes().get(syntax)?.scope;
        // It has no name here. It is the one that does nothing but enter the grammar.
        let enters = |context: &definition::Context| match context.patterns.as_slice() {
            [Pattern::Match(only)] => {
                only.regex.regex_str().is_empty() && context.meta_content_scope == [scope]
            }
            _ => false,
        };
        let all = (0..).map_while(|number| {
            let reference = direct(json!({ "syntax_index": syntax, "context_index": number }))?;
            Some((reference.resolve(self.set).ok()?, reference))
        });
        let (_, start) = all.into_iter().find(|(context, _)| enters(context))?;
        self.get(&start).ok()
    }

    /// The context that a reference leads to.
    pub fn get(&self, reference: &ContextReference) -> Result<Arc<Context>, Broken> {
        let id = reference.id().map_err(|_| Broken)?;
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(self.make(id, reference.resolve(self.set).map_err(|_| Broken)?));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(known.entry(id).or_insert(made)))
    }

    fn numbered(&self, id: ContextId) -> Option<Arc<Context>> {
        self.get(&direct(json!(id))?).ok()
    }

    fn make(&self, id: ContextId, definition: &'static definition::Context) -> Context {
        let part = |pattern: &'static Pattern| match pattern {
            Pattern::Match(pattern) => {
                let number = self.rules.fetch_add(1, Ordering::Relaxed);
                let (opening, plain) = (OnceLock::new(), OnceLock::new());
                Some(Part::Rule(Arc::new(Rule { number, pattern, opening, plain })))
            }
            Pattern::Include(reference) => reference.id().ok().map(Part::Include),
        };
        Context {
            id,
            definition,
            prototype: definition.prototype.and_then(|id| self.numbered(id)),
            parts: definition.patterns.iter().filter_map(part).collect(),
            rules: OnceLock::new(),
        }
    }
}

/// The reference to a context that is known by its number. syntect makes none for others, but
/// it can be read.
fn direct(id: serde_json::Value) -> Option<ContextReference> {
    serde_json::from_value(json!({ "Direct": id })).ok()
}
