//! Listens, and keeps slow or very many clients from being in anybody's way.
//!
//! All connections are served by one thread that never waits for any of them. Where there are
//! too many, the one that has been silent for the longest time has to go.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::task::AbortHandle;

use super::answer::answer;
use super::stage::Stage;

/// Connections that are kept. A browser opens six for each site, and one for the stream.
const MOST: usize = 256;

/// The longest head of a request, and the most headers in it.
const HEAD: usize = 16 * 1024;
const HEADERS: usize = 64;

/// How long a client may take to send the head of a request.
const SLOWEST: Duration = Duration::from_secs(10);

/// After this time without a request a connection is closed, unless something is being sent.
const IDLE: Duration = Duration::from_secs(60);

/// What accepting may fail for that passes, such as too many open files.
const RECOVERY: Duration = Duration::from_millis(50);

/// Serves until the stage is left; returns early only if it cannot begin.
pub(super) fn serve(listener: TcpListener, stage: Arc<Stage>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let crowd = Arc::new(Crowd::default());
        let accept = async {
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => admit(stream, &stage, &crowd),
                    Err(_) => tokio::time::sleep(RECOVERY).await,
                }
            }
        };
        tokio::select! {
            () = accept => {}
            () = stage.left() => {}
        }
        Ok(())
    })
}

/// Serves a connection in a task of its own.
fn admit(stream: TcpStream, stage: &Arc<Stage>, crowd: &Arc<Crowd>) {
    // Answers are sent whole; waiting to fill packets would only delay them.
    let _ = stream.set_nodelay(true);
    let guest = crowd.enter();
    let id = guest.id;
    let task = tokio::spawn(attend(stream, Arc::clone(stage), guest));
    crowd.seat(id, task.abort_handle());
}

/// Answers all requests of a connection, until it has asked nothing for a while.
async fn attend(stream: TcpStream, stage: Arc<Stage>, guest: Guest) {
    let service = service_fn(|request| {
        guest.stir();
        let stage = Arc::clone(&stage);
        async move { Ok::<_, Infallible>(answer(request, stage).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(SLOWEST);
    http.max_buf_size(HEAD).max_headers(HEADERS);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    let mut last = guest.last_asked();
    // Who breaks off needs no answer.
    while tokio::time::timeout(IDLE, &mut connection).await.is_err() {
        let now = guest.last_asked();
        if now == last {
            // Closes it now or, if something is being sent, after that.
            connection.as_mut().graceful_shutdown();
        }
        last = now;
    }
}

/// When each connection last asked for something, and what ends it.
type Guests = HashMap<u64, (Arc<AtomicU64>, Option<AbortHandle>)>;

/// All connections, by when they last asked for something.
#[derive(Default)]
struct Crowd {
    guests: Mutex<Guests>,
    clock: AtomicU64,
}

/// A connection. Leaves the crowd when it is dropped.
struct Guest {
    id: u64,
    activity: Arc<AtomicU64>,
    crowd: Arc<Crowd>,
}

impl Crowd {
    /// Takes in another connection; if there are too many, the most silent one goes.
    fn enter(self: &Arc<Self>) -> Guest {
        let id = self.clock.fetch_add(1, Ordering::Relaxed);
        let activity = Arc::new(AtomicU64::new(id));
        let mut guests = self.guests();
        if guests.len() >= MOST {
            let silent = guests.iter().min_by_key(|(_, (activity, _))| activity.load(Ordering::Relaxed));
            if let Some(id) = silent.map(|(id, _)| *id)
                && let Some((_, Some(task))) = guests.remove(&id)
            {
                task.abort();
            }
        }
        guests.insert(id, (Arc::clone(&activity), None));
        Guest { id, activity, crowd: Arc::clone(self) }
    }

    fn seat(&self, id: u64, task: AbortHandle) {
        if let Some((_, place)) = self.guests().get_mut(&id) {
            *place = Some(task);
        }
    }

    fn guests(&self) -> std::sync::MutexGuard<'_, Guests> {
        self.guests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    /// Takes note of a request.
    fn stir(&self) {
        self.activity.store(self.crowd.clock.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    }

    /// When it last asked for something, by the clock of the crowd.
    fn last_asked(&self) -> u64 {
        self.activity.load(Ordering::Relaxed)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.crowd.guests().remove(&self.id);
    }
}
