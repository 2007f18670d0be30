//! The search of a finished site without a browser: its own module in an embedded JavaScript
//! engine, so that terminal, tests and browsers cannot disagree.
//!
//! Nothing but files of the output can be read by the module; there is no network, no file
//! system and no clock.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{CatchResultExt, Context, Ctx, Error, Function, Module, Promise, Runtime};
use serde::Deserialize;

use crate::language::Lang;
use crate::output::Output;

/// The published module, before and after its hash.
const MODULE: (&str, &str) = ("assets/search-core.", ".js");

/// Asks the module. `vadeRead` is a file of the site; `vadeSearch` is called from here.
const DRIVER: &str = r#"
import { openIndex } from './MODULE';
const load = async (path) => JSON.parse(vadeRead(path));
const indexes = new Map();
globalThis.vadeSearch = async (lang, query, limit) => {
  if (!indexes.has(lang)) indexes.set(lang, openIndex({ lang, load }));
  const hits = await (await indexes.get(lang)).search(query, { limit, explain: true });
  const { total, corrections, words } = hits;
  return JSON.stringify({ hits: [...hits], total, corrections, words });
};
"#;

/// Stack of the engine, in bytes: deep enough for its own regular expressions.
const STACK: usize = 1 << 20;

/// A site that can be searched.
pub struct Engine {
    context: Context,
}

/// What a query found.
#[derive(Debug, Deserialize)]
pub struct Answer {
    /// The best pages.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// Words that the site doesn't have, and what was looked for in their place.
    pub corrections: Vec<Correction>,
    /// How each word of the query was understood.
    pub words: Vec<Word>,
}

/// A page that was found.
#[derive(Debug, Deserialize)]
pub struct Hit {
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// How well it answers.
    pub score: f64,
    /// Titles of the sections above it.
    pub trail: Vec<String>,
    /// The section of the page that says most, if it has a heading.
    pub section: Option<Heading>,
    /// What it says there.
    pub excerpt: String,
    /// Its score before nearness and phrases were looked at.
    #[serde(rename = "wordsScore")]
    pub words_score: f64,
}

/// Id and title of a section.
#[derive(Debug, Deserialize)]
pub struct Heading {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
}

/// A word that the site doesn't have.
#[derive(Debug, Deserialize)]
pub struct Correction {
    /// As it was typed.
    pub typed: String,
    /// What was looked for.
    pub taken: String,
}

/// A word of the query.
#[derive(Debug, Deserialize)]
pub struct Word {
    /// In lower case.
    pub typed: String,
    /// How rare it is: the greater, the more it counts.
    pub rarity: f64,
    /// Forms that were looked for, and how surely each is meant, from 0 to 1.
    pub forms: Vec<(String, f64)>,
}

/// The files that the module may see.
#[derive(Clone)]
struct Files(Rc<BTreeMap<String, Arc<[u8]>>>);

impl Files {
    fn of(output: &Output) -> Self {
        let wanted = |path: &str| path.starts_with("search/") || path.ends_with(".js");
        let files = output.files.iter().filter(|(path, _)| wanted(path.as_str()));
        let read =
            files.filter_map(|(path, artifact)| Some((path.as_str().to_owned(), artifact.body.held()?)));
        Self(Rc::new(read.collect()))
    }

    fn text(&self, path: &str) -> Option<String> {
        self.0.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    fn module(&self) -> Option<&str> {
        let fits = |path: &&String| path.starts_with(MODULE.0) && path.ends_with(MODULE.1);
        self.0.keys().find(fits).map(String::as_str)
    }
}

impl Resolver for Files {
    fn resolve<'js>(
        &mut self,
        _: &Ctx<'js>,
        base: &str,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<String> {
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        match name.strip_prefix("./") {
            Some(name) => Ok(format!("{folder}/{name}")),
            None => Err(Error::new_resolving(base, name)),
        }
    }
}

impl Loader for Files {
    fn load<'js>(
        &mut self,
        context: &Ctx<'js>,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<Module<'js, Declared>> {
        let text = self.text(name).ok_or_else(|| Error::new_loading(name))?;
        Module::declare(context.clone(), name, text)
    }
}

impl Engine {
    /// Makes the search of a site ready. The error is a line for people.
    pub fn new(output: &Output) -> Result<Self, String> {
        let files = Files::of(output);
        let module = files.module().ok_or("the theme of this site has no `search-core.js`")?;
        let driver = DRIVER.replace("MODULE", module.trim_start_matches("assets/"));
        let runtime = Runtime::new().map_err(|error| error.to_string())?;
        runtime.set_max_stack_size(STACK);
        runtime.set_loader(files.clone(), files.clone());
        let context = Context::full(&runtime).map_err(|error| error.to_string())?;
        context.with(|context| {
            let start = || {
                let read = move |path: String| files.text(&path);
                context.globals().set("vadeRead", Function::new(context.clone(), read)?)?;
                Module::evaluate(context.clone(), "assets/driver", driver)?.finish::<()>()
            };
            start().catch(&context).map_err(|error| error.to_string())
        })?;
        Ok(Self { context })
    }

    /// The best `limit` pages for a query.
    pub fn search(&self, lang: &Lang, query: &str, limit: usize) -> Result<Answer, String> {
        let answer = self.context.with(|context| {
            let ask = || {
                let search: Function = context.globals().get("vadeSearch")?;
                search.call::<_, Promise>((lang.as_str(), query, limit as u32))?.finish::<String>()
            };
            ask().catch(&context).map_err(|error| error.to_string())
        })?;
        serde_json::from_str(&answer).map_err(|error| format!("the search module's answer: {error}"))
    }
}
