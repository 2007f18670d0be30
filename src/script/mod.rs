//! Browser scripts, as a parser sees them: what they ask for and offer ([`Ports`]), several put
//! together into one ([`hoist`]), as short as they can be ([`shorten()`]), as functions for pages that
//! can load no modules ([`as_function`]).
//!
//! What a theme does with its scripts is no business of this room.

mod function;
mod hoist;
mod ports;
mod shorten;

pub use function::as_function;
pub use hoist::{Part, Source, hoist};
pub use ports::{Asked, Export, Fault, Import, Named, Ports};
pub use shorten::{Kind, shorten};
