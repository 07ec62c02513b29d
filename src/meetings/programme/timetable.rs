//! Where sessions stand in a timetable, pure: those that overlap stand side by side, each as high as it lasts among
//! them. The drawing is a grid whose rows are the moments at which one of them begins or ends.

/// Columns a screen can hold; more are drawn one after the other.
const MOST_TRACKS: usize = 6;
/// Rows the style sheet knows.
const MOST_ROWS: usize = 24;

/// Sessions that overlap, directly or by others between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// How many stand side by side; 1 when they do not, or when they are too many to.
    pub tracks: usize,
    /// Each of them, in the order it was given.
    pub slots: Vec<Slot>,
}

/// Where one of them stands: rows and columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its place in the list that was given.
    pub index: usize,
    /// The row it begins in.
    pub row: usize,
    /// The rows it lasts.
    pub span: usize,
    /// Its column.
    pub track: usize,
}

/// The bands of some stretches of time, given by start and length in the order of their starts.
pub fn bands(stretches: &[(i32, i32)]) -> Vec<Band> {
    let mut bands = Vec::new();
    let (mut first, mut end) = (0, i32::MIN);
    for (index, (start, minutes)) in stretches.iter().enumerate() {
        if index > first && *start >= end {
            bands.push(band(&stretches[first..index], first));
            (first, end) = (index, i32::MIN);
        }
        end = end.max(start + minutes);
    }
    if first < stretches.len() {
        bands.push(band(&stretches[first..], first));
    }
    bands
}

fn band(stretches: &[(i32, i32)], first: usize) -> Band {
    let mut marks: Vec<i32> = stretches.iter().flat_map(|(start, minutes)| [*start, start + minutes]).collect();
    marks.sort_unstable();
    marks.dedup();
    let row_at = |moment: i32| marks.partition_point(|mark| *mark < moment) + 1;
    // When each column is free again.
    let mut free: Vec<i32> = Vec::new();
    let mut slots = Vec::with_capacity(stretches.len());
    for (index, (start, minutes)) in stretches.iter().enumerate() {
        let (row, end) = (row_at(*start), start + minutes);
        let track = free.iter().position(|until| until <= start).unwrap_or(free.len());
        if track == free.len() {
            free.push(end);
        }
        free[track] = end;
        slots.push(Slot { index: first + index, row, span: row_at(end) - row, track: track + 1 });
    }
    let drawn = free.len() <= MOST_TRACKS && marks.len() <= MOST_ROWS;
    Band { tracks: if drawn { free.len() } else { 1 }, slots }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_stands_below_and_what_overlaps_beside() {
        let found = bands(&[(0, 30), (30, 60), (30, 30), (60, 30), (90, 10)]);
        assert_eq!(found.iter().map(|band| band.tracks).collect::<Vec<_>>(), [1, 2, 1]);
        let middle: Vec<_> = found[1].slots.iter().map(|slot| (slot.index, slot.row, slot.span, slot.track)).collect();
        assert_eq!(middle, [(1, 1, 2, 1), (2, 1, 1, 2), (3, 2, 1, 2)]);
    }

    #[test]
    fn no_two_sessions_share_a_cell_and_none_is_lost() {
        let mut random = 11_i32;
        let mut draw = |most: i32| {
            random = random.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
            random / 65_536 % most
        };
        for _ in 0..300 {
            let mut stretches: Vec<(i32, i32)> = (0..12).map(|_| (draw(40) * 5, 5 + draw(12) * 5)).collect();
            stretches.sort_unstable();
            let found = bands(&stretches);
            let indexes: Vec<usize> = found.iter().flat_map(|band| band.slots.iter().map(|slot| slot.index)).collect();
            assert_eq!(indexes, (0..12).collect::<Vec<_>>());
            for band in &found {
                let mut cells = std::collections::BTreeSet::new();
                for slot in &band.slots {
                    assert!(slot.span > 0 && slot.track >= 1);
                    for row in slot.row..slot.row + slot.span {
                        assert!(cells.insert((row, slot.track)), "{stretches:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn more_than_a_screen_holds_are_drawn_one_after_the_other() {
        assert_eq!(bands(&[(0, 30); 9])[0].tracks, 1);
        assert_eq!(bands(&[(0, 30); 6])[0].tracks, 6);
    }
}
