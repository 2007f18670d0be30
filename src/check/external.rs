//! Links that lead out of the site: which there are, and what the answers of the other side mean.
//! Asking is the business of the command line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::written;
use crate::article::LinkRef;
use crate::diag::{Code, Diagnostic, Place};
use crate::site::Site;

/// Names that lead nowhere by agreement (RFC 2606, RFC 6761).
const RESERVED: [&str; 7] =
    ["example.com", "example.net", "example.org", "example", "test", "invalid", "localhost"];

/// What came of asking for an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is there.
    Fine,
    /// It has moved for good, to this address.
    Moved(String),
    /// It isn't there; why.
    Dead(String),
    /// Nobody can say; why.
    Unsure(String),
}

/// All addresses outside that published texts link to, fragments aside, with the places of the
/// links.
pub fn external(site: &Site) -> BTreeMap<String, Vec<Place>> {
    let mut found: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let own = site.settings.base_url.origin.as_str();
    for entry in written(site) {
        for link in &entry.article.links {
            if let Some(address) = address(link, own) {
                found.entry(address).or_default().push(link.place.clone());
            }
        }
    }
    for places in found.values_mut() {
        places.sort();
        places.dedup();
    }
    found
}

/// The address that a link asks another server for.
fn address(link: &LinkRef, own: &str) -> Option<String> {
    let target = match link.target.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => link.target.clone(),
    };
    let asked = target.split('#').next().unwrap_or_default();
    let host = host(asked)?;
    let reserved = RESERVED
        .iter()
        .any(|name| host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.')));
    let inside = asked.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    (!reserved && !inside).then(|| asked.to_owned())
}

/// The name of the server of a web address, without its port, in lower case.
pub fn host(address: &str) -> Option<String> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme))?;
    let rest = &address[scheme.len()..];
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(host, _)| host);
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// What is wrong with links, one problem for each place.
pub fn judge(links: &BTreeMap<String, Vec<Place>>, answers: &BTreeMap<String, Answer>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for (address, places) in links {
        let Some(answer) = answers.get(address) else { continue };
        notes.extend(places.iter().filter_map(|place| note(place, answer)));
    }
    notes
}

fn note(place: &Place, answer: &Answer) -> Option<Diagnostic> {
    let note = |code, message: &str| Diagnostic::new(code, place.clone(), message);
    match answer {
        Answer::Fine => None,
        Answer::Moved(to) => {
            Some(note(Code::MovedLink, "this address has moved for good").help(format!("it is now `{to}`")))
        }
        Answer::Dead(why) => Some(
            note(Code::DeadLink, "this link leads to nothing")
                .label(why.clone())
                .help("look for where it has gone, or take the link out"),
        ),
        Answer::Unsure(why) => Some(
            note(Code::UncheckedLink, "this link could not be checked")
                .label(why.clone())
                .help("look at it in a browser; `--skip-host` leaves a server out"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::LinkKind;
    use crate::path::SitePath;

    #[test]
    fn only_what_is_outside_is_asked_for() {
        let asked = |target: &str| {
            let place = Place::file(&SitePath::new("a.md").unwrap());
            let link = LinkRef { target: target.into(), kind: LinkKind::Link, place };
            address(&link, "https://own.net")
        };
        assert_eq!(asked("https://a.net/b?c#d").as_deref(), Some("https://a.net/b?c"));
        assert_eq!(asked("//a.net/b").as_deref(), Some("https://a.net/b"));
        assert_eq!(asked("HTTP://A.net:80").as_deref(), Some("HTTP://A.net:80"));
        for inside in ["https://own.net", "https://own.net/x", "b.md", "mailto:a@b.net", "#c", "tel:1", ""] {
            assert_eq!(asked(inside), None, "{inside}");
        }
        for reserved in
            ["https://example.org/x", "http://www.example.com", "https://a.test/", "http://localhost:80/"]
        {
            assert_eq!(asked(reserved), None, "{reserved}");
        }
        assert!(asked("https://own.net.evil.net").is_some() && asked("https://myexample.com").is_some());
    }

    #[test]
    fn servers_are_told_apart_by_name() {
        assert_eq!(host("https://User@A.net:8080/x").as_deref(), Some("a.net"));
        assert_eq!(host("http://a.net?x").as_deref(), Some("a.net"));
        assert_eq!(host("https:///x"), None);
        assert_eq!(host("ftp://a.net"), None);
    }
}
