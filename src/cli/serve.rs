//! `vade serve`: builds once, in memory, and serves the result to browsers.
//!
//! Only files of the finished site can be asked for: a request is looked up in a map, and no
//! path of a request ever reaches the disk.

#![expect(clippy::disallowed_methods, reason = "opens files that are served as they are, and a browser")]

mod answer;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, exit};
use std::sync::Arc;
use std::thread;

use tiny_http::Server;

use super::arguments::Serve;
use super::terminal::Progress;
use super::{Ending, Failure, Outcome, problems, source, terminal};
use crate::compiler::Compiler;
use crate::settings::{self, Drafts};
use answer::Site;

/// Where the site is served unless somebody says otherwise.
const PORT: u16 = 4000;

/// How many ports after [`PORT`] are tried when it is taken.
const TRIES: u16 = 100;

/// Requests that are answered at a time.
const WORKERS: usize = 4;

/// Carries it out. Returns only if it cannot be done; otherwise it ends with Ctrl-C.
pub fn run(options: &Serve) -> Outcome {
    source::check_root(&options.site.root)?;
    let Some(site) = build(options) else { return Ok(Ending::Problems) };
    let listener = listen(options).map_err(|(port, error)| {
        Failure(format!("cannot listen at port {port} of {}: {error}", options.host))
    })?;
    let address = listener.local_addr()?;
    let server = Arc::new(Server::from_listener(listener, None).map_err(|error| Failure(error.to_string()))?);
    ctrlc::set_handler(|| exit(0))?;
    let url = url(address, &site.base);
    terminal::print(&format!("{url}\n"));
    terminal::say("stop with Ctrl-C");
    if options.open {
        open(&url);
    }
    let site = &site;
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            let server = Arc::clone(&server);
            scope.spawn(move || {
                while let Ok(request) = server.recv() {
                    // Somebody who has gone away needs no answer.
                    let _ = site.answer(request);
                }
            });
        }
    });
    Ok(Ending::Clean)
}

/// The site in memory, drafts included, and its problems printed. A site with errors is served
/// as far as it could be made; nothing comes back if there is nothing at all.
fn build(options: &Serve) -> Option<Site> {
    let progress = Progress::new();
    progress.now("building");
    let mode = source::mode(&options.site, Drafts::Shown, None);
    let mut notes = Vec::new();
    let tree = crate::source::disk::read(&options.site.root, None).unpack(&mut notes);
    let base = settings::read(&tree, &mode).value.map(|settings| settings.base_url.path);
    let output = Compiler::default().compile(&tree, &mode).unpack(&mut notes);
    notes.sort();
    notes.dedup();
    drop(progress);
    problems::report(&notes, &tree, options.site.format);
    base.filter(|_| !output.files.is_empty()).map(|base| Site { output, base })
}

/// Listens at the port that was asked for, or near the usual one.
fn listen(options: &Serve) -> Result<TcpListener, (u16, io::Error)> {
    let ports = match options.port {
        Some(port) => port..=port,
        None => PORT..=PORT + TRIES,
    };
    let mut last = None;
    for port in ports {
        match TcpListener::bind((options.host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some((port, error)),
            Err(error) => return Err((port, error)),
        }
    }
    Err(last.unwrap_or((PORT, io::ErrorKind::AddrInUse.into())))
}

/// What to type into a browser on this machine.
fn url(address: SocketAddr, base: &str) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}{base}", SocketAddr::new(host, address.port()))
}

/// Asks the system to show the address. Should it not know how, the address is printed anyway.
fn open(url: &str) {
    let command = match () {
        () if cfg!(target_os = "macos") => Command::new("open").arg(url).spawn(),
        () if cfg!(windows) => Command::new("explorer").arg(url).spawn(),
        () => Command::new("xdg-open").arg(url).spawn(),
    };
    let _ = command;
}
