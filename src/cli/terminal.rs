//! Standard output and error: what is printed, in colour or not, and a line of progress.

#![expect(clippy::disallowed_methods, reason = "the terminal is part of the environment")]

use std::env;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;

use crate::diag::print::Colour;

/// Why a result could not be printed. It is asked for once, in the end: whoever prints has nothing better to do
/// than go on.
static UNPRINTED: OnceLock<String> = OnceLock::new();

/// Prints a result. A reader who has gone away (`vade explain | head`) is no error.
pub fn print(text: &str) {
    let mut output = io::stdout().lock();
    let written = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    if let Err(error) = written.or_else(|error| gone(&error).then_some(()).ok_or(error)) {
        UNPRINTED.get_or_init(|| format!("cannot write to standard output: {error}"));
    }
}

/// Whether nobody reads any more, or nobody ever did.
fn gone(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}

/// Why not all results were printed, if that is so: a disk may be full.
pub fn unprinted() -> Option<&'static str> {
    UNPRINTED.get().map(String::as_str)
}

/// Says something that is no result.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}

/// Asks a person and waits for the line; `None` if nobody is there.
pub fn ask(question: &str) -> io::Result<Option<String>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let mut terminal = io::stderr().lock();
    terminal.write_all(question.as_bytes())?;
    terminal.flush()?;
    let mut line = String::new();
    let length = io::stdin().lock().read_line(&mut line)?;
    Ok((length > 0).then_some(line))
}

/// Whether standard error takes colours (<https://no-color.org>).
pub fn colour() -> Colour {
    colour_of(io::stderr().is_terminal())
}

/// Whether standard output takes colours.
pub fn output_colour() -> Colour {
    colour_of(io::stdout().is_terminal())
}

/// Columns of standard output; 80 where nobody can tell, and where it is no terminal.
pub fn width() -> usize {
    const USUAL: usize = 80;
    let asked = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    asked.or_else(|| columns_of(&io::stdout())).unwrap_or(USUAL)
}

/// Columns of a stream that is a terminal.
#[cfg(unix)]
pub fn columns_of(stream: &impl std::os::fd::AsFd) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0))
}

/// Columns of a stream that is a terminal.
#[cfg(windows)]
pub fn columns_of(stream: &impl std::os::windows::io::AsHandle) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0))
}

fn colour_of(is_terminal: bool) -> Colour {
    let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    if is_terminal && !unwanted && !dumb { Colour::Always } else { Colour::Never }
}

/// A text in a colour, which terminals know by a `code` (ECMA-48, Select Graphic Rendition).
pub fn painted(text: &str, code: &str, colour: Colour) -> String {
    match colour {
        Colour::Never => text.to_owned(),
        Colour::Always => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
    }
}

/// `error:`, as diagnostics have it.
pub fn error_word() -> &'static str {
    match colour() {
        Colour::Always => "\u{1b}[1m\u{1b}[91merror\u{1b}[0m:",
        Colour::Never => "error:",
    }
}

/// One line that says what is being done, on a terminal, and goes away in the end.
pub struct Progress {
    shown: bool,
}

impl Progress {
    /// A line, if somebody watches.
    pub fn new() -> Self {
        Self { shown: colour() == Colour::Always }
    }

    /// Says what begins now.
    pub fn now(&self, what: &str) {
        if self.shown {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[2K{what} …");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[2K");
        }
    }
}
