//! Writes an [`super::Output`] into a folder.
