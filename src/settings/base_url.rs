//! Where a site is published.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What is encoded in a path: what an address must not hold, and what HTML gives a meaning.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\'')
    .add(b'%');

/// An absolute address, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// `https://host:port`, without a slash at the end.
    pub origin: String,
    /// `/` or `/below/this/`: with a slash at both ends, percent-encoded.
    pub path: String,
}

impl BaseUrl {
    /// Reads an absolute http(s) address; else says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let (scheme, rest) =
            text.split_once("://").ok_or("this does not begin with `https://` or `http://`")?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && scheme != "http" {
            return Err("only `https://` and `http://` addresses can be a site's");
        }
        if rest.contains(['?', '#']) {
            return Err("everything after a `?` or `#` is no part of a site's address");
        }
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        check_host(host)?;
        Ok(Self { origin: format!("{scheme}://{}", host.to_lowercase()), path: normal_path(path)? })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

/// Names in any script pass: browsers know how to ask for them.
fn check_host(host: &str) -> Result<(), &'static str> {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (host, "80"),
    };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    match name {
        "" => Err("the host is missing"),
        _ if host.contains('@') => Err("a user name is no part of a site's address"),
        _ if port.parse::<u16>().is_err() => Err("the port is not a number"),
        _ if !is_ipv6(name) && !name.chars().all(is_name) => Err("this is not the name of a host"),
        _ => Ok(()),
    }
}

/// Whether `name` is an IPv6 address in its brackets.
fn is_ipv6(name: &str) -> bool {
    let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.parse::<std::net::Ipv6Addr>().is_ok())
}

/// The path with a slash at both ends, encoded once, whatever it was before.
fn normal_path(path: &str) -> Result<String, &'static str> {
    let mut normal = String::from("/");
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let decoded =
            percent_decode_str(segment).decode_utf8().map_err(|_| "the percent-encoding is not UTF-8")?;
        if matches!(&*decoded, "." | "..")
            || decoded.contains(['/', '\\'])
            || decoded.contains(char::is_control)
        {
            return Err("the path cannot be part of an address");
        }
        normal.extend(utf8_percent_encode(&decoded, UNSAFE));
        normal.push('/');
    }
    Ok(normal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        BaseUrl::parse(text).unwrap().to_string()
    }

    #[test]
    fn addresses_are_made_uniform() {
        assert_eq!(parsed("https://handbook.example.org"), "https://handbook.example.org/");
        assert_eq!(parsed("HTTPS://Example.org/Docs//help"), "https://example.org/Docs/help/");
        assert_eq!(parsed("http://127.0.0.1:4000/"), "http://127.0.0.1:4000/");
        assert_eq!(parsed("http://[::1]:4000"), "http://[::1]:4000/");
        assert_eq!(
            parsed("https://käsiraamat.ee/abi ja/caf%C3%A9"),
            "https://käsiraamat.ee/abi%20ja/caf%C3%A9/"
        );
        let below = BaseUrl::parse("https://example.org/a/b").unwrap();
        assert_eq!((&*below.origin, &*below.path), ("https://example.org", "/a/b/"));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "example.org",
            "/docs/",
            "ftp://example.org",
            "https://",
            "https:///x",
            "https://a b/",
            "https://u@example.org",
            "https://example.org:x/",
            "https://example.org/?x",
            "https://example.org/#x",
            "https://example.org/../x",
            "https://example.org/%2e%2e/",
            "https://example.org/%2f",
            "https://exa\"mple.org/",
            "javascript://x",
            "https://[::x]/",
            "https://[",
            "https://]",
            "https://:80",
        ] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }
}
