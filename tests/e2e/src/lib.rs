//! Drives the real window of Maru: a virtual display, the WebKit driver and the application, each test in a
//! home folder of its own.
//!
//! A test waits for what it expects to see and fails when it does not come; it never waits for a time to pass.
#![allow(clippy::print_stderr)] // what a failing test saw goes to the terminal

pub mod axe;
pub mod broken;
pub mod desk;
pub mod display;
pub mod hangul;
pub mod keyboard;
pub mod labels;
pub mod paper;
pub mod patience;
pub mod picture;
pub mod pulse;
pub mod vault;
pub mod walk;
pub mod ways;

pub use desk::{Desk, Setting};
