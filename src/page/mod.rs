//! `Site` and `Theme` become HTML.
