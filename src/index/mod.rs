//! `Site` becomes the search index.
