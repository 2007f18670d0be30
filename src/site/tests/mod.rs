//! Sites, assembled from articles in memory.

mod addresses;
mod links;
mod pages;
mod texts;
mod whole;
