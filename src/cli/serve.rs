//! `vade serve`: the writer's preview, with what is printed about it.

#![expect(clippy::disallowed_methods, reason = "listens, opens a browser, and asks for the writer's editor")]

use std::env;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, TcpListener, ToSocketAddrs};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::register_conditional_shutdown;

use super::arguments::{Format, Serve};
use super::clock::seconds;
use super::terminal::Progress;
use super::{Ending, Failure, Outcome, problems, source, terminal};
use crate::diag::counted;
use crate::preview::{Editor, Options, Preview, Report};
use crate::settings::Drafts;
use crate::watch::Source;

/// Where the site is served unless somebody says otherwise.
const PORT: u16 = 4000;

/// How many ports after [`PORT`] are tried when it is taken.
const TRIES: u16 = 100;

/// Where the writer's desk is.
const DESK: &str = "/_vade/";

/// Carries it out. Returns only if it cannot be done; otherwise it ends with Ctrl-C.
pub fn run(options: &Serve) -> Outcome {
    source::check_root(&options.site.scope.root)?;
    let address = address(&options.host)?;
    let listener = listen(address, options.port).map_err(|(port, error)| {
        Failure(match error.kind() {
            ErrorKind::AddrInUse => {
                format!("port {port} of {} is in use; `--port 0` takes any free one", options.host)
            }
            _ => format!("cannot listen at port {port} of {}: {error}", options.host),
        })
    })?;
    end_when_told()?;
    if options.site.scope.audience.is_some() {
        let mode = source::mode(&options.site.scope, Drafts::Shown, None);
        source::check_audience(&source::tree(&options.site.scope.root)?.value, &mode)?;
    }
    let scope = options.site.scope.clone();
    let mode = Box::new(move || source::mode(&scope, Drafts::Shown, None));
    let source = if options.poll { Source::Polling } else { Source::System };
    let (root, host) = (options.site.scope.root.clone(), options.host.clone());
    let preview = Options { root, mode, listener, host, editor: editor(options), source };
    let progress = Progress::new();
    progress.now("building");
    let mut progress = Some(progress);
    let mut report = |told: Report<'_>| {
        progress.take();
        tell(&told, options);
    };
    Preview::start(preview, &mut report)?.run(&mut report);
    Ok(Ending::Clean)
}

/// Has Ctrl-C and its like end the process at once, whatever it is doing: nothing of a preview is on
/// disk, and what runs at an orderly exit might wait for threads that go on building.
fn end_when_told() -> io::Result<()> {
    let always = Arc::new(AtomicBool::new(true));
    [SIGINT, SIGTERM]
        .into_iter()
        .try_for_each(|signal| register_conditional_shutdown(signal, 0, Arc::clone(&always)).map(drop))
}

/// Says what happened, a line for each change.
fn tell(told: &Report<'_>, options: &Serve) {
    let format = options.site.format;
    match told {
        Report::Open { url } => {
            terminal::print(&format!("{url}\n"));
            terminal::say(&format!("the writer's desk is at {DESK}; stop with Ctrl-C"));
            if options.open {
                open(url);
            }
        }
        Report::Ready { built, took } => {
            let others = counted(built.others, "other file", "other files");
            terminal::say(&format!("{built} and {others} in {}", seconds(*took)));
        }
        Report::Changed { line } => terminal::say(line),
        Report::Problems { new, mended, left, tree } => {
            problems::print(new, tree, format);
            if *mended > 0 && format != Format::Json {
                terminal::say(&mending(*mended, *left));
            }
        }
        Report::Trouble(said) => terminal::say(&format!("{} {said}", terminal::error_word())),
    }
}

fn mending(mended: usize, left: usize) -> String {
    let mended = counted(mended, "problem is mended", "problems are mended");
    match left {
        0 => format!("{mended}, none is left"),
        1 => format!("{mended}, 1 is left"),
        left => format!("{mended}, {left} are left"),
    }
}

/// What the writer set up for this, else what is set up for everything.
fn editor(options: &Serve) -> Editor {
    let variables = ["VADE_EDITOR", "VISUAL", "EDITOR"].into_iter().filter_map(|name| env::var(name).ok());
    let named = options.editor.clone().into_iter().chain(variables).map(|text| Editor::of(&text));
    named.into_iter().find(|editor| *editor != Editor::Unknown).unwrap_or_default()
}

/// The address to listen at: the one that was typed, or that of the name that was.
fn address(host: &str) -> Result<IpAddr, Failure> {
    if let Ok(address) = host.parse() {
        return Ok(address);
    }
    let found = (host, 0).to_socket_addrs().ok().and_then(|mut found| found.next());
    found
        .map(|found| found.ip())
        .ok_or_else(|| Failure(format!("`{host}` is no address or name of this machine")))
}

/// Listens at the port that was asked for, or near the usual one.
fn listen(address: IpAddr, port: Option<u16>) -> Result<TcpListener, (u16, io::Error)> {
    let ports = match port {
        Some(port) => port..=port,
        None => PORT..=PORT + TRIES,
    };
    let mut last = None;
    for port in ports {
        match TcpListener::bind((address, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some((port, error)),
            Err(error) => return Err((port, error)),
        }
    }
    Err(last.unwrap_or((PORT, io::ErrorKind::AddrInUse.into())))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mending_is_counted() {
        assert_eq!(mending(1, 0), "1 problem is mended, none is left");
        assert_eq!(mending(2, 1), "2 problems are mended, 1 is left");
        assert_eq!(mending(2, 5), "2 problems are mended, 5 are left");
    }

    #[test]
    fn a_host_is_an_address_or_a_name() {
        assert_eq!(address("::1").ok(), Some("::1".parse().unwrap()));
        assert!(address("localhost").is_ok_and(|address| address.is_loopback()));
        assert!(address("no such name").is_err());
    }
}
