//! Everything below `/_vade/`: the script that pages are given, what it asks for, and the
//! writer's desk. Other sites' pages get nothing from here.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Method, Request, StatusCode};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc;

use super::address::{Found, file_name};
use super::body::Sent;
use super::media::media_type;
use super::problems::Problems;
use super::reply::{Answer, etag, file, plain, text, with};
use super::shown::Shown;
use super::stage::Stage;
use super::{desk, inject};
use crate::path::{OutPath, SitePath};

/// The files that browsers need.
const FILES: [(&str, &str); 6] = [
    ("preview.js", include_str!("browser/preview.js")),
    ("morph.js", include_str!("browser/morph.js")),
    ("overlay.js", include_str!("browser/overlay.js")),
    ("turns.js", include_str!("browser/turns.js")),
    ("desk.css", include_str!("browser/desk.css")),
    ("icon.svg", include_str!("browser/icon.svg")),
];

/// Between two signs of life on a stream: it shows browsers and us that the other is gone.
const PULSE: Duration = Duration::from_secs(10);

/// Where all this is.
pub(super) const BACKSTAGE: &str = "/_vade/";

/// The most that anybody may send here.
const LONGEST: usize = 4 * 1024;

/// Answers a request for `what`, the path below `/_vade/`.
pub(super) async fn respond(
    what: &str,
    request: Request<Incoming>,
    host: &str,
    stage: &Arc<Stage>,
) -> Answer {
    let site = text(request.headers(), HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|site| matches!(site, "cross-site" | "same-site")) && !what.is_empty() {
        return plain(StatusCode::FORBIDDEN, "not for other sites\n");
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match what {
        "open" => open(request, host, stage).await,
        _ if !reads => plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n"),
        "" => page(&desk::page(stage, request.uri().query().unwrap_or_default()), &stage.version()),
        "turns" => turns(stage),
        "state.json" => json_of(&state(stage, request.uri().query().unwrap_or_default())),
        "problems.json" => problems(stage),
        name => match FILES.iter().find(|(file, _)| *file == name) {
            Some((name, text)) => file(media_type(name), Bytes::from_static(text.as_bytes())),
            None => plain(StatusCode::NOT_FOUND, "not found\n"),
        },
    }
}

/// What is said as long as there is nothing to show: before the pages of the first build without an
/// error in the settings. Its script brings the problems, and the page as soon as there is one.
pub(super) fn waiting() -> Answer {
    let mut answer = page(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not yet</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"icon\" href=\"/_vade/icon.svg\"><link rel=\"stylesheet\" href=\"/_vade/desk.css\"></head><body><main><h1>Nothing to show yet</h1>\
         <p>The site is being built, or cannot be: then its problems are listed here. This page will show it as soon as it is there.</p></main></body></html>",
        "none",
    );
    *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    answer
}

/// A page of our own, with the script.
fn page(html: &str, etag: &str) -> Answer {
    let html = inject::with_script(html.as_bytes(), etag);
    let mut answer = file("text/html; charset=utf-8", html.into());
    let policy = HeaderValue::from_static(
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{etag}\"")) {
        answer.headers_mut().insert(header::ETAG, etag);
    }
    answer
}

fn json_of(value: &serde_json::Value) -> Answer {
    file("application/json; charset=utf-8", value.to_string().into_bytes().into())
}

/// A stream that tells when there is another state, and which.
fn turns(stage: &Arc<Stage>) -> Answer {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(tell(Arc::clone(stage), sender));
    let mut answer = with(StatusCode::OK, Sent::Messages(receiver));
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    answer
}

async fn tell(stage: Arc<Stage>, sender: mpsc::Sender<Bytes>) {
    let mut turns = stage.turns();
    loop {
        // First this: a change from here on is told next.
        turns.mark_unchanged();
        let message = format!("retry: 500\ndata: {}\n\n", stage.version());
        // A reader who takes nothing is told the newest when it does, and holds nobody up.
        if sender.send(message.into()).await.is_err() {
            return;
        }
        tokio::select! {
            changed = turns.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(PULSE) => {}
            () = sender.closed() => return,
        }
    }
}

/// What there is at the address of a page now, for the page that was sent from there.
fn state(stage: &Stage, query: &str) -> serde_json::Value {
    let shown = stage.shown();
    let path = query.strip_prefix("path=").unwrap_or("/");
    let etag_of = |path: &OutPath| shown.files.get(path.as_str()).map(|artifact| etag(path, artifact));
    let (kind, etag, to) = match path {
        BACKSTAGE => ("file", Some(stage.version()), None),
        _ => match shown.find(path, "") {
            Found::File(file) => ("file", etag_of(file), None),
            Found::Moved(to) => ("moved", None, Some(to)),
            Found::Nothing(page) => ("nothing", page.and_then(etag_of), instead(stage, &shown, path)),
        },
    };
    let Problems { key, errors, others, .. } = &shown.problems;
    json!({
        "version": stage.version(),
        "kind": kind,
        "etag": etag,
        "to": to,
        "problems": { "key": key.to_string(), "errors": errors, "others": others },
    })
}

/// Where somebody should go whose page is gone.
fn instead(stage: &Stage, shown: &Shown, path: &str) -> Option<String> {
    let gone = OutPath::new(&file_name(&shown.inside(path)?))?;
    stage.moves().follow(&gone, &shown.files).map(|page| shown.address(&page))
}

/// All problems, and how to open a file.
fn problems(stage: &Stage) -> Answer {
    let shown = stage.shown();
    let pattern = stage.editor.pattern(&stage.root);
    let head = json!({ "key": shown.problems.key.to_string(), "editor": pattern }).to_string();
    let list = if shown.problems.json.is_empty() { "[]" } else { &*shown.problems.json };
    let text = format!("{},\"problems\":{list}}}", head.trim_end_matches('}'));
    file("application/json; charset=utf-8", text.into_bytes().into())
}

#[derive(Deserialize)]
struct Open {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
}

/// Opens a source in the writer's editor. Only pages of this server may ask for that.
async fn open(request: Request<Incoming>, host: &str, stage: &Arc<Stage>) -> Answer {
    if *request.method() != Method::POST {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only POST\n");
    }
    if !stage.hosts.is_own(text(request.headers(), header::ORIGIN), host) {
        return plain(StatusCode::FORBIDDEN, "only for pages of this preview\n");
    }
    let Some(body) = read(request.into_body()).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "too long\n");
    };
    let Some((wanted, path)) = serde_json::from_slice::<Open>(&body).ok().and_then(|wanted| {
        let path = SitePath::new(&wanted.file)?;
        Some((wanted, path))
    }) else {
        return plain(StatusCode::BAD_REQUEST, "which file?\n");
    };
    if !is_source(&path) {
        return plain(StatusCode::FORBIDDEN, "that is no part of the site\n");
    }
    let file = path.on_disk(&stage.root);
    match stage.editor.start(&file, wanted.line.unwrap_or(1), wanted.column.unwrap_or(1)) {
        Ok(()) => with(StatusCode::NO_CONTENT, Sent::nothing()),
        Err(said) => plain(StatusCode::CONFLICT, &said),
    }
}

fn is_source(path: &SitePath) -> bool {
    let part = path.as_str().split('/').next().unwrap_or_default();
    crate::source::disk::PARTS.contains(&part)
}

/// The body of a request, unless it is too long or breaks off.
async fn read(mut body: Incoming) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(frame) =
        std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context)).await
    {
        bytes.extend_from_slice(frame.ok()?.data_ref()?);
        if bytes.len() > LONGEST {
            return None;
        }
    }
    Some(bytes)
}
