//! Text analysis for search.
