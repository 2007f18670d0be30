//! The program `vade`. Everything it does is in the library; see [`vademecum::cli`].

use std::process::ExitCode;

/// A build makes and drops millions of small texts on all cores; the system's allocator took a
/// sixth of its time. Huge pages are off: clearing them cost more than they saved. The
/// second version of the allocator gives memory back at once that the third kept for a second: a text of 10 MB took
/// up to 1.4 GB while it was read, and takes 1.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    vademecum::cli::run()
}
