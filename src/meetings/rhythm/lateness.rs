//! Who animates a theme is told when a circle is about to miss a meeting, while there is still time to call one, and
//! once it missed it: once each.

use jiff::civil::Date;

use super::periods::{Period, Rhythm, days_between};
use super::store::{self, Dated};
use crate::circles::{Circle, people};
use crate::db::ids::ThemeId;
use crate::db::{Database, Db, Tx};
use crate::notices::{self, Kind, Tiding};
use crate::refusal::Refusal;
use crate::themes;

crate::vocabulary! {
    /// What is told of a stretch without a meeting.
    Warning {
        /// It ends soon.
        Soon = "soon",
        /// It ended.
        Late = "late",
    }
}

/// What to tell of a theme: the circle, the warning, the stretch it is about.
type Told = (Circle, Warning, Period);

/// Warns whoever animates a theme of what its circles miss; says of how many stretches.
///
/// # Errors
/// What the database says.
pub fn run(database: &Database) -> Result<i64, Refusal> {
    let today = super::today(database.now());
    let themes: Vec<ThemeId> =
        database.read_here(|db| themes::all(db, false))?.into_iter().map(|theme| theme.id).collect();
    let rhythms = database.read_here(|db| super::of_themes(db, &themes))?;
    let mut count = 0;
    for (theme, rhythms) in rhythms {
        let due = database.read_here(|db| warnings(db, theme, &rhythms, today))?;
        if due.is_empty() {
            continue;
        }
        count += database.write_here(|tx| tell(tx, theme, &due))?;
    }
    Ok(count)
}

fn warnings(db: &mut Db, theme: ThemeId, rhythms: &[(Circle, Rhythm)], today: Date) -> Result<Vec<Told>, Refusal> {
    let since = super::followed_since(theme, store::first_of(db, theme)?);
    let stretches: Vec<_> = rhythms
        .iter()
        .filter_map(|(circle, rhythm)| {
            let now = rhythm.period_of(today)?;
            Some((*circle, now, rhythm.before(now)))
        })
        .collect();
    let first = stretches.iter().map(|(_, now, before)| before.unwrap_or(*now).first).min();
    let last = stretches.iter().map(|(_, now, _)| now.last).max();
    let Some(span) = first.zip(last) else { return Ok(Vec::new()) };
    let meetings = store::all(db, theme, span)?;
    Ok(stretches.into_iter().flat_map(|stretch| of_circle(stretch, &meetings, today, since)).collect())
}

fn of_circle(
    (circle, now, before): (Circle, Period, Option<Period>),
    meetings: &[Dated],
    today: Date,
    since: Date,
) -> Vec<Told> {
    // What is only prepared was told to nobody yet.
    let met = |period: &Period| {
        let theirs = meetings.iter().filter(|one| one.circle == circle && one.state.is_known());
        theirs.filter_map(Dated::day).any(|day| period.holds(day))
    };
    let lacks = |period: &Period| period.first >= since && !met(period);
    let late = before.filter(&lacks);
    let soon = Some(now).filter(|period| days_between(today, period.last) < lead(period)).filter(&lacks);
    late.map(|period| (circle, Warning::Late, period))
        .into_iter()
        .chain(soon.map(|period| (circle, Warning::Soon, period)))
        .collect()
}

/// Days before the end of a stretch from which its want of a meeting is told: a third of it, from a week to a quarter.
fn lead(period: &Period) -> i32 {
    (period.days() / 3).clamp(7, 91)
}

fn tell(tx: &mut Tx<'_>, theme: ThemeId, due: &[Told]) -> Result<i64, Refusal> {
    let mut count = 0;
    for (circle, warning, period) in due {
        let Some(id) = store::warn(tx, theme, *circle, (*warning, *period))? else { continue };
        let about = about(*circle, *warning);
        let told: Vec<_> = people::animators_of(tx.db(), &[theme])?
            .into_iter()
            .map(|(_, animator)| (animator, tiding(about, id, theme)))
            .collect();
        notices::tell_all(tx, &told)?;
        count += 1;
    }
    Ok(count)
}

const fn about(circle: Circle, warning: Warning) -> &'static str {
    match (circle, warning) {
        (Circle::Expert, Warning::Soon) => "rhythm_soon_expert",
        (Circle::Peer, Warning::Soon) => "rhythm_soon_peer",
        (Circle::Community, Warning::Soon) => "rhythm_soon_community",
        (Circle::Expert, Warning::Late) => "rhythm_late_expert",
        (Circle::Peer, Warning::Late) => "rhythm_late_peer",
        (Circle::Community, Warning::Late) => "rhythm_late_community",
    }
}

fn tiding(about: &str, subject: i64, theme: ThemeId) -> Tiding<'_> {
    Tiding {
        kind: Kind::Meeting,
        about,
        subject,
        theme: Some(theme),
        thread: None,
        post: None,
        actor: None,
        has_letter: false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::meetings::rhythm::Unit;

    #[test]
    fn one_hears_a_week_to_a_quarter_before_the_end() {
        let lead = |unit, number| {
            let period = Rhythm::new(unit, number).and_then(|rhythm| rhythm.period_of(date(2027, 5, 17)));
            lead(&period.unwrap())
        };
        assert_eq!(lead(Unit::Week, 1), 7);
        assert_eq!(lead(Unit::Month, 1), 10);
        assert_eq!(lead(Unit::Year, 2), 60);
        assert_eq!(lead(Unit::Year, 1), 91);
    }
}
