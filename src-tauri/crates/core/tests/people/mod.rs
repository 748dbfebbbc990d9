//! What people do at random.

use proptest::prelude::*;
use proptest::sample::Index;

/// What one person does. `behind` uses the window as it was when it was last remembered.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Type {
        segment: Index,
        korean: bool,
        at: Index,
        count: usize,
        behind: bool,
    },
    Cut {
        segment: Index,
        korean: bool,
        at: Index,
        count: usize,
        behind: bool,
    },
    Set {
        field: usize,
        behind: bool,
    },
    Insert {
        after: Option<Index>,
        behind: bool,
    },
    Move {
        segment: Index,
        after: Option<Index>,
        behind: bool,
    },
    Remove(Index),
    Restore(Index),
    Turn {
        segment: Index,
        action: bool,
    },
    Check {
        segment: Index,
    },
    Renumber(Index),
    Remember,
    Post,
    Receive(Index),
}

/// Anything that one person does, typing most of all.
pub(crate) fn act() -> impl Strategy<Value = Act> {
    let place = || prop::option::of(any::<Index>());
    prop_oneof![
        6 => (any::<Index>(), any::<bool>(), any::<Index>(), 1_usize..5, any::<bool>())
            .prop_map(|(segment, korean, at, count, behind)| Act::Type { segment, korean, at, count, behind }),
        3 => (any::<Index>(), any::<bool>(), any::<Index>(), 1_usize..4, any::<bool>())
            .prop_map(|(segment, korean, at, count, behind)| Act::Cut { segment, korean, at, count, behind }),
        3 => (0_usize..3, any::<bool>()).prop_map(|(field, behind)| Act::Set { field, behind }),
        3 => (place(), any::<bool>()).prop_map(|(after, behind)| Act::Insert { after, behind }),
        3 => (any::<Index>(), place(), any::<bool>()).prop_map(|(segment, after, behind)| Act::Move { segment, after, behind }),
        1 => any::<Index>().prop_map(Act::Remove),
        1 => any::<Index>().prop_map(Act::Restore),
        2 => (any::<Index>(), any::<bool>()).prop_map(|(segment, action)| Act::Turn { segment, action }),
        1 => any::<Index>().prop_map(|segment| Act::Check { segment }),
        1 => any::<Index>().prop_map(Act::Renumber),
        2 => Just(Act::Remember),
        3 => Just(Act::Post),
        5 => any::<Index>().prop_map(Act::Receive),
    ]
}
