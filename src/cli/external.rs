//! Asks other servers whether what the site links to is there: politely, and not again for some
//! days.
//!
//! One request at a time goes to a server, with a pause between two, and some servers are asked at
//! once. A server that says that it is asked too much, or isn't there, is left in peace for the
//! rest. `HEAD` is tried first, and `GET` where that is refused. Answers are kept in a file.

#![expect(clippy::disallowed_methods, reason = "the file of answers is read and written here")]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ureq::http::Response;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Error, ResponseExt};

use super::Failure;
use super::terminal::Progress;
use crate::check::{Answer, host};

/// Servers that are asked at once.
const AT_ONCE: usize = 12;

/// Between two requests to one server.
const PAUSE: Duration = Duration::from_millis(150);

/// Before a second try.
const SECOND_TRY: Duration = Duration::from_secs(1);

/// For all of one request, redirects included.
const PATIENCE: Duration = Duration::from_secs(15);

/// Says who asks, as is polite.
const USER_AGENT: &str = concat!("vade/", env!("CARGO_PKG_VERSION"), " (link check)");

/// How long what was not there is believed to be still missing, in days.
const DEAD_DAYS: i32 = 1;

/// What is known of addresses from earlier checks.
#[derive(Default, Serialize, Deserialize)]
pub struct Known {
    version: u32,
    answers: BTreeMap<String, Remembered>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Remembered {
    on: Date,
    answer: Answer,
}

impl Known {
    const VERSION: u32 = 1;

    /// Reads the file; nothing is known where there is none, or one that can't be understood.
    pub fn read(path: &Path) -> Self {
        let text = fs::read(path).unwrap_or_default();
        let known: Self = serde_json::from_slice(&text).unwrap_or_default();
        if known.version == Self::VERSION {
            known
        } else {
            Self { version: Self::VERSION, ..Self::default() }
        }
    }

    /// Writes the file, and the folder that it is in.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(self)?;
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written = folder.and_then(|()| fs::write(path, text + "\n"));
        written.map_err(|error| Failure(format!("cannot write `{}`: {error}", path.display())))
    }

    /// What was answered within `days`, if that is still to be believed today.
    fn recall(&self, address: &str, today: Date, days: u32) -> Option<&Answer> {
        let Remembered { on, answer } = self.answers.get(address)?;
        let days = match answer {
            Answer::Fine | Answer::Moved(_) => i32::try_from(days).unwrap_or(i32::MAX),
            Answer::Dead(_) => DEAD_DAYS,
            Answer::Unsure(_) => return None,
        };
        let age = today.since(*on).ok()?.get_days();
        (0..days).contains(&age).then_some(answer)
    }
}

/// The answers for all `addresses`: remembered ones, else new ones, which are remembered then.
pub fn answers(
    addresses: Vec<&str>,
    known: &mut Known,
    today: Date,
    days: u32,
    progress: &Progress,
) -> Result<BTreeMap<String, Answer>, Failure> {
    let mut answers = BTreeMap::new();
    let mut servers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for address in addresses {
        match known.recall(address, today, days) {
            Some(answer) => drop(answers.insert(address.to_owned(), answer.clone())),
            None => servers.entry(host(address).unwrap_or_default()).or_default().push(address),
        }
    }
    for (address, answer) in ask_all(servers, progress)? {
        known.answers.insert(address.clone(), Remembered { on: today, answer: answer.clone() });
        answers.insert(address, answer);
    }
    Ok(answers)
}

fn ask_all(
    servers: BTreeMap<String, Vec<&str>>,
    progress: &Progress,
) -> Result<Vec<(String, Answer)>, Failure> {
    let all: usize = servers.values().map(Vec::len).sum();
    if all == 0 {
        return Ok(Vec::new());
    }
    let agent = agent();
    let mut open: Vec<Vec<&str>> = servers.into_values().collect();
    // The longest list first: it takes longest.
    open.sort_by_key(Vec::len);
    let threads = AT_ONCE.min(open.len());
    let (open, done) = (Mutex::new(open), Mutex::new(Vec::with_capacity(all)));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(addresses) = take(&open) {
                    ask_server(&agent, &addresses, &mut |address, answer| {
                        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                        done.push((address.to_owned(), answer));
                        progress.now(&format!("asking other servers: {} of {all}", done.len()));
                    });
                }
            });
        }
    });
    Ok(done.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn take<'a>(open: &Mutex<Vec<Vec<&'a str>>>) -> Option<Vec<&'a str>> {
    open.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

