//! A module as the body of a function, for pages that can load no modules.

use std::collections::BTreeMap;
use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    BindingIdentifier, Declaration, ExportDefaultDeclarationKind, ImportDeclaration,
    ImportDeclarationSpecifier, ModuleExportName, Statement,
};
use oxc_ast_visit::Visit;
use oxc_parser::{Parser, ParserReturn};
use oxc_span::{GetSpan, SourceType, Span};

/// What `export default` of something without a name is called.
const DEFAULT: &str = "vadeDefault";

/// The module as the body of an asynchronous function that gets others by `need`, a function of their path, and
/// returns what the module offers. `None` if it cannot be read.
pub fn as_function(text: &str) -> Option<String> {
    let allocator = Allocator::default();
    let ParserReturn { program, module_record, diagnostics, .. } =
        Parser::new(&allocator, text, SourceType::unambiguous()).parse();
    if diagnostics.has_errors() {
        return None;
    }
    let mut body = Body { text, edits: BTreeMap::new(), offered: Vec::new() };
    for statement in &program.body {
        body.statement(statement);
    }
    for import in &module_record.dynamic_imports {
        body.replace(import.span.start..import.span.start + IMPORT, "need");
    }
    Some(body.finished())
}

/// Letters of `import`.
const IMPORT: u32 = 6;

struct Body<'a> {
    text: &'a str,
    /// Where each begins, where it ends, and what stands there instead.
    edits: BTreeMap<usize, (usize, String)>,
    /// The properties of what is returned.
    offered: Vec<String>,
}

impl Body<'_> {
    fn replace(&mut self, bytes: Range<u32>, by: impl Into<String>) {
        self.edits.insert(bytes.start as usize, (bytes.end as usize, by.into()));
    }

    fn statement(&mut self, statement: &Statement) {
        let span = statement.span();
        match statement {
            Statement::ImportDeclaration(import) => {
                let import = imported(import);
                self.replace(span.start..span.end, import);
            }
            Statement::ExportAllDeclaration(all) => {
                let need = need(&all.source.value);
                self.offered.push(match &all.exported {
                    Some(name) => format!("{}: {need}", quoted(&name.name())),
                    None => format!("...{need}"),
                });
                self.replace(span.start..span.end, "");
            }
            Statement::ExportFromDeclaration(export) => {
                for one in &export.specifiers {
                    self.offer(
                        &one.exported,
                        &format!("({})[{}]", need(&export.source.value), quoted(&one.local.name())),
                    );
                }
                self.replace(span.start..span.end, "");
            }
            Statement::ExportNamedDeclaration(export) => {
                for one in &export.specifiers {
                    self.offer(&one.exported, &one.local.name());
                }
                self.replace(span.start..span.end, "");
            }
            Statement::ExportDeclaration(export) => {
                let mut names = Names(Vec::new());
                names.visit_declaration(&export.declaration);
                self.offered.extend(names.0);
                self.replace(span.start..export.declaration.span().start, "");
            }
            Statement::ExportDefaultDeclaration(export) => self.default(span, &export.declaration),
            _ => {}
        }
    }

    fn offer(&mut self, name: &ModuleExportName, value: &str) {
        self.offered.push(format!("{}: {value}", quoted(&name.name())));
    }

    fn default(&mut self, span: Span, declaration: &ExportDefaultDeclarationKind) {
        let name = match declaration {
            ExportDefaultDeclarationKind::FunctionDeclaration(function) => function.id.as_ref(),
            ExportDefaultDeclarationKind::ClassDeclaration(class) => class.id.as_ref(),
            _ => None,
        };
        let (name, before) =
            name.map_or((DEFAULT, format!("const {DEFAULT} = ")), |id| (id.name.as_str(), String::new()));
        self.offered.push(format!("default: {name}"));
        self.replace(span.start..declaration.span().start, before);
    }

    fn finished(self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut copied = 0;
        for (start, (end, by)) in self.edits {
            out += &self.text[copied..start];
            out += &by;
            copied = end;
        }
        out += &self.text[copied..];
        format!("{}\nreturn {{ {} }};\n", out.trim_end(), self.offered.join(", "))
    }
}

/// The names that a declaration makes.
struct Names(Vec<String>);

impl<'a> Visit<'a> for Names {
    fn visit_declaration(&mut self, declaration: &Declaration<'a>) {
        match declaration {
            Declaration::VariableDeclaration(variables) => {
                for one in &variables.declarations {
                    self.visit_binding_pattern(&one.id);
                }
            }
            Declaration::FunctionDeclaration(function) => {
                self.0.extend(function.id.iter().map(|id| id.name.to_string()))
            }
            Declaration::ClassDeclaration(class) => {
                self.0.extend(class.id.iter().map(|id| id.name.to_string()))
            }
            _ => {}
        }
    }

    fn visit_binding_identifier(&mut self, name: &BindingIdentifier<'a>) {
        self.0.push(name.name.to_string());
    }
}

/// An import as a declaration.
fn imported(import: &ImportDeclaration) -> String {
    let need = need(&import.source.value);
    let Some(specifiers) = &import.specifiers else { return format!("{need};") };
    let (mut names, mut whole) = (Vec::new(), String::new());
    for one in specifiers {
        match one {
            ImportDeclarationSpecifier::ImportSpecifier(one) => {
                names.push(format!("{}: {}", quoted(&one.imported.name()), one.local.name));
            }
            ImportDeclarationSpecifier::ImportDefaultSpecifier(one) => {
                names.push(format!("default: {}", one.local.name))
            }
            ImportDeclarationSpecifier::ImportNamespaceSpecifier(one) => {
                whole = format!("const {} = {need};", one.local.name);
            }
        }
    }
    if names.is_empty() && !whole.is_empty() {
        whole
    } else {
        format!("{whole}const {{ {} }} = {need};", names.join(", "))
    }
}

fn need(path: &str) -> String {
    format!("await need({})", quoted(path))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_a_function_of_what_it_needs() {
        let module = "import { a, b as c } from './x.1.js';\nimport './y.js';\nimport d, * as e from './d.js';\nexport const one = 1, [two, { three: four }] = e;\nexport async function five() {\n  await import('./z.js');\n}\nclass Six {}\nexport { Six as seven };\nexport { a as eight } from './x.1.js';\nexport * from './y.js';\nexport default 9;\n";
        insta::assert_snapshot!(as_function(module).unwrap(), @r#"
        const { "a": a, "b": c } = await need("./x.1.js");
        await need("./y.js");
        const e = await need("./d.js");const { default: d } = await need("./d.js");
        const one = 1, [two, { three: four }] = e;
        async function five() {
          await need('./z.js');
        }
        class Six {}



        const vadeDefault = 9;
        return { one, two, four, five, "seven": Six, "eight": (await need("./x.1.js"))["a"], ...await need("./y.js"), default: vadeDefault };
        "#);
    }

    #[test]
    fn names_of_functions_and_classes_stay() {
        let short = "import{a as b}from\"./a.js\";export default function f(){return b};export{f as g};";
        insta::assert_snapshot!(as_function(short).unwrap(), @r#"
        const { "a": b } = await need("./a.js");function f(){return b};
        return { default: f, "g": f };
        "#);
        assert_eq!(as_function("export const a = ;"), None);
    }
}
