//! Who came, by circle, region and establishment. Groups of fewer than five are told with others, a remainder never alone.

use std::collections::BTreeMap;

use serde::Serialize;

/// The smallest group that is told by itself.
const SMALLEST: i64 = 5;

/// How many came of each group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(in crate::meetings) struct Groups {
    /// Those told by themselves, the largest first.
    pub lines: Vec<(String, i64)>,
    /// Those told together.
    pub others: i64,
}

/// Counts groups; nothing is told of fewer than five people.
pub(in crate::meetings) fn grouped(of: impl Iterator<Item = String>) -> Groups {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for group in of {
        *counts.entry(group).or_default() += 1;
    }
    let mut lines: Vec<(String, i64)> = counts.into_iter().collect();
    lines.sort_by(|(a, many), (b, more)| (more, a).cmp(&(many, b)));
    if lines.iter().map(|(_, count)| count).sum::<i64>() < SMALLEST {
        return Groups::default();
    }
    let mut others = 0;
    while let Some((_, smallest)) = lines.last() {
        if *smallest >= SMALLEST && !(0 < others && others < SMALLEST) {
            break;
        }
        others += *smallest;
        lines.pop();
    }
    Groups { lines, others }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(counts: &[(&str, usize)]) -> (Vec<(String, i64)>, i64) {
        let people = counts.iter().flat_map(|(group, count)| std::iter::repeat_n((*group).to_owned(), *count));
        let groups = grouped(people);
        (groups.lines, groups.others)
    }

    #[test]
    fn small_groups_are_told_together_and_a_remainder_never_alone() {
        assert_eq!(told(&[("a", 4)]), (vec![], 0), "nothing of fewer than five");
        assert_eq!(told(&[("a", 7), ("b", 3), ("c", 2)]), (vec![("a".into(), 7)], 5));
        assert_eq!(told(&[("a", 9), ("b", 6), ("c", 2)]), (vec![("a".into(), 9)], 8), "two would tell of two");
        assert_eq!(told(&[("b", 5), ("a", 5)]), (vec![("a".into(), 5), ("b".into(), 5)], 0));
    }
}
