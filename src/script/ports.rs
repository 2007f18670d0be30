//! What a script asks others for, and what it offers them.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{Program, StringLiteral, TemplateLiteral};
use oxc_ast_visit::Visit;
use oxc_ast_visit::walk::walk_template_literal;
use oxc_diagnostics::OxcDiagnostic;
use oxc_parser::{Parser, ParserReturn};
use oxc_semantic::SemanticBuilder;
use oxc_span::{SourceType, Span};
use oxc_syntax::module_record::{
    ExportEntry, ExportExportName, ExportImportName, ExportLocalName, ImportImportName, ModuleRecord,
};

/// What a script asks others for, and what it offers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ports {
    /// Relative paths of scripts wherever they stand as strings, in the order of the text.
    pub named: Vec<Named>,
    /// Names that come from others.
    pub imports: Vec<Import>,
    /// Names that others may ask for.
    pub exports: Vec<Export>,
    /// Whether nothing is imported or exported but by name, and nothing asks where the script is:
    /// then it can stand in a script with others.
    pub is_plain: bool,
}

/// A string that names another script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Without the quotes.
    pub bytes: Range<usize>,
    /// What it says.
    pub path: String,
    /// When the script is asked for.
    pub asked: Asked,
}

/// When a script asks for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Before it runs: `import … from`, `export … from`.
    First,
    /// While it runs, if at all: `import(…)`.
    Later,
    /// It is only named, whatever for.
    Perhaps,
}

/// A name that comes from another script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The script.
    pub from: String,
    /// The name there.
    pub there: String,
    /// The name here.
    pub here: String,
}

/// A name that others may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The name that others ask for.
    pub name: String,
    /// What it is called where it is declared.
    pub own: String,
    /// The script that it comes from; `None` for one of its own.
    pub from: Option<String>,
}

/// Why no browser can read a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub bytes: Range<usize>,
    /// What the parser says.
    pub message: String,
    /// What it proposes.
    pub help: Option<String>,
}

impl Ports {
    /// The ports of a module, or of a script that is none.
    pub fn of(text: &str) -> Result<Self, Fault> {
        Self::looked_at(text, |_| None)
    }

    /// The same, looking for all that keeps a browser from running it: it takes longer.
    pub fn of_others(text: &str) -> Result<Self, Fault> {
        Self::looked_at(text, |program| {
            let found = SemanticBuilder::new().with_check_syntax_error(true).build(program).diagnostics;
            found.errors().next().cloned()
        })
    }

    fn looked_at(
        text: &str,
        more: impl for<'a> Fn(&'a Program<'a>) -> Option<OxcDiagnostic>,
    ) -> Result<Self, Fault> {
        let allocator = Allocator::default();
        let ParserReturn { program, module_record, diagnostics, .. } =
            Parser::new(&allocator, text, SourceType::unambiguous()).parse();
        if let Some(fault) = diagnostics.errors().next().cloned().or_else(|| more(&program)) {
            return Err(Fault::new(&fault, text));
        }
        let named = Strings::of(&program, &module_record);
        let is_plain = plain(&module_record);
        let (imports, exports) = is_plain.clone().unwrap_or_default();
        Ok(Self { named, imports, exports, is_plain: is_plain.is_some() })
    }
}

impl Named {
    /// The relative paths of scripts that stand as strings in a script, in the order of the text; none
    /// where it cannot be read.
    pub fn all(text: &str) -> Vec<Self> {
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, text, SourceType::unambiguous()).parse();
        Strings::of(&parsed.program, &parsed.module_record)
    }
}

impl Fault {
    fn new(said: &OxcDiagnostic, text: &str) -> Self {
        let bytes = said.labels.first().map_or(0..0, |label| {
            let start = (label.offset() as usize).min(text.len());
            start..(start + label.len() as usize).min(text.len())
        });
        Self { bytes, message: said.message.to_string(), help: said.help.as_ref().map(ToString::to_string) }
    }
}

/// Looks for strings that begin with `./` or `../` and end in `.js`.
struct Strings {
    found: Vec<Named>,
    /// Where those of statements begin, and those of calls.
    first: Vec<u32>,
    later: Vec<u32>,
}

impl Strings {
    fn of(program: &Program, record: &ModuleRecord) -> Vec<Named> {
        let first = record.requested_modules.values().flatten().map(|asked| asked.span.start).collect();
        let later = record.dynamic_imports.iter().map(|import| import.module_request.start).collect();
        let mut strings = Self { found: Vec::new(), first, later };
        strings.visit_program(program);
        strings.found.sort_by_key(|named| named.bytes.start);
        strings.found
    }
}

impl Strings {
    fn add(&mut self, path: &str, span: Span) {
        if (path.starts_with("./") || path.starts_with("../")) && path.ends_with(".js") {
            let bytes = span.start as usize + 1..span.end as usize - 1;
            let asked = match span.start {
                start if self.first.contains(&start) => Asked::First,
                start if self.later.contains(&start) => Asked::Later,
                _ => Asked::Perhaps,
            };
            self.found.push(Named { bytes, path: path.to_owned(), asked });
        }
    }
}

