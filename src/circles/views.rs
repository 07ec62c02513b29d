//! What pages show of circles: the figure with its text equivalent, people as cards.

use serde::Serialize;

use super::drawing::{self, Figure};
use super::people::{self, Animator, Moved, Person};
use super::{Circle, Headcounts};
use crate::db::ids::MemberId;
use crate::members::pages::Avatar;
use crate::refusal::Refusal;
use crate::sentences::{Sentence, Sentences};
use crate::web::{Visit, When};

/// A circle in figures: the legend of the drawing, a line of its table.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    circle: Circle,
    people: i64,
    target: i32,
    fill: Option<u32>,
}

/// The drawing of a theme's circles, and the same in words and figures, innermost first.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    figure: Figure,
    lines: Vec<Line>,
    said: String,
    mine: Option<Circle>,
    more: bool,
}

impl Drawn {
    /// With a dot a person, the reader's own included.
    pub fn whole(counts: &Headcounts, mine: Option<Circle>, sentences: &Sentences) -> Self {
        Self::of(counts, drawing::draw(counts, mine), sentences)
    }

    /// Arcs only, for lists.
    pub fn small(counts: &Headcounts, sentences: &Sentences) -> Self {
        Self::of(counts, drawing::sketch(counts), sentences)
    }

    fn of(counts: &Headcounts, figure: Figure, sentences: &Sentences) -> Self {
        let line = |circle: &Circle| {
            let count = counts.of(*circle);
            Line { circle: *circle, people: count.people, target: count.target, fill: count.fill() }
        };
        let lines: Vec<Line> = Circle::ALL.iter().rev().map(line).collect();
        let said = lines.iter().map(|line| counted(line, sentences)).collect::<Vec<_>>().join(", ");
        let mine = figure.mine.as_ref().map(|mine| mine.circle);
        let more = figure.rings.iter().any(|ring| ring.more);
        Self { figure, lines, said, mine, more }
    }
}

/// "21 experts sur 25"
fn counted(line: &Line, sentences: &Sentences) -> String {
    let key = match line.circle {
        Circle::Community => "circles-count-community",
        Circle::Peer => "circles-count-peer",
        Circle::Expert => "circles-count-expert",
    };
    let people = sentences.tell(&Sentence::new(key).number("n", line.people));
    if line.target <= 0 {
        return people;
    }
    sentences.tell(&Sentence::new("circles-count-of").text("people", people).number("target", i64::from(line.target)))
}

/// Somebody, in a list of people.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    id: MemberId,
    name: String,
    avatar: Avatar,
    /// "Biologiste, CHU de la Guadeloupe"
    line: String,
    circle: Option<Circle>,
    arrived: bool,
}

impl Card {
    /// Somebody of a circle.
    pub fn of(person: &Person) -> Self {
        let establishment = person.establishment.as_deref().unwrap_or_default();
        let line = [person.profession.as_str(), establishment];
        Self {
            line: line.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            circle: Some(person.circle),
            arrived: person.arrived,
            id: person.id,
            name: format!("{} {}", person.given_name, person.family_name),
            avatar: Avatar::of(
                person.id,
                (&person.given_name, &person.family_name),
                person.picture.as_deref(),
                Some(person.circle),
            ),
        }
    }

    /// Somebody who animates: only the name is said.
    pub fn animating(animator: &Animator) -> Self {
        let Animator { id, given_name, family_name, picture } = animator;
        Self {
            id: *id,
            name: format!("{given_name} {family_name}"),
            avatar: Avatar::of(*id, (given_name, family_name), picture.as_deref(), None),
            line: String::new(),
            circle: None,
            arrived: true,
        }
    }
}

/// A move, as those who may read its reason see it.
#[derive(Clone, Debug, Serialize)]
pub struct MoveView {
    member: MemberId,
    name: String,
    from: &'static str,
    to: &'static str,
    /// Who decided: absent for a load at the command line, the person themselves when they left.
    by: Option<String>,
    oneself: bool,
    reason: String,
    when: When,
}

/// Moves, with the names of those they concern.
///
/// # Errors
/// What the database says.
pub fn moves(visit: &mut Visit<'_>, moves: &[Moved]) -> Result<Vec<MoveView>, Refusal> {
    let concerned: Vec<MemberId> =
        moves.iter().flat_map(|moved| std::iter::once(moved.member_id).chain(moved.decided_by)).collect();
    let names = people::names(visit.db, &concerned)?;
    let name = |id: MemberId| names.get(&id).cloned().unwrap_or_default();
    let word = |circle: Option<Circle>| circle.map_or("none", Circle::word);
    let view = |moved: &Moved| MoveView {
        member: moved.member_id,
        name: name(moved.member_id),
        from: word(moved.from_circle),
        to: word(moved.to_circle),
        by: moved.decided_by.map(name),
        oneself: moved.decided_by == Some(moved.member_id),
        reason: moved.reason.clone(),
        when: visit.when(moved.decided_at),
    };
    Ok(moves.iter().map(view).collect())
}
