//! The program `vade`. Everything it does is in the library; see [`vademecum::cli`].

use std::process::ExitCode;

/// A build makes and drops millions of small texts on all cores; the system's allocator took a
/// sixth of its time. Huge pages are off: clearing them cost more than they saved.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    vademecum::cli::run()
}
