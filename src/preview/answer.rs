//! From a request to an answer.

use std::io::SeekFrom;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Request, StatusCode};
use tokio::fs::File;
use tokio::io::AsyncSeekExt;

use super::address::Found;
use super::body::Sent;
use super::hosts::Hosts;
use super::media::media_type;
use super::range::{Wanted, wanted};
use super::reply::{Answer, empty, etag, plain, text, with};
use super::shown::{Shown, is_page};
use super::stage::Stage;
use super::{backstage, inject};
use crate::output::Body;
use crate::path::OutPath;

/// How long the answer to a request may take to begin.
const PATIENCE: Duration = Duration::from_secs(10);

/// Answers a request.
pub(super) async fn answer(request: Request<Incoming>, stage: Arc<Stage>) -> Answer {
    let head = *request.method() == Method::HEAD;
    let answered = tokio::time::timeout(PATIENCE, respond(request, &stage)).await;
    let mut answer = answered.unwrap_or_else(|_| plain(StatusCode::REQUEST_TIMEOUT, "too slow\n"));
    let headers = answer.headers_mut();
    // What is built next has other bytes under the same address.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("same-origin"));
    if head {
        if let Some(length) = hyper::body::Body::size_hint(answer.body()).exact() {
            answer.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        }
        *answer.body_mut() = Sent::nothing();
    }
    answer
}

async fn respond(request: Request<Incoming>, stage: &Arc<Stage>) -> Answer {
    let host = request.uri().authority().map(|host| host.as_str().to_owned());
    let host = text(request.headers(), header::HOST).map(str::to_owned).or(host).unwrap_or_default();
    if !stage.hosts.allow(&host) {
        let said = "this preview does not answer to that name; start `vade serve --host NAME` to allow it\n";
        return plain(StatusCode::FORBIDDEN, said);
    }
    if !Hosts::welcome(text(request.headers(), header::ORIGIN), &host) {
        return plain(StatusCode::FORBIDDEN, "only for pages of this preview\n");
    }
    let path = request.uri().path().to_owned();
    if let Some(what) = path.strip_prefix(backstage::BACKSTAGE) {
        return backstage::respond(what, request, &host, stage).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    let mut shown = stage.shown();
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    if matches!(shown.find(&path, &query), Found::Nothing(_)) {
        // During the first build, pages are there before pictures and the search index.
        stage.completed().await;
        shown = stage.shown();
    }
    match shown.find(&path, &query) {
        Found::File(file) => send(&shown, file, StatusCode::OK, request.headers()).await,
        Found::Moved(to) => moved(&to),
        Found::Nothing(Some(page)) => send(&shown, page, StatusCode::NOT_FOUND, &HeaderMap::new()).await,
        Found::Nothing(None) if shown.files.is_empty() => backstage::waiting(),
        Found::Nothing(None) => plain(StatusCode::NOT_FOUND, "not found\n"),
    }
}

fn moved(to: &str) -> Answer {
    let mut answer = plain(StatusCode::FOUND, "");
    if let Ok(to) = HeaderValue::from_str(to) {
        answer.headers_mut().insert(header::LOCATION, to);
    }
    answer
}

/// Sends a file of the site, or the part that was asked for.
async fn send(shown: &Shown, path: &OutPath, status: StatusCode, asked: &HeaderMap) -> Answer {
    let Some(artifact) = shown.files.get(path.as_str()) else {
        return plain(StatusCode::NOT_FOUND, "not found\n");
    };
    let etag = etag(path, artifact);
    let quoted = format!("\"{etag}\"");
    let answer = if is_known(asked, &quoted) {
        Some(empty(StatusCode::NOT_MODIFIED))
    } else {
        let range = text(asked, header::RANGE).filter(|_| still_the_same(asked, &quoted));
        match (&artifact.body, artifact.body.held()) {
            (_, Some(bytes)) if is_page(path) => {
                Some(part_of(inject::with_script(&bytes, &etag).into(), status, range))
            }
            (_, Some(bytes)) => Some(part_of(Bytes::from_owner(bytes), status, range)),
            (Body::CopyOf { from, .. }, None) => part_of_file(from, status, range).await.ok(),
            (_, None) => None,
        }
    };
    // A copy that has gone meanwhile is known to the next build.
    let Some(mut answer) = answer else { return plain(StatusCode::NOT_FOUND, "not found\n") };
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path.as_str())));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Ok(etag) = HeaderValue::from_str(&quoted) {
        headers.insert(header::ETAG, etag);
    }
    answer
}

fn part_of(bytes: Bytes, status: StatusCode, range: Option<&str>) -> Answer {
    let length = bytes.len() as u64;
    match wanted(range, length) {
        Wanted::Whole => with(status, Sent::Bytes(Some(bytes))),
        Wanted::Outside => outside(length),
        Wanted::Part(part) => {
            // Inside the bytes, so inside what the machine can address.
            let piece = bytes.slice(part.start as usize..part.end as usize);
            partial(Sent::Bytes(Some(piece)), &part, length)
        }
    }
}

async fn part_of_file(
    path: &std::path::Path,
    status: StatusCode,
    range: Option<&str>,
) -> std::io::Result<Answer> {
    let mut file = File::open(path).await?;
    let length = file.metadata().await?.len();
    Ok(match wanted(range, length) {
        Wanted::Whole => with(status, Sent::File(file, length)),
        Wanted::Outside => outside(length),
        Wanted::Part(part) => {
            file.seek(SeekFrom::Start(part.start)).await?;
            partial(Sent::File(file, part.end - part.start), &part, length)
        }
    })
}

fn partial(sent: Sent, part: &std::ops::Range<u64>, length: u64) -> Answer {
    let mut answer = with(StatusCode::PARTIAL_CONTENT, sent);
    content_range(&mut answer, &format!("bytes {}-{}/{length}", part.start, part.end - 1));
    answer
}

fn outside(length: u64) -> Answer {
    let mut answer = empty(StatusCode::RANGE_NOT_SATISFIABLE);
    content_range(&mut answer, &format!("bytes */{length}"));
    answer
}

fn content_range(answer: &mut Answer, range: &str) {
    if let Ok(range) = HeaderValue::from_str(range) {
        answer.headers_mut().insert(header::CONTENT_RANGE, range);
    }
}

/// Whether the client has these bytes already.
fn is_known(asked: &HeaderMap, quoted: &str) -> bool {
    let known = text(asked, header::IF_NONE_MATCH).unwrap_or_default();
    known
        .split(',')
        .map(|etag| etag.trim().trim_start_matches("W/"))
        .any(|etag| etag == quoted || etag == "*")
}

/// Whether a part may be added to what the client has.
fn still_the_same(asked: &HeaderMap, quoted: &str) -> bool {
    text(asked, header::IF_RANGE).is_none_or(|etag| etag == quoted)
}
