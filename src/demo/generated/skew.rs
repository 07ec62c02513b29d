//! Few are large and many are small: Zipf's law, for words and for threads.

use rand::RngExt;
use rand::rngs::StdRng;

/// The posts of the longest thread, unless the threads are too few for that.
const LONGEST: usize = 5_000;
/// The longest thread has at least this many times the posts of the average one.
const LONGER: usize = 4;
/// One thread in so many has no answer.
const UNANSWERED: usize = 5;

/// Ranks drawn by Zipf's law: the rank *r*, from 0, has a weight of (*r* + 1)^-s.
pub struct Zipf {
    up_to: Vec<f64>,
}

impl Zipf {
    /// A law over so many ranks.
    pub fn new(ranks: usize, exponent: f64) -> Self {
        let mut sum = 0.0;
        let up_to = weights(ranks, exponent).map(|weight| {
            sum += weight;
            sum
        });
        Self { up_to: up_to.collect() }
    }

    /// Draws a rank, at least `from`.
    pub fn draw(&self, from: usize, random: &mut StdRng) -> usize {
        let low = from.checked_sub(1).and_then(|before| self.up_to.get(before)).copied().unwrap_or(0.0);
        let high = self.up_to.last().copied().unwrap_or(0.0);
        let drawn = low + (high - low) * random.random_range(0.0..1.0_f64);
        self.up_to.partition_point(|sum| *sum <= drawn).min(self.up_to.len().saturating_sub(1))
    }
}

#[allow(clippy::cast_precision_loss)]
fn weights(ranks: usize, exponent: f64) -> impl Iterator<Item = f64> {
    (1..=ranks).map(move |rank| (rank as f64).powf(-exponent))
}

/// How many posts each thread has, the longest first: one thread in so many is unanswered, the others share the rest by
/// Zipf's law.
pub fn lengths(posts: usize, threads: usize) -> Vec<usize> {
    let answered = threads - threads / UNANSWERED;
    let most = LONGEST.max(LONGER * posts.div_ceil(threads.max(1)));
    let (mut left, mut weight) = (posts - (threads - answered), weights(answered, 1.0).sum::<f64>());
    let mut lengths = vec![1; threads];
    for ((length, own), after) in lengths.iter_mut().zip(weights(answered, 1.0)).zip((0..answered).rev()) {
        let spare = left - after - 1;
        *length = if after == 0 { left } else { 1 + share(spare, own / weight).min(most - 1) };
        left -= *length;
        weight -= own;
    }
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    lengths
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
fn share(whole: usize, part: f64) -> usize {
    ((whole as f64 * part) as usize).min(whole)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn ranks_are_drawn_as_often_as_zipf_says() {
        let (zipf, mut random) = (Zipf::new(1_000, 1.07), StdRng::seed_from_u64(1));
        let mut drawn = vec![0_i32; 1_000];
        for _ in 0..200_000 {
            drawn[zipf.draw(0, &mut random)] += 1;
        }
        for (rank, times) in [(1, 2.1), (3, 4.41), (9, 11.75)] {
            let ratio = f64::from(drawn[0]) / f64::from(drawn[rank]);
            assert!((ratio / times - 1.0).abs() < 0.15, "rank {rank}: {ratio} for {times}");
        }
        assert!((0..1_000).all(|_| zipf.draw(40, &mut random) >= 40));
    }

    #[test]
    fn threads_are_skewed_and_none_is_empty() {
        let lengths = lengths(1_000_000, 125_000);
        assert_eq!((lengths.len(), lengths.iter().sum::<usize>()), (125_000, 1_000_000));
        assert!((20_000..30_000).contains(&lengths.iter().filter(|length| **length == 1).count()));
        let longest = lengths.iter().filter(|length| **length == 5_000).count();
        assert!((3..60).contains(&longest), "{longest} threads of 5,000 posts");
        assert!(lengths[62_500] <= 8, "half of the threads have {} posts or fewer", lengths[62_500]);
    }

    #[test]
    fn every_size_adds_up() {
        for (posts, threads) in [(1, 1), (900, 40), (80, 80), (81, 80), (1_000_000, 80), (7, 3)] {
            let lengths = lengths(posts, threads);
            assert_eq!((lengths.len(), lengths.iter().sum::<usize>()), (threads, posts));
            assert!(lengths.iter().all(|length| *length >= 1), "{posts} in {threads}");
        }
    }
}
