//! What people do at random.

use proptest::prelude::*;
use proptest::sample::Index;

/// Where somebody types or deletes, and how much.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) segment: Index,
    pub(crate) korean: bool,
    pub(crate) at: Index,
    pub(crate) count: usize,
    pub(crate) behind: bool,
}

/// What one person does. `behind` uses the window as it was when it was last remembered.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Type(Spot),
    Cut(Spot),
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

fn spot() -> impl Strategy<Value = Spot> {
    let parts = (
        any::<Index>(),
        any::<bool>(),
        any::<Index>(),
        1_usize..5,
        any::<bool>(),
    );
    parts.prop_map(|(segment, korean, at, count, behind)| Spot {
        segment,
        korean,
        at,
        count,
        behind,
    })
}

/// Anything that one person does, typing most of all.
pub(crate) fn act() -> impl Strategy<Value = Act> {
    let line = any::<Index>;
    let place = || prop::option::of(any::<Index>());
    let behind = any::<bool>;
    prop_oneof![
        6 => spot().prop_map(Act::Type),
        3 => spot().prop_map(Act::Cut),
        3 => (0_usize..3, behind()).prop_map(|(field, behind)| Act::Set { field, behind }),
        3 => (place(), behind()).prop_map(|(after, behind)| Act::Insert { after, behind }),
        3 => (line(), place(), behind())
            .prop_map(|(segment, after, behind)| Act::Move { segment, after, behind }),
        1 => line().prop_map(Act::Remove),
        1 => line().prop_map(Act::Restore),
        2 => (line(), any::<bool>()).prop_map(|(segment, action)| Act::Turn { segment, action }),
        1 => line().prop_map(|segment| Act::Check { segment }),
        1 => line().prop_map(Act::Renumber),
        2 => Just(Act::Remember),
        3 => Just(Act::Post),
        5 => any::<Index>().prop_map(Act::Receive),
    ]
}
