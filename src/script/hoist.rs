//! Several modules as one, without functions around them: what each declares at its top has a
//! name that no other has, and an import is the name of what is imported.

use std::collections::BTreeMap;

use oxc_allocator::{Allocator, TakeIn};
use oxc_ast::ast::{Program, Statement};
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions, LegalComment};
use oxc_parser::Parser;
use oxc_semantic::{Scoping, SemanticBuilder};
use oxc_span::SourceType;
use oxc_str::Ident;

use super::{Export, Import, Ports};

/// The beginning of new names; a module that has it is not put together with others.
const NAME: &str = "vade_";

/// A module that goes into one with others.
pub struct Part<'a> {
    /// Its text.
    pub text: &'a str,
    /// What it asks for and offers: all of it by name.
    pub ports: &'a Ports,
}

/// Which script a path in a module means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The part of this number.
    Part(usize),
    /// One that is not among the parts.
    Outside,
}

/// One module that does what `parts` do, each before those that it is imported by, and offers what
/// the last one does. `source` says what a path in a part means. `None` where that can't be.
pub fn hoist(parts: &[Part], source: &dyn Fn(usize, &str) -> Source) -> Option<String> {
    let whole = Whole { parts, source };
    let mut out = String::new();
    for at in 0..parts.len() {
        out += &whole.part(at)?;
    }
    let last = parts.len().checked_sub(1)?;
    let exports = parts[last].ports.exports.iter().filter(|export| !whole.is_handed_on(last, export));
    let named = |export: &Export| Some(format!("{} as {}", whole.declared(last, &export.name)?, export.name));
    let exports = exports.map(named).collect::<Option<Vec<String>>>()?;
    Some(if exports.is_empty() { out } else { out + &format!("export {{ {} }};\n", exports.join(", ")) })
}

struct Whole<'a> {
    parts: &'a [Part<'a>],
    source: &'a dyn Fn(usize, &str) -> Source,
}

impl Whole<'_> {
    /// What is called so at the top of a part.
    fn name(&self, part: usize, own: &str) -> String {
        format!("{NAME}{part}_{own}")
    }

    /// What a part offers under a name.
    fn declared(&self, part: usize, name: &str) -> Option<String> {
        let export = self.parts[part].ports.exports.iter().find(|export| export.name == name)?;
        match export.from.as_deref().map(|from| (self.source)(part, from)) {
            None => Some(self.name(part, &export.own)),
            Some(Source::Part(other)) if other < part => self.declared(other, &export.own),
            Some(_) => Some(self.name(part, &self.import_of(part, export)?.here)),
        }
    }

    /// Where a part has what it offers from.
    fn import_of(&self, part: usize, export: &Export) -> Option<&Import> {
        let mut imports = self.parts[part].ports.imports.iter();
        imports.find(|import| import.there == export.own && Some(&import.from) == export.from.as_ref())
    }

    /// Whether a part has no other business with what it offers than to offer it.
    fn is_handed_on(&self, part: usize, export: &Export) -> bool {
        let source = export.from.as_deref().map(|from| (self.source)(part, from));
        source == Some(Source::Outside) && self.import_of(part, export).is_none()
    }

    /// A part with new names, without what it asks other parts for and without what it offers.
    fn part(&self, at: usize) -> Option<String> {
        let Part { text, ports } = &self.parts[at];
        if !ports.is_plain || text.contains(NAME) {
            return None;
        }
        let mut imported = BTreeMap::new();
        for import in &ports.imports {
            if let Source::Part(part) = (self.source)(at, &import.from) {
                imported.insert(import.here.as_str(), self.declared(part, &import.there)?);
            }
        }
        let allocator = Allocator::default();
        let mut program = Parser::new(&allocator, text, SourceType::mjs()).parse().program;
        let mut scoping = SemanticBuilder::new().build(&program).semantic.into_scoping();
        rename(&mut scoping, |own| imported.get(own).cloned().unwrap_or_else(|| self.name(at, own)));
        self.take_ports(at, &mut program, &allocator);
        let comments = CommentOptions { legal: LegalComment::Inline, ..CommentOptions::disabled() };
        let codegen = Codegen::new().with_options(CodegenOptions { comments, ..CodegenOptions::default() });
        Some(codegen.with_scoping(Some(scoping)).build(&program).code)
    }

    /// Leaves out what a part asks other parts for and what it offers, but for what the last one only hands on.
    fn take_ports<'b>(&self, at: usize, program: &mut Program<'b>, allocator: &'b Allocator) {
        let is_last = at + 1 == self.parts.len();
        let is_outside = |path: &str| (self.source)(at, path) == Source::Outside;
        for statement in program.body.take_in(&allocator) {
            match statement {
                Statement::ImportDeclaration(import) if !is_outside(&import.source.value) => {}
                Statement::ExportFromDeclaration(export)
                    if !(is_last && is_outside(&export.source.value)) => {}
                Statement::ExportNamedDeclaration(_) => {}
                Statement::ExportDeclaration(export) => program.body.push(export.unbox().declaration.into()),
                other => program.body.push(other),
            }
        }
    }
}

