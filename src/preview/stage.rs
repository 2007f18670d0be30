//! What the builder and the server share: the state that is shown, and that it has changed.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use serde::Serialize;
use tokio::sync::watch;

use super::editor::Editor;
use super::hosts::Hosts;
use super::moves::Moves;
use super::shown::Shown;

/// Changes that are remembered for the writer's desk.
const REMEMBERED: usize = 200;

/// One change, for the writer's desk.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    /// What changed, as the terminal says it.
    pub(super) line: String,
    /// Seconds since the server began.
    pub(super) at: u64,
}

/// Shared by all; readers never wait for a build.
pub(super) struct Stage {
    shown: RwLock<Arc<Shown>>,
    moves: RwLock<Arc<Moves>>,
    log: RwLock<VecDeque<Entry>>,
    /// How often the state has changed. Those who wait are told.
    turns: watch::Sender<u64>,
    /// Whether all of the site was made once. Before that, what is missing may come yet.
    whole: watch::Sender<bool>,
    leaving: watch::Sender<bool>,
    address: SocketAddr,
    /// Tells this run of the server from others.
    pub(super) run: u64,
    pub(super) hosts: Hosts,
    pub(super) root: PathBuf,
    pub(super) editor: Editor,
}

impl Stage {
    pub(super) fn new(run: u64, address: SocketAddr, hosts: Hosts, root: PathBuf, editor: Editor) -> Self {
        let (shown, moves, log) = Default::default();
        let (turns, whole, leaving) =
            (watch::Sender::new(0), watch::Sender::new(false), watch::Sender::new(false));
        Self { shown, moves, log, turns, whole, leaving, address, run, hosts, root, editor }
    }

    /// The address of the site, for a browser on this machine.
    pub(super) fn url(&self) -> String {
        let ip = match self.address.ip() {
            ip if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            ip => ip,
        };
        format!("http://{}{}", SocketAddr::new(ip, self.address.port()), self.shown().base)
    }

    /// What is shown now.
    pub(super) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&read(&self.shown))
    }

    pub(super) fn moves(&self) -> Arc<Moves> {
        Arc::clone(&read(&self.moves))
    }

    pub(super) fn log(&self) -> Vec<Entry> {
        read(&self.log).iter().cloned().collect()
    }

    /// Shows another state from now on, without telling anybody; returns the one before.
    pub(super) fn show(&self, shown: Shown) -> Arc<Shown> {
        std::mem::replace(&mut *write(&self.shown), Arc::new(shown))
    }

    pub(super) fn remember(&self, moves: Moves, entry: Option<Entry>) {
        *write(&self.moves) = Arc::new(moves);
        let mut log = write(&self.log);
        log.extend(entry);
        while log.len() > REMEMBERED {
            log.pop_front();
        }
    }

    /// Tells all browsers to look.
    pub(super) fn announce(&self) {
        self.turns.send_modify(|turn| *turn += 1);
    }

    /// Something that tells when the state has changed.
    pub(super) fn turns(&self) -> watch::Receiver<u64> {
        self.turns.subscribe()
    }

    /// Says that all of the site was made.
    pub(super) fn complete(&self) {
        self.whole.send_replace(true);
    }

    /// Waits until all of the site was made once.
    pub(super) async fn completed(&self) {
        let mut whole = self.whole.subscribe();
        // The sender is a part of this, so it can't be gone.
        let _ = whole.wait_for(|whole| *whole).await;
    }

    /// Ends the server.
    pub(super) fn leave(&self) {
        self.leaving.send_replace(true);
    }

    /// Whether the server is to end.
    pub(super) fn is_left(&self) -> bool {
        *self.leaving.borrow()
    }

    /// Waits until the server is to end.
    pub(super) async fn left(&self) {
        let mut leaving = self.leaving.subscribe();
        // The sender is a part of this, so it can't be gone.
        let _ = leaving.wait_for(|leaving| *leaving).await;
    }

    /// Names the state: another one after every change and every start.
    pub(super) fn version(&self) -> String {
        format!("{:x}-{}", self.run, *self.turns.borrow())
    }
}

/// A panic elsewhere leaves these values whole: they are only ever replaced.
fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(std::sync::PoisonError::into_inner)
}
