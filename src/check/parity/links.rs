//! Where links lead: mail addresses, telephone numbers and other sites, and articles of this one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Pair;
use crate::article::{Article, LinkKind, LinkRef};
use crate::diag::{Diagnostic, Place};
use crate::site::Entry;

/// Most further places that are shown with a problem.
const RELATED: usize = 2;

impl Pair<'_> {
    /// Mail addresses and telephone numbers that differ, and links to other hosts that have no
    /// counterpart.
    pub(super) fn addresses(&self) -> Vec<Diagnostic> {
        let of = |article: &Article| -> Vec<(Address, Place)> {
            article.links.iter().filter_map(|link| Some((Address::of(link)?, link.place.clone()))).collect()
        };
        let (ours, theirs) = (of(&self.entry.article), of(&self.original.article));
        let mut seen = BTreeSet::new();
        let lost = theirs
            .iter()
            .filter(|(address, place)| {
                place.file == self.there.path && !ours.iter().any(|(our, _)| our.is_like(address))
            })
            // A translation that nobody has stamped may lack whole paragraphs, and every link in them.
            .filter(|(address, _)| self.is_stamped() || !matches!(address, Address::Host(_)))
            .filter(|(address, _)| !self.here_somewhere(address))
            .filter(|(address, _)| seen.insert(address.clone()))
            .map(|(address, place)| (address.clone(), place.clone()));
        let (sites, others): (Vec<_>, Vec<_>) =
            lost.partition(|(address, _)| matches!(address, Address::Host(_)));
        let note = |(address, place): &(Address, Place)| {
            self.note(format!("{} is not here", address.shown()), None, Some(range(place)))
        };
        let sites: Vec<_> = sites.into_iter().map(|(address, place)| (address.name(), place)).collect();
        others.iter().map(note).chain(self.missing_links(&sites)).collect()
    }

    /// One problem for all links of a kind that are missing: where there are many, a paragraph is.
    fn missing_links(&self, lost: &[(String, Place)]) -> Option<Diagnostic> {
        let (first, others) = lost.split_first()?;
        let shown: Vec<String> = lost.iter().map(|(name, _)| format!("`{name}`")).collect();
        let message = match others.len() {
            0 => format!("the original's link to {} is not here", shown[0]),
            _ => format!("links of the original are not here: to {}", shown.join(", ")),
        };
        let note = self.note(message, None, Some(range(&first.1)));
        Some(
            others
                .iter()
                .take(RELATED)
                .fold(note, |note, (_, place)| note.related(place.clone(), "and this")),
        )
    }

    /// Whether a mail address stands in the translation otherwise: as code, or in raw HTML.
    fn here_somewhere(&self, address: &Address) -> bool {
        matches!(address, Address::Mail(mail) if self.here.source.to_lowercase().contains(mail.as_str()))
    }

    /// Links to articles that only one of the two has. Which heading they lead to may differ.
    pub(super) fn articles(&self) -> Vec<Diagnostic> {
        let (ours, theirs) = (self.targets(self.entry), self.targets(self.original));
        let only =
            |mine: &BTreeMap<String, Place>, other: &BTreeMap<String, Place>| -> Vec<(String, Place)> {
                let mine = mine.iter().filter(|(id, _)| !other.contains_key(*id));
                mine.map(|(id, place)| (id.clone(), place.clone())).collect()
            };
        let lost: Vec<_> = only(&theirs, &ours)
            .into_iter()
            .filter(|(id, place)| place.file == self.there.path && *id != self.entry.meta.id)
            .collect();
        let extra: Vec<_> =
            only(&ours, &theirs).into_iter().filter(|(_, place)| place.file == self.here.path).collect();
        if let ([(now, here)], [(then, there)]) = (extra.as_slice(), lost.as_slice()) {
            let message = format!("this leads to `{now}`, and the original's link to `{then}`");
            return vec![self.note(message, Some(range(here)), Some(range(there)))];
        }
        if self.is_stamped() { self.missing_links(&lost).into_iter().collect() } else { Vec::new() }
    }

    /// The articles that a text links to, by id, with the first link to each.
    fn targets(&self, entry: &Entry) -> BTreeMap<String, Place> {
        let mut targets = BTreeMap::new();
        for (link, resolved) in entry.article.links.iter().zip(entry.links.iter()) {
            let address = resolved.href.split(['#', '?']).next().unwrap_or_default();
            let id = self.ids.get(address).filter(|_| link.kind == LinkKind::Link);
            if let Some(id) = id.filter(|_| !link.target.starts_with('#')) {
                targets.entry((*id).to_owned()).or_insert_with(|| link.place.clone());
            }
        }
        targets
    }
}

fn range(place: &Place) -> Range<usize> {
    place.start as usize..place.end as usize
}

/// Where a link leads, as far as it has to be the same in all languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Address {
    /// A mail address.
    Mail(String),
    /// A telephone number, its digits.
    Telephone(String),
    /// The host of a web address without `www` and the like, and without a language.
    Host(String),
}

impl Address {
    fn of(link: &LinkRef) -> Option<Self> {
        let target = link.target.trim();
        let lower = target.to_lowercase();
        if let Some(mail) = lower.strip_prefix("mailto:") {
            return Some(Self::Mail(mail.split('?').next()?.to_owned()));
        }
        if let Some(number) = lower.strip_prefix("tel:") {
            return Some(Self::Telephone(number.chars().filter(char::is_ascii_digit).collect()));
        }
        let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
        let host = host.split(['/', '?', '#', ':']).next()?;
        // The last two labels: what stands before them often is a language.
        let labels: Vec<&str> = host.rsplit('.').take(2).collect();
        Some(Self::Host(labels.into_iter().rev().collect::<Vec<_>>().join(".")))
    }

    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            // `amazon.de` is the twin of `amazon.com`.
            (Self::Host(ours), Self::Host(theirs)) => {
                ours == theirs || ours.split('.').next() == theirs.split('.').next()
            }
            (ours, theirs) => ours == theirs,
        }
    }

    fn name(self) -> String {
        match self {
            Self::Mail(name) | Self::Telephone(name) | Self::Host(name) => name,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Mail(mail) => format!("the mail address `{mail}` of the original"),
            Self::Telephone(digits) => format!("the telephone number `{digits}` of the original"),
            Self::Host(host) => format!("the original's link to `{host}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_may_have_a_twin() {
        let host = |host: &str| Address::Host(host.to_owned());
        assert!(host("amazon.de").is_like(&host("amazon.com")));
        assert!(!host("example.org").is_like(&host("opensource.org")));
    }
}
