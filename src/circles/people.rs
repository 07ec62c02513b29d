//! The people of a theme: who stands where, since when, invited by whom; the moves that led there.

use std::collections::BTreeMap;

use super::{Circle, Held, store};
use crate::db::ids::{MemberId, MoveId, ThemeId};
use crate::db::{Db, Moment};
use crate::members::sessions;
use crate::policy::Viewer;
use crate::refusal::Refusal;
pub use store::Moved;
use store::people as rows;
pub use store::people::Animator;

/// People on one page of a list.
pub const A_PAGE: i64 = 50;

/// Somebody in a circle of a theme.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub id: MemberId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Profession.
    pub profession: String,
    /// Where they work.
    pub establishment: Option<String>,
    /// The fingerprint of their picture.
    pub picture: Option<String>,
    /// Their region (slug).
    pub region: String,
    /// Whether they have come: an imported person may not have accepted yet.
    pub arrived: bool,
    /// The circle they stand in now.
    pub circle: Circle,
    /// The membership as given: a mandate that ended is still there.
    pub held: Held,
    /// Who invited them.
    pub invited_by: Option<MemberId>,
}

/// Where a page of a list by name begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// At the first name.
    #[default]
    First,
    /// After this person.
    After(MemberId),
    /// Just before this person.
    Before(MemberId),
}

/// The people asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Of which theme.
    pub theme: ThemeId,
    /// At which moment (mandates end).
    pub now: Moment,
    /// Only this person.
    pub member: Option<MemberId>,
    /// Only this circle.
    pub circle: Option<Circle>,
    /// Only this region (slug).
    pub region: Option<&'a str>,
    /// Only those there since this moment.
    pub since: Option<Moment>,
    /// Words of the name; empty for all.
    pub name: &'a str,
    /// Which page.
    pub page: Page,
}

impl Wanted<'_> {
    /// Everybody in a theme, from the first name.
    pub fn everybody(theme: ThemeId, now: Moment) -> Self {
        Self { theme, now, member: None, circle: None, region: None, since: None, name: "", page: Page::First }
    }
}

/// A page of people by name, and the pages around it.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// At most [`A_PAGE`] people.
    pub people: Vec<Person>,
    /// The page before, if there is one.
    pub previous: Option<MemberId>,
    /// The page after, if there is one.
    pub next: Option<MemberId>,
}

/// The people asked for, by name. Rights are the caller's to require.
///
/// # Errors
/// What the database says; `NotFound` when the person a page starts from does not exist.
pub fn people(db: &mut Db, wanted: &Wanted<'_>) -> Result<People, Refusal> {
    let mut people = rows::people(db, wanted, A_PAGE)?;
    let more = i64::try_from(people.len()).is_ok_and(|found| found > A_PAGE);
    if more {
        people.pop();
    }
    let backwards = matches!(wanted.page, Page::Before(_));
    if backwards {
        people.reverse();
    }
    let first = people.first().map(|person| person.id);
    let last = people.last().map(|person| person.id);
    Ok(People {
        previous: first.filter(|_| if backwards { more } else { wanted.page != Page::First }),
        next: last.filter(|_| backwards || more),
        people,
    })
}

/// Somebody of a theme. Rights are the caller's to require.
///
/// # Errors
/// What the database says.
pub fn person(db: &mut Db, theme: ThemeId, member: MemberId, now: Moment) -> Result<Option<Person>, Refusal> {
    let wanted = Wanted { member: Some(member), ..Wanted::everybody(theme, now) };
    Ok(rows::people(db, &wanted, 1)?.pop())
}

/// How many people of each circle a region holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InRegion {
    /// In the community.
    pub community: i64,
    /// Peers.
    pub peer: i64,
    /// Experts.
    pub expert: i64,
}

impl InRegion {
    /// Everybody.
    pub fn people(&self) -> i64 {
        self.community + self.peer + self.expert
    }
}

/// The people of a theme, by region (slug); a region without anybody is absent.
///
/// # Errors
/// What the database says.
pub fn by_region(db: &mut Db, theme: ThemeId, now: Moment) -> Result<BTreeMap<String, InRegion>, Refusal> {
    let mut regions: BTreeMap<String, InRegion> = BTreeMap::new();
    for (region, circle, people) in rows::counted_by_region(db, theme, now)? {
        let counts = regions.entry(region).or_default();
        match circle {
            Circle::Community => counts.community += people,
            Circle::Peer => counts.peer += people,
            Circle::Expert => counts.expert += people,
        }
    }
    Ok(regions)
}

/// How many establishments of a region the people of a theme come from.
///
/// # Errors
/// What the database says.
pub fn establishments_in(db: &mut Db, theme: ThemeId, region: &str) -> Result<i64, Refusal> {
    Ok(rows::establishments_in(db, theme, region)?)
}

/// Moves on one page of a theme's history.
pub const MOVES_A_PAGE: i64 = 20;

/// The moves of a theme, the latest first, and whether there are earlier ones. Rights are the caller's to require.
///
/// # Errors
/// What the database says.
pub fn moves(db: &mut Db, theme: ThemeId, before: Option<MoveId>) -> Result<(Vec<Moved>, bool), Refusal> {
    let mut moves = store::moves(db, theme, before, MOVES_A_PAGE)?;
    let more = i64::try_from(moves.len()).is_ok_and(|found| found > MOVES_A_PAGE);
    if more {
        moves.pop();
    }
    Ok((moves, more))
}

/// The moves of a member in the themes asked for, the latest first, at most `most`. Rights are the caller's to require.
///
/// # Errors
/// What the database says.
pub fn moves_of(db: &mut Db, member: MemberId, themes: &[ThemeId], most: i64) -> Result<Vec<Moved>, Refusal> {
    Ok(store::moves_of(db, member, themes, most)?)
}

/// The names of members, given name first.
///
/// # Errors
/// What the database says.
pub fn names(db: &mut Db, of: &[MemberId]) -> Result<BTreeMap<MemberId, String>, Refusal> {
    let rows = rows::names(db, of)?;
    Ok(rows.into_iter().map(|(id, given, family)| (id, format!("{given} {family}"))).collect())
}

/// Those who animate a theme, by name.
///
/// # Errors
/// What the database says.
pub fn animators(db: &mut Db, theme: ThemeId) -> Result<Vec<Animator>, Refusal> {
    Ok(rows::animators(db, theme)?)
}

/// The experts and the animators of some themes, with everything they may do now: those whose account is in use, who are
/// not suspended and whose mandate runs. In the order of their ids.
///
/// # Errors
/// What the database says.
pub fn inner_circle(db: &mut Db, themes: &[ThemeId], now: Moment) -> Result<Vec<Viewer>, Refusal> {
    let found = rows::inner_circle(db, themes)?;
    let mut viewers = sessions::viewers_of(db, &found, now)?;
    viewers.retain(|viewer| themes.iter().any(|theme| viewer.reaches(*theme, Circle::Expert)));
    Ok(viewers)
}

/// The same of one theme, without what they may do: by name.
///
/// # Errors
/// What the database says.
pub fn inner_names(db: &mut Db, theme: ThemeId, now: Moment) -> Result<Vec<(MemberId, String)>, Refusal> {
    let rows = rows::inner_names(db, theme, now)?;
    Ok(rows.into_iter().map(|(id, given, family)| (id, format!("{given} {family}"))).collect())
}

/// Who animates some themes.
///
/// # Errors
/// What the database says.
pub fn animators_of(db: &mut Db, themes: &[ThemeId]) -> Result<Vec<(ThemeId, MemberId)>, Refusal> {
    Ok(rows::animators_of(db, themes)?)
}
