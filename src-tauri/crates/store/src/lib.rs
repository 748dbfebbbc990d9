//! The vault: records on disk, encrypted, with nothing acknowledged that is not safely there.
//!
//! A vault is a folder with one SQLCipher database, its wrapped keys in two copies, and a lock. The truth is each
//! record's document, as a snapshot and the chunks since; lists, registers and search are projections of it, written
//! in the same transaction. This crate knows no window, no paper and no network.

mod ahead;
mod attachment;
mod backup;
mod check;
mod chunk;
mod clock;
mod database;
mod erase;
mod error;
#[cfg(test)]
mod fixture;
mod folder;
mod index;
mod key;
mod listing;
mod lock;
mod open;
mod overview;
mod owners;
pub mod passphrase;
mod projection;
mod record;
mod register;
mod row;
mod schema;
mod search;
mod slot;
mod tally;
mod tend;
mod vault;

pub use check::{Depth, Fault, Report};
pub use erase::Loss;
pub use error::Error;
pub use key::derivation_time;
pub use listing::{Cursor, Listing, Page, Sort};
pub use overview::Ending;
pub use projection::statuses;
pub use record::{Opened, States};
pub use register::{ActionCursor, ActionFilter, ActionRow, CommitmentRow, DecisionRow, ServiceRow};
pub use row::Row;
pub use search::{Found, Hit, Mending, Piece, Search, TermFound};
pub use slot::Cost;
pub use vault::{Birth, Device, Vault};

#[cfg(test)]
mod kill_tests;
#[cfg(test)]
mod recall_tests;
