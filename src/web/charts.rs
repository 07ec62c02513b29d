//! Charts drawn by the server: pure geometry, in units of the drawing; `components/charts.html` writes them out. One look
//! for all of them: bars that lie, each with its name above, and columns that stand, one a month or a score.

use serde::Serialize;

/// A bar that lies.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// How far down.
    pub y: usize,
    /// How long.
    pub width: usize,
    /// What it stands for.
    pub name: String,
    /// How many.
    pub count: usize,
}

/// Height of a bar with its room.
const STEP: usize = 34;
/// Length of the longest bar.
const LONGEST: usize = 300;

/// The bars of some groups, the longest as long as the drawing; and the drawing's height.
pub fn bars(groups: &[(String, usize)]) -> (Vec<Bar>, usize) {
    let most = groups.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let bar = |(place, (name, count)): (usize, &(String, usize))| Bar {
        y: place * STEP,
        width: (LONGEST * count).div_ceil(most),
        name: name.clone(),
        count: *count,
    };
    (groups.iter().enumerate().map(bar).collect(), groups.len() * STEP)
}

/// What a column stands for.
#[derive(Clone, Debug, Default)]
pub struct Point {
    /// The letter or the number under it.
    pub name: String,
    /// How high; nothing is known of it otherwise.
    pub value: Option<i64>,
    /// A line across it, higher: nine tenths above the half, what was aimed at.
    pub mark: Option<i64>,
    /// The value in words, above the column where there is room.
    pub said: String,
}

/// Words of the drawing, and where they stand.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// Their middle.
    pub x: usize,
    /// Their line.
    pub y: usize,
    /// What they say.
    pub text: String,
}

/// Columns that stand.
#[derive(Clone, Debug, Serialize)]
pub struct Columns {
    /// The columns, as the outline of a path.
    pub bars: String,
    /// The lines across them.
    pub marks: String,
    /// The values told: the highest and the last.
    pub values: Vec<Label>,
    /// What stands under each.
    pub names: Vec<Label>,
    /// The drawing's width.
    pub width: usize,
    /// The drawing's height.
    pub height: usize,
    /// Where columns stand.
    pub floor: usize,
    /// Whether there is anything to draw.
    pub known: bool,
}

/// Room of a column.
const ROOM: usize = 25;
/// Width of a column.
const WIDE: usize = 17;
/// Height of the highest.
const TALL: i64 = 78;
/// Room above, for values.
const ABOVE: usize = 20;
/// Room below, for names.
const BELOW: usize = 18;

/// The columns of some points, side by side, the highest as high as the drawing.
pub fn columns(points: &[Point]) -> Columns {
    let highest = points.iter().flat_map(|point| [point.value, point.mark]).flatten().max().unwrap_or(0).max(1);
    let tall = usize::try_from(TALL).unwrap_or(0);
    let floor = ABOVE + tall;
    let up = |value: i64| usize::try_from((TALL * value.max(0) + highest / 2) / highest).unwrap_or(0).min(tall);
    let left = |place: usize| place * ROOM + (ROOM - WIDE) / 2;
    let told = told(points);
    let (mut bars, mut marks, mut values, mut names) = (String::new(), String::new(), Vec::new(), Vec::new());
    for (place, point) in points.iter().enumerate() {
        let (x, middle) = (left(place), place * ROOM + ROOM / 2);
        names.push(Label { x: middle, y: floor + BELOW - 4, text: point.name.clone() });
        if let Some(value) = point.value {
            // What is nothing is a line on the floor: it is known to be nothing.
            let height = up(value).max(1);
            bars.push_str(&format!("M{x} {floor}v-{height}h{WIDE}v{height}z"));
            if told.contains(&place) {
                let top = up(point.mark.unwrap_or(0)).max(height);
                values.push(Label { x: middle, y: floor - top - 5, text: point.said.clone() });
            }
        }
        if let Some(mark) = point.mark {
            marks.push_str(&format!("M{} {}h{}", x.saturating_sub(2), floor - up(mark), WIDE + 4));
        }
    }
    Columns {
        known: points.iter().any(|point| point.value.is_some()),
        bars,
        marks,
        values,
        names,
        width: points.len().max(1) * ROOM,
        height: floor + BELOW,
        floor,
    }
}

/// The places of the values that are told: the last known one and the highest, unless they would touch.
fn told(points: &[Point]) -> Vec<usize> {
    let known = || points.iter().enumerate().filter(|(_, point)| point.value.is_some());
    let last = known().map(|(place, _)| place).next_back();
    let highest = known().max_by_key(|(_, point)| point.value).map(|(place, _)| place);
    let apart = |one: usize, other: usize| one.abs_diff(other) > 1;
    match (last, highest) {
        (Some(last), Some(highest)) if apart(last, highest) => vec![highest, last],
        (Some(last), _) => vec![last],
        (None, _) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: Option<i64>) -> Point {
        Point { name: "j".into(), value, mark: None, said: value.map(|value| value.to_string()).unwrap_or_default() }
    }

    #[test]
    fn bars_are_in_proportion() {
        let (bars, height) = bars(&[("A".into(), 10), ("B".into(), 5)]);
        assert_eq!(bars.iter().map(|bar| bar.width).collect::<Vec<_>>(), [300, 150]);
        assert_eq!(height, 68);
    }

    #[test]
    fn the_highest_and_the_last_are_told_and_what_is_not_known_is_not_drawn() {
        let drawn = columns(&[point(Some(4)), point(Some(40)), point(None), point(Some(20))]);
        assert_eq!(drawn.values.iter().map(|label| label.text.as_str()).collect::<Vec<_>>(), ["40", "20"]);
        assert_eq!(drawn.bars.matches('M').count(), 3);
        assert!(drawn.bars.contains("M4 98v-8h17v8z") && drawn.bars.contains("v-78") && drawn.bars.contains("v-39"));
        assert_eq!((drawn.width, drawn.height), (100, 116));
        assert!(!columns(&[point(None)]).known);
    }

    #[test]
    fn a_line_across_is_higher_than_its_column() {
        let drawn = columns(&[Point { mark: Some(100), ..point(Some(50)) }]);
        assert_eq!(drawn.marks, "M2 20h21");
        assert_eq!(drawn.values[0].y, 15);
    }
}
