//! `vade new`: the file of an article or of a translation that somebody is about to write.

use super::arguments::New;
use super::changes::{Making, make};
use super::survey::survey;
use super::{Ending, Failure, Outcome, source, terminal};
use crate::upkeep::{begin, stub};

/// Carries it out.
pub fn run(options: &New) -> Outcome {
    let survey = survey(&options.sources)?;
    let (site, tree) = (&survey.site, &survey.tree);
    let day = options.sources.as_of.unwrap_or_else(source::today);
    let (name, lang) = (options.id.as_str(), options.lang.as_ref());
    let created = match &options.from {
        Some(from) => stub::stub(site, tree, stub::Wanted { name, from, lang, day }),
        None => {
            let title = options.title.as_deref();
            begin::article(site, tree, begin::Wanted { id: name, title, lang, day })
        }
    };
    let created = created.map_err(Failure)?;
    let making = Making::of(options.dry_run);
    make(&options.sources.root, std::slice::from_ref(&created), making)?;
    if making == Making::Real {
        let file = created.file().on_disk(&options.sources.root);
        let file = file.strip_prefix(".").unwrap_or(&file).display();
        terminal::print(&format!("created {}\n", created.file()));
        terminal::say(&match options.from {
            Some(_) => format!(
                "Open {file} and translate what is there; headings keep their {{#ids}}.\n\
                 It is a draft until the line `status: draft` is gone."
            ),
            None => format!(
                "Open {file} and write.\nIt is a draft until the line `status: draft` is gone; \
                 `vade serve` shows drafts."
            ),
        });
    }
    Ok(Ending::Clean)
}
