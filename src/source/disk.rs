//! Reads a [`super::Tree`] from a folder.
