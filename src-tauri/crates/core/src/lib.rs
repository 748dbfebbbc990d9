//! What a record is, and everything that a person can do to it.
//!
//! A record is one Automerge document with a typed face. This crate reads it, changes it by edits, merges it with
//! another laptop's copy and says what changed when. It knows no disk, no clock, no window and no language of the
//! screen but the labels it is given: time and randomness are arguments.

mod agreeing;
pub mod agreement;
mod apply;
pub mod attachment;
pub mod bilingual;
mod birth;
mod bridge;
pub mod carried;
pub mod compare;
pub mod date;
pub mod document;
pub mod edit;
mod entry;
pub mod error;
pub mod find;
mod ground;
pub mod history;
pub mod id;
pub mod labels;
pub mod marking;
pub mod meeting;
pub mod names;
pub mod note;
mod numbering;
pub mod numbers;
mod order;
mod place;
pub mod practice;
mod reading;
pub mod record;
mod restore;
pub mod review;
pub mod sample;
pub mod schema;
pub mod segment;
pub mod state;
pub mod text;
mod touched;
pub mod zone;

pub use error::Error;
