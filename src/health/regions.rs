//! Which regions of a theme are told by themselves: those of five people at least. The others are told together, with the
//! smallest of the rest when they would still be few.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{OTHERS, SMALLEST, WHOLE};

/// The regions of each theme that are told by themselves.
#[derive(Clone, Debug, Default)]
pub struct Told {
    alone: HashMap<i64, HashSet<String>>,
}

impl Told {
    /// Decides from how many people each region of each theme has.
    pub fn of(people: &BTreeMap<(i64, String), i64>) -> Self {
        let mut themes: HashMap<i64, Vec<(i64, String)>> = HashMap::new();
        for ((theme, region), count) in people {
            themes.entry(*theme).or_default().push((*count, region.clone()));
        }
        let alone = themes.into_iter().map(|(theme, regions)| (theme, large(regions))).collect();
        Self { alone }
    }

    /// The places where something of a region is counted: the whole theme, and the region or the others.
    pub fn places<'a>(&self, theme: i64, region: &'a str) -> [&'a str; 2] {
        let alone = self.alone.get(&theme).is_some_and(|alone| alone.contains(region));
        [WHOLE, if alone { region } else { OTHERS }]
    }
}

fn large(mut regions: Vec<(i64, String)>) -> HashSet<String> {
    regions.sort_by(|a, b| b.cmp(a));
    let mut rest = 0;
    while let Some((count, _)) = regions.last() {
        if *count >= SMALLEST && (rest == 0 || rest >= SMALLEST) {
            break;
        }
        rest += *count;
        regions.pop();
    }
    regions.into_iter().map(|(_, region)| region).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(counts: &[(&str, i64)]) -> Vec<String> {
        let people = counts.iter().map(|(region, count)| ((1, (*region).to_owned()), *count)).collect();
        let told = Told::of(&people);
        let mut alone: Vec<String> = told.alone[&1].iter().cloned().collect();
        alone.sort();
        alone
    }

    #[test]
    fn no_region_told_is_smaller_than_five_and_the_others_are_not_few() {
        assert_eq!(alone(&[("a", 9), ("b", 5), ("c", 3), ("d", 2)]), ["a", "b"]);
        assert_eq!(alone(&[("a", 9), ("b", 6), ("c", 1)]), ["a"], "one alone hides in another");
        assert_eq!(alone(&[("a", 4), ("b", 1)]), Vec::<String>::new());
        assert_eq!(alone(&[("a", 9)]), ["a"]);
    }

    #[test]
    fn what_happens_anywhere_is_counted_in_the_whole_and_in_one_place() {
        let told =
            Told::of(&BTreeMap::from([((1, "a".to_owned()), 9), ((1, "b".to_owned()), 2), ((1, "c".to_owned()), 4)]));
        assert_eq!(told.places(1, "a"), ["", "a"]);
        assert_eq!(told.places(1, "b"), ["", "others"]);
        assert_eq!(told.places(1, "nowhere"), ["", "others"]);
    }
}
