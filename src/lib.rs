//! Vademecum turns a folder of multilingual Markdown into a handbook on the web.
//!
//! A build is a function: the files of a site go in, the files of a website come out. The
//! rooms below run one way only; a room may use those above it and no other, and
//! `tests/rooms.rs` checks that.
//!
//! | room | its one job |
//! | --- | --- |
//! | [`key`] | say whether two things are the same by their content |
//! | [`path`] | name files, in the sources and in the output |
//! | [`edit`] | changes to what people wrote, as data |
//! | [`diag`] | describe what went wrong, as data; print it |
//! | [`language`] | what we know about human languages |
//! | [`script`] | what browser scripts say, and the same in fewer letters |
//! | [`source`] | a snapshot of every input |
//! | [`output`] | the finished files as a map; write only the difference |
//! | [`portable`] | a finished site made to work without a server |
//! | [`notation`] | YAML and TOML as values that know their place |
//! | [`settings`] | `site.toml`, checked |
//! | [`starter`] | the small site that a new one begins as |
//! | [`import`] | other people's content becomes content of a site |
//! | [`article`] | one file becomes one article |
//! | [`site`] | all articles become one site |
//! | [`upkeep`] | what people have to do so that a site stays true |
//! | [`theme`] | templates, assets, texts of the user interface |
//! | [`page`] | site and theme become HTML |
//! | [`machine`] | the site becomes what machines read |
//! | [`index`] | the site becomes the search index |
//! | [`export`] | the site becomes files for search services of others |
//! | [`check`] | look for what a build need not know |
//! | [`compiler`] | the order of the stages |
//! | [`moving`] | articles get other places, and all that leads to them follows |
//! | [`watch`] | say when to look at the sources again |
//! | [`preview`] | serve a site that is being written |
//! | [`cli`] | the world outside |

pub mod article;
pub mod check;
pub mod cli;
pub mod compiler;
pub mod diag;
pub mod edit;
pub mod export;
pub mod import;
pub mod index;
pub mod key;
pub mod language;
pub mod machine;
pub mod moving;
pub mod notation;
pub mod output;
pub mod page;
pub mod path;
pub mod portable;
pub mod preview;
pub mod script;
pub mod settings;
pub mod site;
pub mod source;
pub mod starter;
pub mod theme;
pub mod upkeep;
pub mod watch;
