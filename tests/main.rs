//! All tests that run from outside are one program: each program would be linked with the whole of
//! `vade`, and thirty of them take minutes and gigabytes.

mod audiences;
mod check;
mod check_random;
mod cli;
mod commonmark;
mod corpus;
mod docs;
mod edits;
mod export;
mod external;
mod import;
mod import_random;
mod moving;
mod packaging;
mod parts;
mod preview;
mod preview_edits;
mod problems;
mod publishing;
mod reading;
mod rooms;
mod schemas;
mod sites;
mod starter;
mod support;
mod theming;
mod transcripts;
mod upkeep;
mod writing;
