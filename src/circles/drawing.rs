//! The picture of a theme: three concentric circles, a dot a person, an arc that says how full each circle is.
//!
//! Pure geometry in a square of 400, centre 200,200; the template only writes it out.

use serde::Serialize;

use super::{Circle, Headcounts};

const CENTRE: f64 = 200.0;

/// What a circle looks like.
struct Look {
    circle: Circle,
    /// The radius of its edge.
    edge: u32,
    /// The radius of its arc in the small figure, whose stroke is thicker.
    mini: u32,
    /// The radii of its rows of dots, outward.
    rows: &'static [u32],
    /// The radius of a dot, in tenths.
    dot: u32,
    /// Whether a dot stands at the centre when their number is odd.
    centred: bool,
    /// The dots that fit without touching: beyond, that many are drawn.
    most: usize,
}

const LOOKS: [Look; 3] = [
    Look {
        circle: Circle::Community,
        edge: 190,
        mini: 182,
        rows: &[143, 159, 175],
        dot: 24,
        centred: false,
        most: 540,
    },
    Look { circle: Circle::Peer, edge: 128, mini: 120, rows: &[88, 108], dot: 36, centred: false, most: 150 },
    Look { circle: Circle::Expert, edge: 64, mini: 56, rows: &[22, 44], dot: 48, centred: true, most: 41 },
];

/// The reader's dot is this much wider than the others of their circle, in tenths.
const MINE: u32 = 30;

/// A dot, its numbers written with at most one decimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dot {
    /// Abscissa of its centre.
    pub cx: String,
    /// Ordinate of its centre.
    pub cy: String,
}

/// One circle of the figure.
#[derive(Clone, Debug, Serialize)]
pub struct Ring {
    /// Which.
    pub circle: Circle,
    /// The radius of its edge, and of its arc in the large figure.
    pub edge: u32,
    /// The radius of its arc in the small figure.
    pub mini: u32,
    /// How far the arc goes, out of 100; none without a target.
    pub fill: Option<u32>,
    /// The radius of a dot.
    pub dot: String,
    /// One dot a person, up to what fits.
    pub dots: Vec<Dot>,
    /// Whether there are more people than dots.
    pub more: bool,
}

/// The reader's own dot.
#[derive(Clone, Debug, Serialize)]
pub struct Mine {
    /// In which circle.
    pub circle: Circle,
    /// Where.
    pub at: Dot,
    /// Its radius.
    pub r: String,
}

/// The whole figure, the outermost circle first (the order of painting).
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// The circles.
    pub rings: Vec<Ring>,
    /// The reader's dot, which takes the place of one dot of their circle.
    pub mine: Option<Mine>,
}

/// Draws the circles of a theme for a reader who stands in `mine`, if they do.
pub fn draw(counts: &Headcounts, mine: Option<Circle>) -> Figure {
    let mut figure = Figure { rings: Vec::with_capacity(LOOKS.len()), mine: None };
    for look in &LOOKS {
        let count = counts.of(look.circle);
        let mut dots = dots(look, usize::try_from(count.people).unwrap_or_default());
        let more = i64::try_from(dots.len()).is_ok_and(|drawn| drawn < count.people);
        if mine == Some(look.circle) && !dots.is_empty() {
            let at = dots.remove(dots.len() * 2 / 3);
            figure.mine = Some(Mine { circle: look.circle, at, r: tenths(look.dot + MINE) });
        }
        figure.rings.push(Ring {
            circle: look.circle,
            edge: look.edge,
            mini: look.mini,
            fill: count.fill(),
            dot: tenths(look.dot),
            dots,
            more,
        });
    }
    figure
}

/// The figure without its dots, for lists.
pub fn sketch(counts: &Headcounts) -> Figure {
    let mut figure = draw(counts, None);
    figure.rings.iter_mut().for_each(|ring| ring.dots.clear());
    figure
}

fn dots(look: &Look, people: usize) -> Vec<Dot> {
    let drawn = people.min(look.most);
    let centre = usize::from(look.centred && drawn % 2 == 1);
    let mut dots = Vec::with_capacity(drawn);
    if centre == 1 {
        dots.push(Dot { cx: "200".into(), cy: "200".into() });
    }
    for (row, (radius, count)) in look.rows.iter().zip(shares(look.rows, drawn - centre)).enumerate() {
        dots.extend((0..count).map(|at| on_row(*radius, row, at, count)));
    }
    dots
}

/// Shares dots over rows in proportion to their radius; the last row takes what remains.
fn shares(rows: &[u32], dots: usize) -> Vec<usize> {
    let whole: usize = rows.iter().map(|radius| *radius as usize).sum();
    let mut left = dots;
    let share = |(at, radius): (usize, &u32)| {
        let share = (2 * dots * *radius as usize + whole) / (2 * whole);
        let share = if at + 1 == rows.len() { left } else { share.min(left) };
        left -= share;
        share
    };
    rows.iter().enumerate().map(share).collect()
}

