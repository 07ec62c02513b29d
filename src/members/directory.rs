//! The directory: who one may turn to. Everybody signed in finds everybody; who stands in which circle is only told
//! of the themes the reader is in.

use std::collections::BTreeMap;

use super::store::directory as store;
use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Moment};
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;

/// People on one page.
pub const A_PAGE: i64 = 30;
/// Words of a search that count; more are ignored.
const MOST_WORDS: usize = 6;

/// Where a page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// At the first name.
    #[default]
    First,
    /// After this person.
    After(MemberId),
    /// Just before this person.
    Before(MemberId),
}

/// The people asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// At which moment (mandates end).
    pub now: Moment,
    /// The themes whose circles the reader may see.
    pub themes: Vec<ThemeId>,
    /// Only the people of one of them.
    pub theme: Option<ThemeId>,
    /// Only those who stand in this circle, of that theme or of any.
    pub circle: Option<Circle>,
    /// Words of the name, the establishment, its town or the fields of expertise, folded.
    pub words: Vec<String>,
    /// Only this region (slug).
    pub region: Option<&'static str>,
    /// Only this profession.
    pub profession: String,
    /// Only this field of expertise, folded.
    pub expertise: String,
    /// Only those who are available to help.
    pub available: bool,
    /// Which page.
    pub turn: Turn,
}

impl Wanted {
    /// Everybody, from the first name, as `viewer` may see them.
    pub fn everybody(viewer: &Viewer, now: Moment) -> Self {
        Self {
            now,
            themes: themes_told(viewer),
            theme: None,
            circle: None,
            words: Vec::new(),
            region: None,
            profession: String::new(),
            expertise: String::new(),
            available: false,
            turn: Turn::First,
        }
    }

    /// The words of a search.
    pub fn words_of(text: &str) -> Vec<String> {
        let folded = crate::text::fold(text);
        folded.split([' ', ',']).filter(|word| !word.is_empty()).take(MOST_WORDS).map(str::to_owned).collect()
    }

    /// The themes whose people are asked for.
    pub(super) fn within(&self) -> Vec<ThemeId> {
        self.theme.map_or_else(|| self.themes.clone(), |theme| vec![theme])
    }
}

/// The themes whose circles a person may see.
pub fn themes_told(viewer: &Viewer) -> Vec<ThemeId> {
    let told = |theme: &ThemeId| policy::allows(viewer, &Act::SeeCircles(*theme));
    viewer.standings.iter().map(|standing| standing.theme).filter(told).collect()
}

/// Somebody in the directory.
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
    /// Their region (slug).
    pub region: String,
    /// Whether they have come: an imported person may not have accepted yet.
    pub arrived: bool,
    /// Whether they offer their help.
    pub available: bool,
    /// The fingerprint of their picture.
    pub picture: Option<String>,
    /// Their circles, in the themes the reader sees.
    pub circles: Vec<(ThemeId, Circle)>,
    /// The themes they animate.
    pub animates: Vec<ThemeId>,
}

/// A page of the directory.
#[derive(Clone, Debug)]
pub struct Found {
    /// At most [`A_PAGE`] people, by name.
    pub people: Vec<Person>,
    /// How many were asked for in all.
    pub count: i64,
    /// The page before starts from here.
    pub previous: Option<MemberId>,
    /// The page after starts from here.
    pub next: Option<MemberId>,
}

/// Looks people up: four statements, whatever is asked.
///
/// # Errors
/// What the database says.
pub fn search(db: &mut Db, wanted: &Wanted) -> Result<Found, Refusal> {
    let mut people = store::page(db, wanted, A_PAGE + 1)?;
    let more = i64::try_from(people.len()).is_ok_and(|found| found > A_PAGE);
    if more {
        people.pop();
    }
    let backwards = matches!(wanted.turn, Turn::Before(_));
    if backwards {
        people.reverse();
    }
    let ids: Vec<MemberId> = people.iter().map(|person| person.id).collect();
    let mut circles: BTreeMap<MemberId, Vec<(ThemeId, Circle)>> = BTreeMap::new();
    for (member, theme, circle) in store::circles(db, &ids, &wanted.themes, wanted.now)? {
        circles.entry(member).or_default().push((theme, circle));
    }
    let mut animates: BTreeMap<MemberId, Vec<ThemeId>> = BTreeMap::new();
    for (member, theme) in store::animated(db, &ids)? {
        animates.entry(member).or_default().push(theme);
    }
    for person in &mut people {
        person.circles = circles.remove(&person.id).unwrap_or_default();
        person.animates = animates.remove(&person.id).unwrap_or_default();
    }
    Ok(Found {
        count: store::count(db, wanted)?,
        previous: ids.first().copied().filter(|_| if backwards { more } else { wanted.turn != Turn::First }),
        next: ids.last().copied().filter(|_| backwards || more),
        people,
    })
}

/// The professions of the directory, the most common first.
///
/// # Errors
/// What the database says.
pub fn professions(db: &mut Db) -> Result<Vec<String>, Refusal> {
    Ok(store::professions(db)?)
}
