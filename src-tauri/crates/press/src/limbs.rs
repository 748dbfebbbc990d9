//! Where a long Korean word may break.

/// Returns the pieces of a long Korean word between which a reader expects a line to end: before a bracket, and after
/// the dot or the stroke of a list. A piece of one letter stays with its neighbour.
pub(crate) fn limbs(word: &str) -> Vec<&str> {
    let mut limbs = Vec::new();
    let mut rest = word;
    let joint = |rest: &str| {
        rest.char_indices()
            .map(|(at, c)| match c {
                '(' => at,
                '·' | 'ㆍ' | '/' => at + c.len_utf8(),
                _ => 0,
            })
            .find(|at| {
                let (before, after) = rest.split_at(*at);
                before.chars().filter(|c| c.is_alphanumeric()).count() > 1
                    && after.chars().filter(|c| c.is_alphanumeric()).count() > 1
            })
    };
    while let Some(at) = joint(rest) {
        let (limb, after) = rest.split_at(at);
        limbs.push(limb);
        rest = after;
    }
    limbs.push(rest);
    limbs
}
