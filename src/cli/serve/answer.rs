//! From a request to a file of the site.

use std::fs::File;
use std::io;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, StatusCode};

use crate::output::{Artifact, Body, Output};
use crate::path::OutPath;

/// What is served.
pub struct Site {
    /// Every file.
    pub output: Output,
    /// The path of the site's address, with a slash at both ends.
    pub base: String,
}

/// What is to be said to a request.
#[derive(Debug, PartialEq, Eq)]
enum Found<'a> {
    /// This file.
    File(&'a OutPath),
    /// The page is at that address.
    Moved(String),
    /// This page, which says that there is nothing, or no page at all.
    Nothing(Option<&'a OutPath>),
}

impl Site {
    /// Answers a request.
    pub fn answer(&self, request: Request) -> io::Result<()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            let response = Response::from_string("only GET and HEAD\n").with_status_code(405);
            return request.respond(response.with_header(header("Allow", "GET, HEAD")));
        }
        match self.find(request.url()) {
            Found::File(path) => self.send(request, path, 200),
            Found::Moved(to) => request.respond(Response::empty(302).with_header(header("Location", &to))),
            Found::Nothing(Some(page)) => self.send(request, page, 404),
            Found::Nothing(None) => {
                request.respond(Response::from_string("not found\n").with_status_code(404))
            }
        }
    }

    fn find(&self, url: &str) -> Found<'_> {
        let (path, query) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
        let Some(inside) = path.strip_prefix(&*self.base) else {
            let home = path == "/" || format!("{path}/") == self.base;
            return if home { Found::Moved(self.base.clone()) } else { Found::Nothing(self.missing("")) };
        };
        let inside = percent_decode_str(inside).decode_utf8_lossy();
        let exact = match inside.is_empty() || inside.ends_with('/') {
            true => self.path(&format!("{inside}index.html")),
            false => self.path(&inside),
        };
        if let Some(path) = exact {
            return Found::File(path);
        }
        match self.path(&format!("{inside}/index.html")) {
            Some(_) if !inside.ends_with('/') => Found::Moved(format!("{path}/{query}")),
            _ => Found::Nothing(self.missing(&inside)),
        }
    }

    /// The path in the output, if there is such a file. Nothing is resolved on the way: a path
    /// with `..` in it is simply not there.
    fn path(&self, path: &str) -> Option<&OutPath> {
        self.output.files.get_key_value(path).map(|(path, _)| path)
    }

    /// The page for what isn't there: that of the language, else that of the site.
    fn missing(&self, inside: &str) -> Option<&OutPath> {
        let language = inside.split('/').next().unwrap_or_default();
        self.path(&format!("{language}/404.html")).or_else(|| self.path("404.html"))
    }

    fn send(&self, request: Request, path: &OutPath, status: u16) -> io::Result<()> {
        let kind = header("Content-Type", content_type(path.as_str()));
        // What is built next may have other bytes under the same address.
        let headers =
            vec![kind, header("Cache-Control", "no-cache"), header("X-Content-Type-Options", "nosniff")];
        let Some(Artifact { body, .. }) = self.output.files.get(path) else { return Ok(()) };
        match body {
            Body::Bytes(bytes) => {
                let bytes = Shared(Arc::clone(bytes));
                let length = bytes.0.len();
                let body = io::Cursor::new(bytes);
                request.respond(Response::new(StatusCode(status), headers, body, Some(length), None))
            }
            Body::CopyOf { from, .. } => {
                let file = File::open(from)?;
                let length = usize::try_from(file.metadata()?.len()).ok();
                request.respond(Response::new(StatusCode(status), headers, file, length, None))
            }
        }
    }
}

/// Bytes that are sent without being copied.
struct Shared(Arc<[u8]>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A header of plain ASCII, or one that says nothing.
fn header(name: &'static str, value: &str) -> Header {
    Header::from_bytes(name, value)
        .unwrap_or_else(|()| Header::from_bytes("X-Header", "unprintable").expect("plain ASCII"))
}

/// What browsers have to be told about a file; by its extension, as web servers do.
fn content_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "vtt" => "text/vtt; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(base: &str) -> Site {
        let names = ["index.html", "404.html", "en/404.html", "en/a b/index.html", "en/ž.png"];
        let file = |name| (OutPath::new(name).expect("a path"), Artifact::new(*b"x", Vec::new()));
        Site { output: Output::complete(names.map(file)), base: base.into() }
    }

    /// What is found, as text.
    fn found(site: &Site, url: &str) -> String {
        match site.find(url) {
            Found::File(path) => path.to_string(),
            Found::Moved(to) => format!("-> {to}"),
            Found::Nothing(page) => format!("404 {}", page.map_or("", |page| page.as_str())),
        }
    }

    #[test]
    fn addresses_lead_to_files() {
        let site = site("/");
        for (url, file) in [
            ("/", "index.html"),
            ("/en/a%20b/", "en/a b/index.html"),
            ("/en/a%20b/?q=1", "en/a b/index.html"),
            ("/en/a%20b?q=1", "-> /en/a%20b/?q=1"),
            ("/en/%C5%BE.png", "en/ž.png"),
            ("/en/nothing/", "404 en/404.html"),
            ("/nothing", "404 404.html"),
            ("/en/../index.html", "404 en/404.html"),
            ("/%2e%2e/%2e%2e/etc/passwd", "404 404.html"),
            ("//etc/passwd", "404 404.html"),
            ("/en/%00", "404 en/404.html"),
            ("/%ff", "404 404.html"),
            ("*", "404 404.html"),
        ] {
            assert_eq!(found(&site, url), file, "{url}");
        }
    }

    #[test]
    fn a_site_below_a_path_is_found_there_only() {
        let site = site("/docs/help/");
        for (url, file) in [
            ("/docs/help/", "index.html"),
            ("/", "-> /docs/help/"),
            ("/docs/help", "-> /docs/help/"),
            ("/docs/help/en/a%20b", "-> /docs/help/en/a%20b/"),
            ("/en/a%20b/", "404 404.html"),
        ] {
            assert_eq!(found(&site, url), file, "{url}");
        }
    }
}
