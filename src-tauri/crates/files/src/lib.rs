//! Files that records come from and go to: JSON, Markdown, the record inside a PDF and whole folders of notes on the way
//! in; papers, one by one or in a ZIP, on the way out.
//!
//! What comes from outside is read by a process of its own with little memory and little time. What goes out has
//! passed the press, and with it the one gate for all that leaves.

mod annex;
mod apart;
mod culprit;
mod error;
mod json;
mod markdown;
pub mod notes;
mod outgoing;
mod parcel;
mod pdf;
mod read;

pub use annex::{Brought, bring, folder_of};
pub use apart::{apart, is_reader, serve};
pub use error::Error;
pub use markdown::{Link, Owner, markdown};
pub use outgoing::{Fate, Format, Made, Pair, Wish, make, make_all};
pub use parcel::{Over, Parcel};
pub use read::{Found, MOST, records};
