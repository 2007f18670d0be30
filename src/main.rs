//! The program `vade`. Everything it does is in the library; see [`vademecum::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    vademecum::cli::run()
}