impl<'a> Visit<'a> for Strings {
    fn visit_string_literal(&mut self, string: &StringLiteral<'a>) {
        self.add(&string.value, string.span);
    }

    /// One that has nothing put into it is a string.
    fn visit_template_literal(&mut self, template: &TemplateLiteral<'a>) {
        if let ([only], []) = (&template.quasis[..], &template.expressions[..]) {
            self.add(only.value.raw.as_str(), template.span);
        }
        walk_template_literal(self, template);
    }
}

/// The imports and exports, if all of them are by name.
fn plain(record: &ModuleRecord) -> Option<(Vec<Import>, Vec<Export>)> {
    let bound: Vec<_> = record.import_entries.iter().map(|import| import.statement_span).collect();
    let exported = || record.indirect_export_entries.iter().map(|export| export.statement_span);
    let mut asked = record.requested_modules.values().flatten();
    let is_by_name = asked.all(|asked| {
        bound.contains(&asked.statement_span) || exported().any(|span| span == asked.statement_span)
    });
    if !is_by_name || !record.import_metas.is_empty() || !record.star_export_entries.is_empty() {
        return None;
    }
    let imports = record.import_entries.iter().map(|import| {
        let ImportImportName::Name(there) = &import.import_name else { return None };
        Some(Import {
            from: import.module_request.name.to_string(),
            there: there.name.to_string(),
            here: import.local_name.name.to_string(),
        })
    });
    let exports = record.local_export_entries.iter().chain(&record.indirect_export_entries).map(export);
    Some((imports.collect::<Option<_>>()?, exports.collect::<Option<_>>()?))
}

fn export(entry: &ExportEntry) -> Option<Export> {
    let ExportExportName::Name(name) = &entry.export_name else { return None };
    let own = match (&entry.local_name, &entry.import_name) {
        (ExportLocalName::Name(own), _) => own,
        (ExportLocalName::Null, ExportImportName::Name(own)) => own,
        _ => return None,
    };
    let from = entry.module_request.as_ref().map(|from| from.name.to_string());
    Some(Export { name: name.name.to_string(), own: own.name.to_string(), from })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ports(text: &str) -> Ports {
        Ports::of(text).unwrap()
    }

    #[test]
    fn names_are_told_apart_by_where_they_come_from() {
        let ports = ports(
            "import { a, b as c } from './x.js';\nexport { c as d };\nexport { e } from './y.js';\nexport const f = () => import('./z.js');\n",
        );
        let imports: Vec<_> = ports.imports.iter().map(|one| (&*one.from, &*one.there, &*one.here)).collect();
        assert_eq!(imports, [("./x.js", "a", "a"), ("./x.js", "b", "c")]);
        let exports: Vec<_> =
            ports.exports.iter().map(|one| (&*one.name, &*one.own, one.from.as_deref())).collect();
        assert_eq!(exports, [("f", "f", None), ("d", "b", Some("./x.js")), ("e", "e", Some("./y.js"))]);
        let named: Vec<_> = ports.named.iter().map(|named| (&*named.path, named.asked)).collect();
        assert_eq!(named, [("./x.js", Asked::First), ("./y.js", Asked::First), ("./z.js", Asked::Later)]);
        assert!(ports.is_plain);
    }

    #[test]
    fn strings_are_found_and_comments_are_not() {
        let text = "// './a.js'\nnew Worker(new URL(\"../b.js\", import.meta.url));\nf(`./c.js`, `./${d}.js`, './e.css');\n";
        let ports = ports(text);
        let named: Vec<_> =
            ports.named.iter().map(|named| (&text[named.bytes.clone()], named.asked)).collect();
        assert_eq!(named, [("../b.js", Asked::Perhaps), ("./c.js", Asked::Perhaps)]);
        assert!(!ports.is_plain, "it asks where it is");
    }

    #[test]
    fn what_is_not_by_name_is_not_plain() {
        for text in [
            "import './a.js';",
            "import a from './a.js';",
            "import * as a from './a.js';",
            "export * from './a.js';",
            "export * as a from './a.js';",
            "export default 1;",
        ] {
            assert!(!ports(text).is_plain, "{text}");
        }
        assert!(ports("const a = await f();\nwith_(a);").is_plain);
    }

    #[test]
    fn what_no_browser_reads_is_said() {
        let fault = Ports::of("const a = 1;\nconst a = ;\n").unwrap_err();
        assert_eq!((fault.bytes, fault.message.as_str()), (23..24, "Unexpected token"));
        let fault = Ports::of_others("let a;\nlet a;\n").unwrap_err();
        assert!(fault.message.contains('a'), "{fault:?}");
        assert!(Ports::of("with (a) b();\n").is_ok(), "a script that is no module");
    }
}
