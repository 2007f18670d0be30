//! Who may ask: a page of another site that a writer has open must neither read the preview nor
//! do anything with it.
//!
//! Such a page can let its own name lead to this machine ("DNS rebinding"), so a request has to
//! name a host that is ours. Numeric addresses cannot be rebound.

use std::net::{IpAddr, Ipv6Addr};

/// The names that the server answers to.
#[derive(Debug, Clone)]
pub(super) struct Hosts {
    /// The address that it listens at.
    pub(super) bound: IpAddr,
    /// What the writer typed as `--host`, in lower case.
    pub(super) named: String,
}

impl Hosts {
    /// Whether a request with this header `Host` is for us.
    pub(super) fn allow(&self, host: &str) -> bool {
        let name = without_port(host).to_ascii_lowercase();
        let name = name.trim_end_matches('.');
        match address(name) {
            Some(address) => address.is_loopback() || self.bound.is_unspecified() || address == self.bound,
            None => name == "localhost" || name.ends_with(".localhost") || name == self.named,
        }
    }

    /// Whether a request with the header `Host` may be answered as far as its `Origin` goes, which
    /// browsers send where a page of one site asks another. A proxy before this server may speak TLS.
    pub(super) fn welcome(origin: Option<&str>, host: &str) -> bool {
        let named = |origin: &str| {
            let from = ["http://", "https://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
            from.is_some_and(|from| from.eq_ignore_ascii_case(host))
        };
        origin.is_none_or(named)
    }

    /// Whether a request may change something: it has to come from a page of this server.
    pub(super) fn is_own(&self, origin: Option<&str>, host: &str) -> bool {
        let from = origin.and_then(|origin| origin.strip_prefix("http://"));
        from.is_some_and(|from| from.eq_ignore_ascii_case(host)) && self.allow(host)
    }
}

fn without_port(host: &str) -> &str {
    match host.rfind(':') {
        Some(colon) if !host[colon..].contains(']') => &host[..colon],
        _ => host,
    }
}

fn address(name: &str) -> Option<IpAddr> {
    match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(inside) => inside.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => name.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(bound: &str, named: &str) -> Hosts {
        Hosts { bound: bound.parse().expect("an address"), named: named.into() }
    }

    #[test]
    fn only_own_names_are_answered() {
        let usual = hosts("127.0.0.1", "127.0.0.1");
        for host in
            ["localhost:4000", "LOCALHOST", "127.0.0.1:4000", "[::1]:4000", "127.0.0.2", "docs.localhost:1"]
        {
            assert!(usual.allow(host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:4000",
            "localhost.evil.example",
            "192.168.1.7",
            "",
            "127.0.0.1.nip.io",
            "notlocalhost",
        ] {
            assert!(!usual.allow(host), "{host}");
        }
        let open = hosts("0.0.0.0", "0.0.0.0");
        assert!(open.allow("192.168.1.7:4000") && !open.allow("evil.example"));
        assert!(hosts("192.168.1.7", "desk.lan").allow("desk.lan:4000"));
    }

    #[test]
    fn pages_of_other_sites_are_not_answered() {
        for origin in [None, Some("http://localhost:4000"), Some("https://LOCALHOST:4000")] {
            assert!(Hosts::welcome(origin, "localhost:4000"), "{origin:?}");
        }
        for origin in ["null", "", "http://evil.example", "http://localhost:3000", "file://localhost:4000"] {
            assert!(!Hosts::welcome(Some(origin), "localhost:4000"), "{origin}");
        }
    }

    #[test]
    fn only_own_pages_may_change_something() {
        let usual = hosts("127.0.0.1", "127.0.0.1");
        assert!(usual.is_own(Some("http://localhost:4000"), "localhost:4000"));
        for origin in [
            None,
            Some("null"),
            Some("http://evil.example"),
            Some("http://localhost:3000"),
            Some("https://localhost:4000"),
        ] {
            assert!(!usual.is_own(origin, "localhost:4000"), "{origin:?}");
        }
        assert!(!usual.is_own(Some("http://evil.example"), "evil.example"));
    }
}
