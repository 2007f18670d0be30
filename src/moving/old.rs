//! Old addresses: each of them has to lead on. An article keeps its own as `aliases`; those of
//! pages that nobody wrote (fallbacks, lists of sections) go to `[redirects]` of `site.toml`. The
//! address of a draft was never published, so that nothing has to lead on from it.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::article::Status;
use crate::article::front::amend;
use crate::path::{OutPath, SitePath};
use crate::site::{Entry, Site};

use super::chart::{Thing, pages};
use super::route::Route;

/// What is to be said of addresses that are no longer there.
#[derive(Default)]
pub(super) struct Forwarding {
    /// Aliases, by the file as it will be called.
    aliases: BTreeMap<SitePath, Vec<String>>,
    /// Old address and new one.
    redirects: BTreeMap<String, String>,
    /// Addresses that nothing can lead on from.
    pub lost: Vec<String>,
}

impl Forwarding {
    /// Everything that had an address before and has another one, or none.
    pub fn between(before: &Site, after: &Site, route: &Route<'_>) -> Self {
        let answered = outs(after);
        let now: HashMap<Thing, &OutPath> = pages(after).map(|(thing, page)| (thing, &page.out)).collect();
        let mut forwarding = Self::default();
        for (thing, page) in pages(before).filter(|(_, page)| !answered.contains(&page.out)) {
            if page.meta.status == Some(Status::Draft) {
                continue;
            }
            let (path, old) = (&page.article.path, address(&page.out));
            match now.get(&route.thing(&thing)) {
                _ if is_written(before, page) || may_be_hidden(page) => {
                    forwarding.alias(route.file(path), old)
                }
                Some(new) => drop(forwarding.redirects.insert(old, address(new))),
                None => forwarding.lost.push(old),
            }
        }
        for redirect in before.redirects.iter().filter(|redirect| !answered.contains(&redirect.out)) {
            if redirect.source.below("content").is_some() {
                forwarding.alias(route.file(&redirect.source), address(&redirect.out));
            }
        }
        forwarding
    }

    fn alias(&mut self, file: SitePath, address: String) {
        let aliases = self.aliases.entry(file).or_default();
        if !aliases.contains(&address) {
            aliases.push(address);
        }
    }

    /// Writes it into texts, by the file as it will be called. The error has a line for each file
    /// that can't be changed.
    pub fn write(&self, texts: &mut BTreeMap<SitePath, String>) -> Result<(), Vec<String>> {
        let mut refused = Vec::new();
        for (file, aliases) in &self.aliases {
            let Some(text) = texts.get_mut(file) else { continue };
            for alias in aliases {
                match amend::add(file, text, "aliases", alias) {
                    Ok(edit) => *text = crate::edit::apply(text, edit.as_slice()),
                    Err(refusal) => refused.push(refusal.to_string()),
                }
            }
        }
        let settings = SitePath::new("site.toml");
        if let Some(text) =
            settings.and_then(|path| texts.get_mut(&path)).filter(|_| !self.redirects.is_empty())
        {
            *text = with_redirects(text, &self.redirects);
        }
        if refused.is_empty() { Ok(()) } else { Err(refused) }
    }
}

/// Every file that answers: pages, files, old addresses.
fn outs(site: &Site) -> HashSet<&OutPath> {
    let pages = pages(site).map(|(_, page)| &page.out);
    let redirects = site.redirects.iter().map(|redirect| &redirect.out);
    pages.chain(redirects).chain(site.assets.values().map(|asset| &asset.out)).collect()
}

/// Whether some builds leave the page out. A redirect to it would lead nowhere in those; an alias
/// goes with it.
fn may_be_hidden(page: &Entry) -> bool {
    let front = &page.article.front;
    front.publish_on.is_some() || front.expires_on.is_some()
}

fn is_written(site: &Site, page: &Entry) -> bool {
    crate::upkeep::written(site).any(|entry| std::ptr::eq(&**entry, page))
}

/// The address of a page or redirect, as `aliases` and `[redirects]` have it.
fn address(out: &OutPath) -> String {
    format!("/{}", out.as_str().strip_suffix("index.html").unwrap_or(out.as_str()))
}

/// The settings with some redirects more, below the heading of the table or at the end.
fn with_redirects(text: &str, redirects: &BTreeMap<String, String>) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let quoted = |text: &String| serde_json::Value::String(text.clone()).to_string();
    let lines = redirects.iter().map(|(old, new)| format!("{} = {}{newline}", quoted(old), quoted(new)));
    let lines: String = lines.collect();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.split('#').next().is_some_and(|line| line.trim() == "[redirects]") && line.ends_with('\n') {
            return format!("{}{lines}{}", &text[..at], &text[at..]);
        }
    }
    let end = if text.ends_with('\n') { "" } else { newline };
    format!("{text}{end}{newline}[redirects]{newline}{lines}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stand_in_their_table() {
        let redirects = BTreeMap::from([("/sk/a/".to_owned(), "/sk/b/".to_owned())]);
        assert_eq!(with_redirects("x = 1", &redirects), "x = 1\n\n[redirects]\n\"/sk/a/\" = \"/sk/b/\"\n");
        let crlf = "[redirects] # old\r\n\"/x/\" = \"/y/\"\r\n";
        let expected = "[redirects] # old\r\n\"/sk/a/\" = \"/sk/b/\"\r\n\"/x/\" = \"/y/\"\r\n";
        assert_eq!(with_redirects(crlf, &redirects), expected);
    }
}
