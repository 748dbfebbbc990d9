//! The real window, driven as a person would drive it.

mod access;
mod caret;
mod fit;
mod hangul;
mod hostile;
mod journey;
mod lock;
mod power;
mod sample;
mod second;
