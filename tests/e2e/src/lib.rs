//! Tests of Maru.
