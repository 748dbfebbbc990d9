//! The store crate of Maru.
