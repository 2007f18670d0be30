//! Finds templates that would never end: circles of `extends`, `include` and components.
//!
//! Tera notices such circles late or not at all, and each in its own way. Here they are found
//! before anything is rendered, whatever they are made of, and reported with the whole chain.
//! A component that calls itself is a circle, too: what templates see is made flat where it
//! is a tree by nature (navigation), so that nothing needs it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::{Code, Diagnostic};

use super::file::ThemeFile;
use super::layers::Layers;
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
    /// The layer whose definition of a component counts.
    components: BTreeMap<String, String>,
    /// The prefix of the nearest layer, which writers need not write.
    nearest: String,
    notes: Vec<Diagnostic>,
}

/// Problems that can be seen without rendering: circles, and templates that don't exist.
pub(super) fn check(layers: &Layers) -> Vec<Diagnostic> {
    let mut graph = Graph {
        templates: layers.templates(),
        uses: BTreeMap::new(),
        components: BTreeMap::new(),
        nearest: layers.prefixes().into_iter().next().unwrap_or_default(),
        notes: Vec::new(),
    };
    for prefix in layers.prefixes() {
        let names: Vec<String> =
            graph.templates.keys().filter(|name| name.starts_with(&prefix)).cloned().collect();
        for name in &names {
            graph.read(layers, &prefix, name);
        }
    }
    graph.find_circles();
    graph.notes
}

impl Graph<'_> {
    /// Adds what the template called `name` uses. A component that a nearer layer defines, too,
    /// is never used in this layer's form.
    fn read(&mut self, layers: &Layers, prefix: &str, name: &str) {
        let Some(file) = self.templates.get(name).copied() else { return };
        let template = Node::Template(name.to_owned());
        let mut user = Some(template.clone());
        for tag in scan(file.text().unwrap_or("")) {
            match tag.kind {
                Kind::Define => {
                    let layer = self.components.entry(tag.name.clone()).or_insert_with(|| prefix.to_owned());
                    user = (layer == prefix).then_some(Node::Component(tag.name));
                }
                Kind::EndDefine => user = Some(template.clone()),
                Kind::Call => self.add(user.as_ref(), "uses", Node::Component(tag.name.clone()), name, tag),
                Kind::Include | Kind::Extends => match layers.resolve(&tag.name) {
                    Some(found) => {
                        let verb = if tag.kind == Kind::Include { "includes" } else { "extends" };
                        self.add(user.as_ref(), verb, Node::Template(found), name, tag);
                    }
                    None => self.notes.push(missing(layers, file, &tag)),
                },
            }
        }
    }

    fn add(&mut self, from: Option<&Node>, verb: &'static str, to: Node, template: &str, tag: Tag) {
        if let Some(from) = from {
            let used = Use { verb, to, template: template.to_owned(), bytes: tag.bytes };
            self.uses.entry(from.clone()).or_default().push(used);
        }
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
        let first = self.shown(path[0].0);
        let mut chain = first.clone();
        for (step, (node, index)) in path.iter().enumerate() {
            let verb = self.uses.get(*node).map_or("uses", |uses| uses[index - 1].verb);
            let to = path.get(step + 1).map_or_else(|| first.clone(), |(node, _)| self.shown(node));
            let to = if path.len() == 1 { "itself".to_owned() } else { to };
            chain += &if step == 0 { format!(" {verb} {to}") } else { format!(", which {verb} {to}") };
        }
        let note = match self.templates.get(&closing.template) {
            Some(file) => file.problem(Code::TemplateRecursion, closing.bytes.clone(), &chain),
            None => Diagnostic::nowhere(Code::TemplateRecursion, &chain),
        };
        let help = match path {
            [(Node::Template(name), _)] if closing.verb == "extends" => {
                let plain = name.split_once('/').map_or(name.as_str(), |(_, plain)| plain);
                format!("to build on the template that this one replaces, write `default/{plain}`")
            }
            _ => "take one of them out: a template cannot use itself, by whatever way".to_owned(),
        };
        note.label("this closes the circle").help(help)
    }

    /// A node as writers know it.
    fn shown(&self, node: &Node) -> String {
        match node {
            Node::Template(name) => format!("`{}`", name.strip_prefix(&self.nearest).unwrap_or(name)),
            Node::Component(name) => format!("the component `{name}`"),
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
