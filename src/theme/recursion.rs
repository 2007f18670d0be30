//! Finds templates that would never end: circles of `extends`, `include` and components.
//!
//! Tera notices such circles late or not at all, and each in its own way. Here they are found
//! before anything is rendered, whatever they are made of, and reported with the whole chain.
//! A component that calls itself is a circle, too: what templates see is made flat where it
//! is a tree by nature (navigation), so that nothing needs it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::{Code, Diagnostic};

use super::layers::{Layers, ThemeFile};
use super::tags::{Kind, Tag, scan};

/// A template or component, by its full name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Template(String),
    Component(String),
}

/// That one node uses another, and where it says so.
struct Use {
    verb: &'static str,
    to: Node,
    template: String,
    bytes: Range<usize>,
}

/// All templates, by their full names, and who uses whom.
pub(super) struct Graph<'a> {
    templates: BTreeMap<String, &'a ThemeFile>,
    uses: BTreeMap<Node, Vec<Use>>,
    notes: Vec<Diagnostic>,
}

/// Problems that can be seen without rendering: circles, and templates that don't exist.
pub(super) fn check(layers: &Layers) -> Vec<Diagnostic> {
    let templates = layers.templates();
    let mut graph = Graph { templates, uses: BTreeMap::new(), notes: Vec::new() };
    let names: Vec<String> = graph.templates.keys().cloned().collect();
    for name in &names {
        graph.read(layers, name);
    }
    graph.find_circles();
    graph.notes
}

impl Graph<'_> {
    /// Adds what the template called `name` uses.
    fn read(&mut self, layers: &Layers, name: &str) {
        let Some(file) = self.templates.get(name).copied() else { return };
        let mut user = Node::Template(name.to_owned());
        for tag in scan(file.text().unwrap_or("")) {
            match tag.kind {
                Kind::Define => user = Node::Component(tag.name),
                Kind::EndDefine => user = Node::Template(name.to_owned()),
                Kind::Call => self.add(&user, "uses", Node::Component(tag.name.clone()), name, tag),
                Kind::Include | Kind::Extends => match layers.resolve(&tag.name) {
                    Some(found) => {
                        let verb = if tag.kind == Kind::Include { "includes" } else { "extends" };
                        self.add(&user, verb, Node::Template(found), name, tag);
                    }
                    None => self.notes.push(missing(layers, file, &tag)),
                },
            }
        }
    }

    fn add(&mut self, from: &Node, verb: &'static str, to: Node, template: &str, tag: Tag) {
        let used = Use { verb, to, template: template.to_owned(), bytes: tag.bytes };
        self.uses.entry(from.clone()).or_default().push(used);
    }

    /// Reports each circle once, at the use that closes it.
    fn find_circles(&mut self) {
        let mut done = BTreeSet::new();
        let mut notes = Vec::new();
        for start in self.uses.keys() {
            let mut path: Vec<(&Node, usize)> = vec![(start, 0)];
            while let Some((node, index)) = path.last().copied() {
                let next = if done.contains(node) {
                    None
                } else {
                    self.uses.get(node).and_then(|uses| uses.get(index))
                };
                let Some(used) = next else {
                    done.insert(node.clone());
                    path.pop();
                    continue;
                };
                if let Some(last) = path.last_mut() {
                    last.1 += 1;
                }
                match path.iter().position(|(node, _)| **node == used.to) {
                    Some(first) => notes.push(self.circle(&path[first..], used)),
                    None => path.push((&used.to, 0)),
                }
            }
        }
        self.notes.extend(notes);
    }

    /// The message for a circle that `closing` closes; `path` begins where it leads back to.
    fn circle(&self, path: &[(&Node, usize)], closing: &Use) -> Diagnostic {
        let mut chain = path[0].0.to_string();
        for (step, (node, index)) in path.iter().enumerate() {
            let verb = self.uses.get(*node).map_or("uses", |uses| uses[index - 1].verb);
            let to = path.get(step + 1).map_or_else(|| path[0].0.to_string(), |(node, _)| node.to_string());
            let to = if path.len() == 1 { "itself".to_owned() } else { to };
            chain += &if step == 0 { format!(" {verb} {to}") } else { format!(", which {verb} {to}") };
        }
        let note = match self.templates.get(&closing.template) {
            Some(file) => file.problem(Code::TemplateRecursion, closing.bytes.clone(), &chain),
            None => Diagnostic::nowhere(Code::TemplateRecursion, &chain),
        };
        note.label("this closes the circle")
            .help("take one of them out; a template cannot use itself, by whatever way")
    }
}

impl std::fmt::Display for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Node::Template(name) => write!(f, "`{name}`"),
            Node::Component(name) => write!(f, "the component `{name}`"),
        }
    }
}

/// A template asks for one that isn't there.
fn missing(layers: &Layers, file: &ThemeFile, tag: &Tag) -> Diagnostic {
    let note = file.problem(
        Code::TemplateError,
        tag.bytes.clone(),
        &format!("there is no template called `{}`", tag.name),
    );
    let names: BTreeSet<&str> =
        layers.paths("templates").into_iter().filter_map(|path| path.strip_prefix("templates/")).collect();
    match crate::diag::nearest(&tag.name, names) {
        Some(close) => note.help(format!("`{close}` is close")),
        None => note,
    }
}
