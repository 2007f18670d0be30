//! A line that is being read, and where rules match in it. Each rule is asked once until reading
//! has gone past its match.

use rustc_hash::FxHashMap;
use syntect::parsing::Region;
use syntect::parsing::syntax_definition::MatchOperation;

use super::contexts::Rule;
use super::opening::{Signs, rests};

/// Deeper than this no grammar goes that means well.
const DEEPEST: usize = 100;

/// A line, and how far it was read.
pub(super) struct Reading<'l> {
    pub line: &'l str,
    pub at: usize,
    is_ascii: bool,
    /// For each place, what stands from there on.
    rests: Vec<Signs>,
    /// The place and the height of the stack after a context was entered without reading on. To
    /// leave it without reading on would go round in circles.
    pub entered: Option<(usize, usize)>,
    /// What is known of the rules that were asked.
    known: FxHashMap<Question, Next>,
    /// For the next search.
    region: Region,
}

/// The number of a rule, and whether it refers to the match that entered its context.
type Question = (u32, bool);

/// Where a rule matches next.
enum Next {
    /// Not before this place.
    NotBefore(usize),
    At(Region),
    /// Nowhere in the rest of the line.
    Nowhere,
}

/// A match that entered a context, and the line that it is in.
#[derive(PartialEq, Eq)]
pub(super) struct Entry {
    region: Region,
    line: String,
}

impl Entry {
    pub fn new(region: &Region, line: &str) -> Self {
        Self { region: region.clone(), line: line.to_owned() }
    }
}

impl<'l> Reading<'l> {
    pub fn new(line: &'l str) -> Self {
        Self {
            line,
            at: 0,
            is_ascii: line.is_ascii(),
            rests: rests(line),
            entered: None,
            known: FxHashMap::default(),
            region: Region::new(),
        }
    }

    /// The place before which a rule can't match next; none if it can't match at all.
    pub fn earliest(&mut self, rule: &Rule, entry: Option<&Entry>) -> Option<usize> {
        let opening = rule.opening();
        if !opening.allows(self.rests[self.at]) {
            return None;
        }
        let question = question(rule, entry);
        let known = match self.known.get(&question) {
            Some(Next::Nowhere) => return None,
            Some(Next::NotBefore(place)) => Some(*place),
            Some(Next::At(region)) => Some(region.pos(0)?.0),
            None => None,
        };
        if let Some(place) = known.filter(|place| *place >= self.at) {
            return Some(place);
        }
        let place = opening.find(self.line.as_bytes(), self.at);
        self.known.insert(question, place.map_or(Next::Nowhere, Next::NotBefore));
        place
    }

    /// The next match of a rule, which can't be before `from`, in a stack of some height.
    pub fn find(&mut self, rule: &Rule, entry: Option<&Entry>, from: usize, height: usize) -> Option<Region> {
        let question = question(rule, entry);
        if let Some(Next::At(region)) = self.known.get(&question)
            && region.pos(0)?.0 >= self.at
        {
            return Some(region.clone());
        }
        let refers = question.1;
        if !self.search(rule, entry.filter(|_| refers), from) {
            if !refers {
                self.known.insert(question, Next::Nowhere);
            }
            return None;
        }
        let (start, end) = self.region.pos(0)?;
        let does_something = match rule.pattern.operation {
            MatchOperation::None => start != end,
            MatchOperation::Push(_) => height < DEEPEST,
            _ => true,
        };
        if does_something && !refers {
            self.known.insert(question, Next::At(self.region.clone()));
        }
        does_something.then(|| self.region.clone())
    }

    fn search(&mut self, rule: &Rule, entry: Option<&Entry>, from: usize) -> bool {
        let (line, pattern) = (self.line, rule.pattern);
        match entry {
            Some(Entry { region, line: first }) => {
                let regex = pattern.regex_with_refs(region, first);
                regex.search(line, from, line.len(), Some(&mut self.region))
            }
            None => rule.regex(self.is_ascii).search(line, from, line.len(), Some(&mut self.region)),
        }
    }

    /// Goes on by a letter; false at the end.
    pub fn skip(&mut self) -> bool {
        let next = self.line.get(self.at..).and_then(|rest| rest.char_indices().nth(1));
        self.at += next.map_or(0, |(length, _)| length);
        next.is_some()
    }
}

fn question(rule: &Rule, entry: Option<&Entry>) -> Question {
    (rule.number, rule.pattern.has_captures && entry.is_some())
}
