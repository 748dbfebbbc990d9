//! The press crate of Maru.
