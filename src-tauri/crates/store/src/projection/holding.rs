//! Which attachments a record names or ever named. What no record names can go, and what one named once can be shown
//! again by whoever goes back to that moment.

use std::collections::BTreeSet;

use super::{Line, Table, text};

pub(super) fn lines(hashes: &BTreeSet<String>) -> impl Iterator<Item = Line> {
    hashes.iter().map(|hash| Line {
        table: Table::Holding,
        cells: vec![text(hash)],
    })
}
