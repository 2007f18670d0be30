//! Serves a site that is being written: builds it in memory, shows it to browsers, and keeps
//! both up to date with every save.
//!
//! [`Preview::run`] waits for changes and builds, in the thread that calls it; the server has a
//! thread of its own and answers from what was built last, so neither waits for the other. What
//! a build cannot make stays as it was. Nothing is written to disk, and nothing is printed:
//! whoever runs a preview is told by [`Report`]s.

#![expect(clippy::disallowed_methods, reason = "measures time and names the folder that is served")]

mod address;
mod answer;
mod backstage;
mod body;
mod builder;
mod commits;
mod desk;
mod editor;
mod files;
mod hosts;
mod inject;
mod lookout;
mod media;
mod moves;
mod problems;
mod range;
mod reply;
mod server;
mod shown;
mod stage;
mod told;

use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

pub use editor::Editor;
pub use shown::Difference;

use crate::diag::Diagnostic;
use crate::settings::Mode;
use crate::source::Tree;
use crate::source::disk::Folder;
use crate::watch::{Source, Waker, Watch};
use builder::Builder;
use hosts::Hosts;
use lookout::Lookout;
use stage::Stage;

/// What to serve, and how.
pub struct Options {
    /// The folder of the site.
    pub root: PathBuf,
    /// Asked before every build: the day goes on.
    pub mode: Box<dyn Fn() -> Mode + Send>,
    /// Where to listen.
    pub listener: TcpListener,
    /// A name of this machine that is answered to beside its addresses.
    pub host: String,
    /// How sources are opened.
    pub editor: Editor,
    /// Who tells of changes.
    pub source: Source,
}

/// Something that the writer may want to know.
pub enum Report<'a> {
    /// The site can be looked at. Where nothing is wrong, its pages are there before the rest.
    Open {
        /// Its address, for a browser on this machine.
        url: String,
    },
    /// The site was built for the first time.
    Ready {
        /// What it consists of.
        built: Difference,
        /// Reading and building.
        took: Duration,
    },
    /// A change was seen, and is shown.
    Changed {
        /// What changed, in what the site differs now, and how long it took from the first
        /// hint to the new bytes.
        line: String,
    },
    /// There are other problems than before.
    Problems {
        /// Those that have not been told of.
        new: &'a [Diagnostic],
        /// How many are mended.
        mended: usize,
        /// How many there are in all.
        left: usize,
        /// The sources that they are in.
        tree: &'a Tree,
    },
    /// Something is wrong that is no problem of the site.
    Trouble(String),
}

/// A site that is being served.
pub struct Preview {
    stage: Arc<Stage>,
    builder: Builder,
}

/// Ends a preview from another thread.
pub struct Stopper {
    stage: Arc<Stage>,
    waker: Waker,
}

impl Stopper {
    /// Ends the server, and [`Preview::run`] as soon as it waits.
    pub fn stop(&self) {
        self.stage.leave();
        self.waker.wake();
    }
}

/// Begins to answer.
fn serve(listener: TcpListener, stage: Arc<Stage>) -> io::Result<()> {
    let server = thread::Builder::new().name("preview server".into());
    server.spawn(move || server::serve(listener, stage)).map(drop)
}

impl Preview {
    /// Begins to serve the site and builds it, whatever is wrong with it. It can be looked
    /// at from [`Report::Open`] on.
    pub fn start(options: Options, report: &mut dyn FnMut(Report<'_>)) -> io::Result<Self> {
        let Options { root, mode, listener, host, editor, source } = options;
        let address = listener.local_addr()?;
        let started = SystemTime::now();
        let run = started.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |age| age.as_millis() as u64);
        let hosts = Hosts { bound: address.ip(), named: host.to_ascii_lowercase() };
        // A relative path would go on to mean the old folder if it is deleted and made again.
        let root = std::path::absolute(&root)?;
        let on_disk = root.canonicalize().unwrap_or_else(|_| root.clone());
        let stage = Arc::new(Stage::new(run, address, hosts, on_disk, editor));
        let lookout = Lookout::new(Folder::open(&root, None), Watch::new(source));
        let mut builder = Builder::new(lookout, mode, Arc::clone(&stage));
        let mut listener = Some(listener);
        let mut serving = Ok(());
        // Who asks before there is anything to show waits for an answer.
        let mut serve_first = |told: Report<'_>| {
            if matches!(told, Report::Open { .. })
                && let Some(listener) = listener.take()
            {
                serving = serve(listener, Arc::clone(&stage));
            }
            report(told);
        };
        builder.build_first(started.elapsed().unwrap_or_default(), &mut serve_first);
        serving?;
        Ok(Self { stage, builder })
    }

    /// Something to end it with.
    pub fn stopper(&self) -> Stopper {
        Stopper { stage: Arc::clone(&self.stage), waker: self.builder.waker() }
    }

    /// Follows every change until it is stopped.
    pub fn run(mut self, report: &mut dyn FnMut(Report<'_>)) {
        while !self.stage.is_left() {
            self.builder.turn(report);
        }
    }
}
