//! What answers are made of: statuses, headers and bodies.

use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Response, StatusCode};

use super::body::Sent;
use super::shown::is_page;
use crate::output::Artifact;
use crate::path::OutPath;

/// An answer.
pub(super) type Answer = Response<Sent>;

/// The etag of a file as it is sent, without quotes.
pub(super) fn etag(path: &OutPath, artifact: &Artifact) -> String {
    // The script belongs to the page: another build of vade may add another one.
    let suffix = if is_page(path) { concat!("-", env!("CARGO_PKG_VERSION")) } else { "" };
    format!("{}{suffix}", artifact.key)
}

/// A header as text.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// An answer that has no headers yet.
pub(super) fn with(status: StatusCode, sent: Sent) -> Answer {
    let mut answer = Response::new(sent);
    *answer.status_mut() = status;
    answer
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Answer {
    with(status, Sent::nothing())
}

/// A line of text.
pub(super) fn plain(status: StatusCode, line: &str) -> Answer {
    let mut answer = file("text/plain; charset=utf-8", Bytes::copy_from_slice(line.as_bytes()));
    *answer.status_mut() = status;
    answer
}

/// Bytes of a media type.
pub(super) fn file(kind: &'static str, bytes: Bytes) -> Answer {
    let mut answer = with(StatusCode::OK, Sent::Bytes(Some(bytes)));
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}