/// Asks one server for all that is wanted of it, one thing after the other.
fn ask_server(agent: &Agent, addresses: &[&str], tell: &mut dyn FnMut(&str, Answer)) {
    let mut given_up: Option<Answer> = None;
    for (number, address) in addresses.iter().enumerate() {
        if number > 0 && given_up.is_none() {
            thread::sleep(PAUSE);
        }
        let answer = given_up.clone().unwrap_or_else(|| {
            let (answer, peace) = ask(agent, address);
            if peace == Peace::Wanted {
                given_up = Some(answer.clone());
            }
            answer
        });
        tell(address, answer);
    }
}

/// Whether a server is to be left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Peace {
    Wanted,
    NotNeeded,
}

/// Asks for one address, twice if the first answer may be an accident.
fn ask(agent: &Agent, address: &str) -> (Answer, Peace) {
    let first = request(agent, address);
    if !is_accident(&first) {
        return judge(agent, address, first);
    }
    thread::sleep(SECOND_TRY);
    let second = request(agent, address);
    judge(agent, address, second)
}

type Reply = Result<Response<Body>, Error>;

/// `HEAD`, and where that is not answered well, `GET`: not every server knows the first.
fn request(agent: &Agent, address: &str) -> Reply {
    let reply = agent.head(address).call();
    match &reply {
        Ok(response) if response.status().is_success() || response.status().as_u16() == 429 => reply,
        Ok(_) => agent.get(address).call(),
        Err(Error::Protocol(_) | Error::Http(_)) => agent.get(address).call(),
        Err(_) => reply,
    }
}

fn is_accident(reply: &Reply) -> bool {
    match reply {
        Ok(response) => response.status().is_server_error() || response.status().as_u16() == 429,
        Err(Error::Timeout(_) | Error::ConnectionFailed) => true,
        Err(Error::Io(error)) => error.kind() != ErrorKind::ConnectionRefused,
        Err(_) => false,
    }
}

fn judge(agent: &Agent, address: &str, reply: Reply) -> (Answer, Peace) {
    match reply {
        Ok(response) => {
            let status = response.status();
            let said = format!("the server says {status}");
            match status.as_u16() {
                200..=299 => (moved(agent, address, &response), Peace::NotNeeded),
                404 | 410 => (Answer::Dead(said), Peace::NotNeeded),
                429 | 503 => (Answer::Unsure(said), Peace::Wanted),
                _ => (Answer::Unsure(said), Peace::NotNeeded),
            }
        }
        Err(Error::HostNotFound) => {
            (Answer::Dead("there is no server of that name".to_owned()), Peace::Wanted)
        }
        Err(Error::BadUri(_) | Error::Http(_)) => {
            (Answer::Dead("this is no address".to_owned()), Peace::NotNeeded)
        }
        Err(Error::TooManyRedirects | Error::RedirectFailed) => {
            (Answer::Dead("it leads on and on".to_owned()), Peace::NotNeeded)
        }
        Err(error @ (Error::Timeout(_) | Error::ConnectionFailed | Error::Io(_))) => {
            (Answer::Unsure(format!("no answer: {error}")), Peace::Wanted)
        }
        Err(error) => (Answer::Unsure(error.to_string()), Peace::NotNeeded),
    }
}

/// Whether a page that was found has moved for good: only that is worth a change of the link.
fn moved(agent: &Agent, address: &str, response: &Response<Body>) -> Answer {
    let end = response.get_uri().to_string();
    let plain = |address: &str| address.trim_end_matches('/').to_owned();
    if plain(&end) == plain(address) {
        return Answer::Fine;
    }
    let unfollowed =
        agent.head(address).config().max_redirects(0).max_redirects_will_error(false).build().call();
    let permanent = unfollowed.is_ok_and(|response| matches!(response.status().as_u16(), 301 | 308));
    if permanent { Answer::Moved(end) } else { Answer::Fine }
}

/// Trusts what the system trusts; statuses are answers and not errors.
fn agent() -> Agent {
    let roots = rustls_native_certs::load_native_certs().certs;
    let roots = roots.iter().map(|certificate| Certificate::from_der(certificate).to_owned());
    let tls = TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .root_certs(RootCerts::Specific(Arc::new(roots.collect())))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .user_agent(USER_AGENT)
        .accept("*/*")
        .build();
    config.new_agent()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn answers_are_believed_for_some_days() {
        let mut known = Known::default();
        let mut learn = |address: &str, answer| {
            known.answers.insert(address.into(), Remembered { on: date(2026, 3, 10), answer });
        };
        learn("fine", Answer::Fine);
        learn("dead", Answer::Dead(String::new()));
        learn("unsure", Answer::Unsure(String::new()));
        let recalled = |address, day| known.recall(address, date(2026, 3, day), 7).is_some();
        assert!(recalled("fine", 10) && recalled("fine", 16) && !recalled("fine", 17));
        assert!(recalled("dead", 10) && !recalled("dead", 11));
        assert!(!recalled("unsure", 10) && !recalled("other", 10));
        assert!(!recalled("fine", 9), "a day that is still to come was not asked on");
    }
}
