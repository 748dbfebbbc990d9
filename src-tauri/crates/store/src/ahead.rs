//! Two pieces of work side by side: while one record is written, the next ones are made.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::scope;

/// Fewer than this are made where they are written: threads for a handful of them would cost more than they bring.
const MANY: usize = 16;
/// How many threads make them: making a record takes longer than writing it.
const MAKERS: usize = 2;
/// How many are on their way at most: while some are written to the index of search, the makers go on.
const AHEAD: usize = 128;

/// Something that was made, by its turn; or what the maker panicked with.
type Made<B> = (usize, Result<B, Box<dyn Any + Send>>);

/// Takes what `next` brings, makes something of each on other threads, and hands that to `put` in the same order. The
/// first error of `put` ends it.
pub(crate) fn side_by_side<A: Send, B: Send, E>(
    mut next: impl FnMut() -> Option<A>,
    make: impl Fn(A) -> B + Sync,
    mut put: impl FnMut(B) -> Result<(), E>,
) -> Result<(), E> {
    let first: Vec<A> = std::iter::from_fn(&mut next).take(MANY).collect();
    if first.len() < MANY {
        return first.into_iter().try_for_each(|one| put(make(one)));
    }
    let mut all = first.into_iter().chain(std::iter::from_fn(next));
    let (ask, asked) = channel::<(usize, A)>();
    let (give, given) = channel::<Made<B>>();
    let asked = Mutex::new(asked);
    scope(|threads| {
        // Moved in here: where `put` fails, nobody asks any more, and the makers end.
        let ask = ask;
        for _ in 0..MAKERS {
            let give = give.clone();
            threads.spawn(|| {
                let give = give;
                while let Some((turn, one)) = taken(&asked) {
                    let made = catch_unwind(AssertUnwindSafe(|| make(one)));
                    if give.send((turn, made)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(give);
        let given = given;
        let (mut started, mut early) = (0, BTreeMap::new());
        for turn in 0.. {
            for one in all.by_ref().take(AHEAD - (started - turn)) {
                // The makers go on for as long as somebody may ask.
                let _ = ask.send((started, one));
                started += 1;
            }
            if turn == started {
                break;
            }
            put(in_turn(turn, &given, &mut early))?;
        }
        Ok(())
    })
}

/// Returns what is to be made next, or none when nobody asks any more.
fn taken<A>(asked: &Mutex<Receiver<A>>) -> Option<A> {
    asked.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Returns what was made of the one whose turn it is, and keeps what comes before its turn.
fn in_turn<B>(
    turn: usize,
    given: &Receiver<Made<B>>,
    early: &mut BTreeMap<usize, Result<B, Box<dyn Any + Send>>>,
) -> B {
    loop {
        if let Some(made) = early.remove(&turn) {
            return made.unwrap_or_else(|panic| resume_unwind(panic));
        }
        // A maker answers for each, be it with a panic.
        let (at, made) = given.recv().unwrap_or_else(|gone| resume_unwind(Box::new(gone)));
        early.insert(at, made);
    }
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    #[test]
    fn everything_arrives_once_and_in_order() {
        for count in [0, 1, 15, 16, 17, 63, 64, 65, 1000] {
            let (mut numbers, mut arrived) = (0..count, Vec::new());
            let put = |n| -> Result<(), ()> {
                arrived.push(n);
                Ok(())
            };
            side_by_side(|| numbers.next(), |n| n * 2, put).expect("no error");
            assert_eq!(arrived, (0..count).map(|n| n * 2).collect::<Vec<i32>>());
        }
    }

    #[test]
    fn the_first_error_ends_it() {
        let (mut numbers, mut arrived) = (0.., Vec::new());
        let put = |n| {
            arrived.push(n);
            if n == 100 { Err(n) } else { Ok(()) }
        };
        assert_eq!(side_by_side(|| numbers.next(), |n| n, put), Err(100));
        assert_eq!(arrived.len(), 101);
        assert!(
            numbers.next().is_some_and(|next| next < 400),
            "it does not run ahead for ever"
        );
    }

    #[test]
    #[should_panic(expected = "the ninetieth")]
    fn a_panic_of_a_maker_is_one_of_the_whole() {
        let mut numbers = 0..200;
        let make = |n| if n == 90 { panic!("the ninetieth") } else { n };
        let _ = side_by_side(|| numbers.next(), make, |_| Ok::<_, ()>(()));
    }
}