/// The place of a dot on its row: from the top, clockwise; odd rows are shifted by half a step.
fn on_row(radius: u32, row: usize, at: usize, count: usize) -> Dot {
    let shift = if row % 2 == 1 { 0.5 } else { 0.0 };
    let angle = ((at as f64 + shift) / count as f64).mul_add(std::f64::consts::TAU, -std::f64::consts::FRAC_PI_2);
    let radius = f64::from(radius);
    Dot { cx: decimal(radius.mul_add(angle.cos(), CENTRE)), cy: decimal(radius.mul_add(angle.sin(), CENTRE)) }
}

fn decimal(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn tenths(number: u32) -> String {
    decimal(f64::from(number) / 10.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::circles::Headcount;

    fn counted(people: [i64; 3]) -> Headcounts {
        let [community, peer, expert] = people.map(|people| Headcount { people, target: 100 });
        Headcounts { community, peer, expert }
    }

    fn place(dot: &Dot) -> (f64, f64) {
        (dot.cx.parse().unwrap(), dot.cy.parse().unwrap())
    }

    fn from_centre(dot: &Dot) -> f64 {
        let (x, y) = place(dot);
        (x - CENTRE).hypot(y - CENTRE)
    }

    fn inner_edge(look: &Look) -> f64 {
        LOOKS.iter().filter(|other| other.circle > look.circle).map(|other| f64::from(other.edge)).fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn every_dot_stands_inside_its_own_ring(community in 0..900_i64, peer in 0..300_i64, expert in 0..90_i64) {
            let figure = draw(&counted([community, peer, expert]), None);
            for (ring, look) in figure.rings.iter().zip(&LOOKS) {
                let r = f64::from(look.dot) / 10.0;
                for dot in &ring.dots {
                    let away = from_centre(dot);
                    prop_assert!(away + r < f64::from(look.edge), "{dot:?} crosses the edge of {:?}", look.circle);
                    let clear = look.circle == Circle::Expert || away - r > inner_edge(look);
                    prop_assert!(clear, "{dot:?} of {:?} falls in the circle inside", look.circle);
                }
            }
        }

        #[test]
        fn as_many_dots_as_people_until_they_no_longer_fit(people in 0..900_i64, mine in any::<bool>()) {
            for look in &LOOKS {
                let figure = draw(&counted([people; 3]), mine.then_some(look.circle));
                for (ring, look) in figure.rings.iter().zip(&LOOKS) {
                    let own = figure.mine.as_ref().is_some_and(|mine| mine.circle == ring.circle);
                    let drawn = ring.dots.len() + usize::from(own);
                    prop_assert_eq!(drawn, usize::try_from(people).unwrap().min(look.most));
                    prop_assert_eq!(ring.more, people > i64::try_from(look.most).unwrap());
                }
                prop_assert_eq!(figure.mine.is_some(), mine && people > 0);
            }
        }

        #[test]
        fn no_dot_covers_another(community in 0..=540_i64, peer in 0..=150_i64, expert in 0..=41_i64) {
            let figure = draw(&counted([community, peer, expert]), None);
            for (ring, look) in figure.rings.iter().zip(&LOOKS) {
                let least = 2.0 * f64::from(look.dot) / 10.0;
                for (at, one) in ring.dots.iter().enumerate() {
                    for other in &ring.dots[at + 1..] {
                        let ((x, y), (other_x, other_y)) = (place(one), place(other));
                        let apart = (x - other_x).hypot(y - other_y);
                        prop_assert!(apart > least - 0.2, "{one:?} and {other:?} of {:?}: {apart}", look.circle);
                    }
                }
            }
        }
    }

    #[test]
    fn one_expert_stands_at_the_centre_and_two_do_not() {
        let expert = |people| draw(&counted([0, 0, people]), None).rings.remove(2).dots;
        assert_eq!(expert(1), [Dot { cx: "200".into(), cy: "200".into() }]);
        assert!(expert(2).iter().all(|dot| from_centre(dot) > 20.0));
        assert_eq!(expert(21).iter().filter(|dot| from_centre(dot) < 1.0).count(), 1);
    }

    #[test]
    fn rows_share_people_by_their_length() {
        assert_eq!(shares(&[143, 159, 175], 412), [124, 137, 151]);
        assert_eq!(shares(&[88, 108], 96), [43, 53]);
        assert_eq!(shares(&[22, 44], 20), [7, 13]);
        assert_eq!(shares(&[22, 44], 0), [0, 0]);
    }

    #[test]
    fn my_dot_is_wider_and_takes_the_place_of_one() {
        let figure = draw(&counted([412, 96, 21]), Some(Circle::Peer));
        let mine = figure.mine.unwrap();
        assert_eq!((mine.circle, mine.r.as_str()), (Circle::Peer, "6.6"));
        assert!(!figure.rings[1].dots.contains(&mine.at));
    }

    #[test]
    fn the_small_figure_has_arcs_and_no_dots() {
        let figure = sketch(&counted([45, 0, 250]));
        assert!(figure.rings.iter().all(|ring| ring.dots.is_empty()));
        assert_eq!(figure.rings.iter().map(|ring| ring.fill).collect::<Vec<_>>(), [Some(45), Some(0), Some(100)]);
    }
}
