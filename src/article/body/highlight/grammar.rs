//! One grammar and what it remembers: which spans a line has in the state that it finds the
//! parser in, and the state that it leaves it in.

use std::sync::{Arc, PoisonError, RwLock};

use syntect::parsing::{ScopeStack, ScopeStackOp};

use super::classes::Class;
use super::contexts::Contexts;
use super::parser::Parser;
use super::writer::Writer;
use super::{Shards, shard, shards};
use crate::key::Key;

/// Bounds of the memory. A full shard of lines is emptied; a grammar that is full of states
/// goes on without memory.
const LINES_PER_SHARD: usize = 2_048;
const MOST_STATES: usize = 2_048;

/// A grammar and its memory.
pub(super) struct Grammar {
    /// By number; a block begins in the first.
    states: RwLock<Vec<Arc<State>>>,
    /// By the number of a state and the key of a line's [`template`].
    lines: Shards<(u32, Key), Line>,
}

/// The state of the parser between two lines. What differs most is compared first: states are
/// looked for by comparing.
#[derive(PartialEq, Eq, Clone)]
struct State {
    scopes: ScopeStack,
    parser: Parser,
}

/// The spans of a line, and the number of the state after it.
#[derive(Clone)]
struct Line {
    spans: Arc<[Span]>,
    next: u32,
}

/// A piece of a line. It begins where the one before it ends.
struct Span {
    /// Where it ends, in bytes from the line's beginning.
    end: u32,
    class: Option<Class>,
}

impl Grammar {
    /// `None` if the grammar has no beginning.
    pub fn new(syntax: usize, contexts: &Contexts) -> Option<Self> {
        let start = State { parser: Parser::new(contexts.start(syntax)?), scopes: ScopeStack::new() };
        Some(Self { states: RwLock::new(vec![Arc::new(start)]), lines: shards() })
    }

    /// `code` as HTML, line by line.
    pub fn highlight(&self, code: &str, contexts: &Contexts) -> String {
        let mut writer = Writer::with_capacity(code.len() * 3);
        let mut state = 0;
        let mut rest = code;
        while !rest.is_empty() {
            let (line, after) = rest.split_at(rest.find('\n').map_or(rest.len(), |end| end + 1));
            match self.line(state, line, contexts) {
                Ok(known) => {
                    write(line, &known.spans, &mut writer);
                    state = known.next;
                }
                Err(from) => {
                    unremembered(&from, rest, contexts, &mut writer);
                    break;
                }
            }
            rest = after;
        }
        writer.finish()
    }

    #[cfg(test)]
    pub fn highlight_unremembered(&self, code: &str, contexts: &Contexts) -> String {
        let mut writer = Writer::with_capacity(0);
        unremembered(&self.state(0), code, contexts, &mut writer);
        writer.finish()
    }

    /// One line in a state that has a number; an error is the state it is in when no further
    /// state can be remembered.
    fn line(&self, state: u32, line: &str, contexts: &Contexts) -> Result<Line, Arc<State>> {
        let template = template(line);
        let key = Key::of_bytes(template.as_bytes());
        if let Some(known) = shard(&self.lines, key).get(&(state, key)) {
            return Ok(known.clone());
        }
        let before = self.state(state);
        let mut after = State::clone(&before);
        let spans = after.advance(&template, contexts);
        let Some(next) = self.number(after) else { return Err(before) };
        let made = Line { spans: spans.into(), next };
        let mut lines = shard(&self.lines, key);
        if lines.len() >= LINES_PER_SHARD {
            lines.clear();
        }
        lines.insert((state, key), made.clone());
        Ok(made)
    }

    fn state(&self, number: u32) -> Arc<State> {
        let states = self.states.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&states[number as usize])
    }

    /// The number of a state, a new one if it has none yet.
    fn number(&self, state: State) -> Option<u32> {
        let find = |states: &[Arc<State>]| states.iter().position(|known| **known == state);
        let known = find(&self.states.read().unwrap_or_else(PoisonError::into_inner));
        let number = known.or_else(|| {
            let mut states = self.states.write().unwrap_or_else(PoisonError::into_inner);
            find(&states).or_else(|| {
                let room = states.len() < MOST_STATES;
                room.then(|| {
                    states.push(Arc::new(state.clone()));
                    states.len() - 1
                })
            })
        });
        number.and_then(|number| u32::try_from(number).ok())
    }
}

/// The line as grammars read it: of the same length, with one digit for all from 2 to 7. No
/// grammar colours 413 and 265 differently, and lines that differ in numbers are frequent.
/// Others keep their own: 0 and 1 are binary, 8 and 9 are not octal.
fn template(line: &str) -> String {
    line.chars().map(|letter| if matches!(letter, '2'..='7') { '2' } else { letter }).collect()
}

fn unremembered(from: &State, code: &str, contexts: &Contexts, writer: &mut Writer) {
    let mut state = from.clone();
    for line in code.split_inclusive('\n') {
        write(line, &state.advance(&template(line), contexts), writer);
    }
}

fn write(line: &str, spans: &[Span], writer: &mut Writer) {
    let mut done = 0;
    for span in spans {
        let end = span.end as usize;
        writer.text(line.get(done..end).unwrap_or_default(), span.class);
        done = end;
    }
    writer.end_line();
}

impl State {
    /// Reads a line. One that the grammar chokes on is a single span without a class.
    fn advance(&mut self, line: &str, contexts: &Contexts) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        // Longer lines are left plain long before 32 bits end.
        let mut add = |end: usize, class| match (end as u32, spans.last_mut()) {
            (end, Some(last)) if last.class == class => last.end = end,
            (end, _) => spans.push(Span { end, class }),
        };
        let changes = self.parser.read(line, contexts);
        let mut done = 0;
        for (at, change) in &changes {
            let at = (*at).min(line.len());
            if at > done {
                add(at, self.class());
                done = at;
            }
            self.apply(change);
        }
        if line.len() > done {
            add(line.len(), self.class());
        }
        spans
    }

    /// A grammar that pops more than it pushed loses colours, nothing else.
    fn apply(&mut self, change: &ScopeStackOp) {
        let _ = self.scopes.apply(change);
    }

    /// The class of the innermost scope that has one.
    fn class(&self) -> Option<Class> {
        self.scopes.as_slice().iter().rev().find_map(|&scope| Class::of(scope))
    }
}
