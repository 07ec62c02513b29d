//! Who looks after a theme's cases in a week: named by its animators among its experts and animators. Whoever is away
//! ([`crate::absences`]) is skipped; with nobody there, it is all the animators.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::store_duty as store;
use crate::absences;
use crate::circles::{mandates, people};
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};

/// Weeks shown, and that may be filled: three months.
pub const WEEKS: usize = 13;
/// People on duty in one week at most.
const MOST: usize = 5;

/// The Monday of the week of a moment, in Paris.
pub fn week_of(now: Moment) -> Date {
    monday(mandates::day(now))
}

fn monday(day: Date) -> Date {
    let after = i32::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(after.days()).unwrap_or(day)
}

/// The weeks that may be filled, from this one on.
pub fn weeks(now: Moment) -> Vec<Date> {
    let first = week_of(now);
    (0..WEEKS).filter_map(|n| first.checked_add(i64::try_from(n).unwrap_or_default().weeks()).ok()).collect()
}

/// The people who may be on duty in a theme: its experts and animators, in the order of their names.
///
/// # Errors
/// What the database says.
pub fn able(db: &mut Db, theme: ThemeId, now: Moment) -> Result<Vec<(MemberId, String)>, Refusal> {
    people::inner_names(db, theme, now)
}

/// Puts somebody on duty for a week.
///
/// # Errors
/// `Refusal::NotFound` for who does not animate the theme; `Refusal::Invalid` for a week (`week`) that is past or too
/// far or full, for somebody (`member`) who is neither expert nor animator there; `Refusal::Conflict` when they are on
/// duty that week already.
pub fn name(tx: &mut Tx<'_>, viewer: &Viewer, theme: ThemeId, (week, member): (Date, MemberId)) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::KeepDuty(theme))?;
    let now = tx.now();
    if !weeks(now).contains(&week) {
        return Err(Problems::one("week", "console-duty-choose-week"));
    }
    if !able(tx.db(), theme, now)?.iter().any(|(id, _)| *id == member) {
        return Err(Problems::one("member", "console-duty-choose-member"));
    }
    if store::of_week(tx.db(), theme, week)?.len() >= MOST {
        return Err(Problems::one("week", "console-duty-full"));
    }
    if !store::insert(tx, theme, (week, member), me)? {
        return Err(Refusal::Conflict("console-duty-already"));
    }
    note(tx, me, "duty.named", theme, member)
}

/// Takes somebody off duty for a week.
///
/// # Errors
/// `Refusal::NotFound` for who does not animate the theme; `Refusal::Conflict` when they were not on duty.
pub fn withdraw(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    theme: ThemeId,
    (week, member): (Date, MemberId),
) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::KeepDuty(theme))?;
    if !store::remove(tx, theme, (week, member))? {
        return Err(Refusal::Conflict("console-duty-not"));
    }
    note(tx, me, "duty.withdrawn", theme, member)
}

fn note(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, theme: ThemeId, member: MemberId) -> Result<(), Refusal> {
    let fact =
        Fact { actor: Some(actor), act, theme: Some(theme), subject: "member", subject_id: member.0, detail: "" };
    journal::record(tx, &fact)
}

/// A week, by its Monday, with who is on duty: their id and name.
pub type Week = (Date, Vec<(MemberId, String)>);

/// The roster of a theme: the weeks to come, with who is on duty.
///
/// # Errors
/// `Refusal::NotFound` for those who do not look after the theme.
pub fn roster(db: &mut Db, viewer: &Viewer, theme: ThemeId, now: Moment) -> Result<Vec<Week>, Refusal> {
    policy::require_or_hide(viewer, &Act::SeeConsole(theme))?;
    let weeks = weeks(now);
    let (first, last) = (week_of(now), weeks.last().copied().unwrap_or_else(|| week_of(now)));
    let mut named: BTreeMap<Date, Vec<(MemberId, String)>> = BTreeMap::new();
    for (week, member, name) in store::between(db, theme, (first, last))? {
        named.entry(week).or_default().push((member, name));
    }
    Ok(weeks.into_iter().map(|week| (week, named.remove(&week).unwrap_or_default())).collect())
}

/// Who is written to when a theme's queue ages: those on duty this week who may still look after it and are not away;
/// with none of them, its animators who are not away; with none of those, all its animators.
///
/// # Errors
/// What the database says.
pub fn on_duty(db: &mut Db, theme: ThemeId, now: Moment) -> Result<Vec<Viewer>, Refusal> {
    let inner = people::inner_circle(db, &[theme], now)?;
    let ids: Vec<MemberId> = inner.iter().filter_map(|viewer| viewer.member).collect();
    let away = absences::away(db, &ids, now)?;
    let named = store::of_week(db, theme, week_of(now))?;
    let there = |viewer: &&Viewer| viewer.member.is_some_and(|id| !away.contains_key(&id));
    let is_named = |viewer: &&Viewer| viewer.member.is_some_and(|id| named.contains(&id));
    let animates = |viewer: &&Viewer| policy::allows(viewer, &Act::KeepDuty(theme));
    let chosen: Vec<Viewer> = inner.iter().filter(is_named).filter(there).cloned().collect();
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let animators: Vec<Viewer> = inner.iter().filter(animates).filter(there).cloned().collect();
    if animators.is_empty() { Ok(inner.iter().filter(animates).cloned().collect()) } else { Ok(animators) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_named_by_its_monday_in_paris() {
        let moment = |text: &str| text.parse::<jiff::Timestamp>().unwrap_or_default().into();
        assert_eq!(week_of(moment("2026-11-27T09:00:00Z")).to_string(), "2026-11-23");
        assert_eq!(week_of(moment("2026-11-23T00:00:00Z")).to_string(), "2026-11-23");
        // Sunday in London, Monday in Paris.
        assert_eq!(week_of(moment("2026-11-22T23:30:00Z")).to_string(), "2026-11-23");
        let weeks = weeks(moment("2026-12-31T12:00:00Z"));
        assert_eq!(
            (weeks.len(), weeks[0].to_string(), weeks[1].to_string()),
            (WEEKS, "2026-12-28".into(), "2027-01-04".into())
        );
    }
}