/// Gives what is declared at the top of a module other names.
fn rename(scoping: &mut Scoping, name: impl Fn(&str) -> String) {
    let top: Vec<_> = scoping.iter_bindings_in(scoping.root_scope_id()).collect();
    for symbol in top {
        let new = name(scoping.symbol_name(symbol));
        scoping.set_symbol_name(symbol, Ident::from(new.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Modules put together, each path being the number of a part or something else.
    fn hoisted(texts: &[&str]) -> Option<String> {
        let ports: Vec<Ports> = texts.iter().map(|text| Ports::of(text).unwrap()).collect();
        let parts: Vec<Part> = texts.iter().zip(&ports).map(|(text, ports)| Part { text, ports }).collect();
        let part = |path: &str| path.trim_start_matches("./").trim_end_matches(".js").parse().ok();
        hoist(&parts, &|_, path| part(path).map_or(Source::Outside, Source::Part))
    }

    #[test]
    fn names_are_kept_apart_and_imports_are_what_they_stand_for() {
        let whole = hoisted(&[
            "const a = name;\nexport function f(x) { return x + a; }\n",
            "import { f as g } from './0.js';\nexport { f } from './0.js';\nexport const a = { g, f: g(1) };\n",
            "import { f, a } from './1.js';\nimport { b } from './b.js';\nconst name = f({ a, b });\nexport { name, a as c };\n",
        ]);
        insta::assert_snapshot!(whole.unwrap(), @r#"
        const vade_0_a = name;
        function vade_0_f(x) {
        	return x + vade_0_a;
        }
        const vade_1_a = {
        	g: vade_0_f,
        	f: vade_0_f(1)
        };
        import { b as vade_2_b } from "./b.js";
        const vade_2_name = vade_0_f({
        	a: vade_1_a,
        	b: vade_2_b
        });
        export { vade_2_name as name, vade_1_a as c };
        "#);
    }

    #[test]
    fn what_is_only_handed_on_is_still_offered() {
        let whole =
            hoisted(&["export const a = 1;\n", "export { a } from './0.js';\nexport { b } from './b.js';\n"]);
        insta::assert_snapshot!(whole.unwrap(), @r#"
        const vade_0_a = 1;
        export { b } from "./b.js";
        export { vade_0_a as a };
        "#);
    }

    #[test]
    fn what_cannot_be_is_not_put_together() {
        assert_eq!(hoisted(&["export const a = 1;\n", "import { b } from './0.js';\n"]), None);
        assert_eq!(hoisted(&["export const vade_0 = 1;\n", "import { vade_0 } from './0.js';\n"]), None);
        assert_eq!(hoisted(&["export * from './a.js';\n", "import { b } from './0.js';\n"]), None);
        assert_eq!(hoisted(&["export { a } from './a.js';\n", "import { a } from './0.js';\n"]), None);
    }
}
