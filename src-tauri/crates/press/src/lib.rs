//! Puts records on paper: a PDF for archives and for everybody, its pages as pictures, Markdown and JSON.
//!
//! Text goes to the typesetter as data, never as source. This crate asks for no disk, no network and no clock: the same
//! record and the same order make the same bytes. What our side keeps to itself never gets past its gate.

mod actions;
mod agenda;
mod agreement;
mod body;
mod error;
mod inline;
mod marking;
mod minutes;
mod note;
mod order;
mod paper;
mod people;
mod practice;
#[cfg(test)]
mod reading;
mod sheet;
mod text;
mod wording;
mod words;
mod world;

pub use error::Error;
pub use order::{Languages, Order};
pub use sheet::{Paper, Sheet, pdf, typeset, typeset_unless};
