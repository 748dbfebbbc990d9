//! The real window, driven as a person would drive it.

mod access;
mod actions;
mod agreement;
mod bin;
mod caret;
mod commitments;
mod fields;
mod fit;
mod guide;
mod hangul;
mod history;
mod hostile;
mod journey;
mod keys;
mod lists;
mod lock;
mod minutes;
mod palette;
mod pictures;
mod power;
mod practice;
mod sample;
mod second;
mod spelling;
mod tour;
mod undo;
