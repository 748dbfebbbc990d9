//! Chance that is the same on every machine: SplitMix64, and the uneven shapes that records have.

/// A row of numbers that follows from its seed.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// Returns the row of one thing among the many that come from a seed.
    pub fn of(seed: u64, thing: u64) -> Chance {
        let mut chance = Chance(seed ^ thing.wrapping_mul(0xd1b5_4a32_d192_ed03));
        chance.next();
        chance
    }

    /// Returns the next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 up to, but not including, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        // 53 bits are what a number holds exactly.
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns one of `count` numbers, all alike likely.
    pub fn below(&mut self, count: usize) -> usize {
        (self.unit() * count as f64) as usize
    }

    /// Returns whether something happens that happens so often.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// Returns one of `count` ranks as words have them: each next one is about as much rarer as its rank is higher.
    pub(crate) fn rank(&mut self, count: usize) -> usize {
        // A few first ranks share the top, as the commonest words of a field do.
        const TOP: f64 = 8.0;
        let drawn = TOP * ((count as f64 + TOP) / TOP).powf(self.unit()) - TOP;
        (drawn as usize).min(count.saturating_sub(1))
    }

    /// Returns a length as records have them: most are short, a few very long.
    pub(crate) fn tail(&mut self, least: usize, most: usize) -> usize {
        const STEEP: f64 = 1.6;
        let drawn = least as f64 * (1.0 - self.unit()).powf(-1.0 / STEEP);
        (drawn as usize).min(most)
    }

    /// Returns one of these, all alike likely.
    pub fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// Returns one of these; the first are the commonest.
    pub(crate) fn common<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.rank(of.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_gives_the_same_row_and_another_one_another() {
        let row = |seed, thing| {
            let mut chance = Chance::of(seed, thing);
            [chance.next(), chance.next(), chance.next()]
        };
        assert_eq!(row(1, 7), row(1, 7));
        assert_ne!(row(1, 7), row(2, 7));
        assert_ne!(row(1, 7), row(1, 8));
    }

    #[test]
    fn ranks_fall_as_words_do_and_lengths_have_a_tail() {
        let mut chance = Chance::of(1, 1);
        let mut counts = vec![0_u32; 400];
        (0..100_000).for_each(|_| counts[chance.rank(400)] += 1);
        assert!(
            counts[0] > 20 * counts[399].max(1),
            "{} and {}",
            counts[0],
            counts[399]
        );
        assert!(counts.iter().all(|count| *count > 0), "every word is used");
        let mut lengths: Vec<usize> = (0..100_000).map(|_| chance.tail(2, 500)).collect();
        lengths.sort_unstable();
        assert!(lengths[50_000] <= 4, "half are short: {}", lengths[50_000]);
        assert!(lengths[99_950] >= 150, "a few are long: {}", lengths[99_950]);
    }
}
