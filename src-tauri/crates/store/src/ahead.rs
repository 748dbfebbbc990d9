//! Two pieces of work side by side: while one record is written, the next ones are made.

use std::panic::resume_unwind;
use std::thread::{ScopedJoinHandle, scope};

/// How many things are made at a time. Two such waves are in memory at most.
const WAVE: usize = 16;

/// Takes what `next` brings, makes something of each on a second thread, and hands that to `put` in the same order. The
/// first error of `put` ends it.
pub(crate) fn side_by_side<A: Send, B: Send, E>(
    mut next: impl FnMut() -> Option<A>,
    make: impl Fn(A) -> B + Sync,
    mut put: impl FnMut(B) -> Result<(), E>,
) -> Result<(), E> {
    let mut wave = || -> Vec<A> { std::iter::from_fn(&mut next).take(WAVE).collect() };
    scope(|threads| {
        let make = &make;
        let start = |wave: Vec<A>| threads.spawn(move || wave.into_iter().map(make).collect::<Vec<B>>());
        let first = wave();
        if first.len() < WAVE {
            // A thread for a handful of them would cost more than it brings.
            return first.into_iter().try_for_each(|one| put(make(one)));
        }
        let mut made = start(first);
        loop {
            let following = wave();
            let following = (!following.is_empty()).then(|| start(following));
            ended(made).into_iter().try_for_each(&mut put)?;
            match following {
                Some(wave) => made = wave,
                None => return Ok(()),
            }
        }
    })
}

fn ended<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    #[test]
    fn everything_arrives_once_and_in_order() {
        for count in [0, 1, 15, 16, 17, 32, 1000] {
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
            numbers.next().is_some_and(|next| next < 200),
            "it does not run ahead for ever"
        );
    }
}
