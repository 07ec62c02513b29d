//! Whom to call: the experts of a theme with what they know of the subject, what they have to do already, and whether
//! they are away.

use std::collections::HashMap;

use super::{Answer, Call, Load, store};
use crate::absences::{self, Away};
use crate::circles::{Circle, people};
use crate::db::ids::{MemberId, SubtopicId, ThemeId};
use crate::db::{Db, Moment};
use crate::members::profile;
use crate::notices::watching;
use crate::policy::{Level, Viewer};
use crate::refusal::Refusal;
use crate::search;
use crate::text::fold;

/// Experts proposed at most.
const PROPOSED: usize = 3;

/// Somebody who may be called.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Their fields of expertise that the point dur speaks of.
    pub knows: Vec<String>,
    /// Whether they follow its sub-topic.
    pub follows: bool,
    /// How many points durs of its sub-topic they led.
    pub led_in_subtopic: i64,
    /// What they have to do already.
    pub load: Load,
    /// Whether they are away, until when.
    pub away: Option<Away>,
    /// Who stands in for them, by name.
    pub deputy: Option<String>,
    /// Whether they were called, and what they answered.
    pub called: Option<Option<Answer>>,
    /// Whether calling them is proposed.
    pub proposed: bool,
}

impl Candidate {
    fn knows_something(&self) -> bool {
        !self.knows.is_empty() || self.follows || self.led_in_subtopic > 0
    }
}

/// What experts are matched with.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The theme.
    pub theme: ThemeId,
    /// The sub-topic and its name.
    pub subtopic: Option<(SubtopicId, &'a str)>,
    /// The words of the point dur: its title, the tools in use.
    pub words: &'a [&'a str],
}

/// The experts of a theme now (animators are not called: they call).
///
/// # Errors
/// What the database says.
pub fn experts(db: &mut Db, theme: ThemeId, now: Moment) -> Result<Vec<MemberId>, Refusal> {
    let found = people::inner_circle(db, &[theme], now)?;
    let is_expert = |viewer: &&Viewer| viewer.level(theme) == Some(Level::Circle(Circle::Expert));
    Ok(found.iter().filter(is_expert).filter_map(|viewer| viewer.member).collect())
}

/// Everyone who may be called, those who know the subject and have least to do first.
///
/// Whoever reported is among them when they are an expert: leaving them out would tell who they are.
///
/// # Errors
/// What the database says.
pub fn candidates(
    db: &mut Db,
    viewer: &Viewer,
    subject: &Subject<'_>,
    (lead, calls): (Option<MemberId>, &[Call]),
    now: Moment,
) -> Result<Vec<Candidate>, Refusal> {
    let mut ids = experts(db, subject.theme, now)?;
    ids.retain(|id| Some(*id) != lead);
    let loads = store::loads(db, viewer, &ids)?;
    let away = absences::away(db, &ids, now)?;
    let followers = match subject.subtopic {
        Some((subtopic, _)) => watching::followers_of_subtopic(db, subtopic)?,
        None => Vec::new(),
    };
    let led = match subject.subtopic {
        Some((subtopic, _)) => store::led_in(db, viewer, subtopic, &ids)?,
        None => HashMap::new(),
    };
    let expertises = profile::expertises_of(db, &ids)?;
    let named: Vec<MemberId> = ids.iter().copied().chain(away.values().filter_map(|away| away.deputy)).collect();
    let names = people::names(db, &named)?;
    let name_of = |id: MemberId| names.get(&id).cloned();
    let words = stems(subject.words.iter().copied().chain(subject.subtopic.map(|(_, name)| name)));
    let candidate = |id: MemberId| Candidate {
        id,
        name: name_of(id).unwrap_or_default(),
        knows: expertises.get(&id).map(|labels| spoken_of(labels, &words)).unwrap_or_default(),
        follows: followers.contains(&id),
        led_in_subtopic: led.get(&id).copied().unwrap_or_default(),
        load: loads.get(&id).copied().unwrap_or_default(),
        away: away.get(&id).copied(),
        deputy: away.get(&id).and_then(|away| away.deputy).and_then(name_of),
        called: calls.iter().find(|call| call.expert == id).map(|call| call.answer),
        proposed: false,
    };
    let mut found: Vec<Candidate> = ids.iter().map(|id| candidate(*id)).collect();
    rank(&mut found);
    Ok(found)
}

/// Puts first whoever is there, knows most and has least to do; proposes the first few of those who know something.
fn rank(found: &mut [Candidate]) {
    found.sort_by_cached_key(|one| {
        let known = one.knows.len() + usize::from(one.follows) + usize::from(one.led_in_subtopic > 0);
        (one.away.is_some(), std::cmp::Reverse(known), one.load.leads + one.load.calls, fold(&one.name), one.id)
    });
    let free = |one: &&mut Candidate| one.away.is_none() && one.called.is_none() && one.knows_something();
    found.iter_mut().filter(free).take(PROPOSED).for_each(|one| one.proposed = true);
}

/// The stems of some texts.
pub fn stems<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    texts.flat_map(|text| search::tokens(text).words).collect()
}

/// The labels whose words are all among some stems.
pub fn spoken_of(labels: &[String], stems: &[String]) -> Vec<String> {
    let spoken = |label: &&String| {
        let words = search::tokens(label).words;
        !words.is_empty() && words.iter().all(|word| stems.contains(word))
    };
    labels.iter().filter(spoken).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(id: i64, knows: &[&str], load: i64, away: bool) -> Candidate {
        let until = "2026-12-01".parse().unwrap_or_default();
        Candidate {
            id: MemberId(id),
            name: format!("Expert {id}"),
            knows: knows.iter().map(|label| (*label).to_owned()).collect(),
            follows: false,
            led_in_subtopic: 0,
            load: Load { leads: load, calls: 0 },
            away: away.then_some(Away { until, deputy: None }),
            deputy: None,
            called: None,
            proposed: false,
        }
    }

    #[test]
    fn who_knows_and_is_free_comes_first_and_who_is_away_last() {
        let mut found = [
            one(1, &["SIH"], 0, true),
            one(2, &[], 0, false),
            one(3, &["SIH"], 4, false),
            one(4, &["SIH"], 1, false),
            one(5, &["SIH", "identitovigilance"], 9, false),
        ];
        rank(&mut found);
        assert_eq!(found.iter().map(|one| one.id.0).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
        assert_eq!(found.iter().filter(|one| one.proposed).map(|one| one.id.0).collect::<Vec<_>>(), [5, 4, 3]);
    }

    #[test]
    fn an_expertise_is_spoken_of_when_all_its_words_are() {
        let words = stems(["Bracelets d'identification illisibles", "Identitovigilance"].into_iter());
        let labels: Vec<String> =
            ["identitovigilance", "bracelet", "gestion des lits", ""].iter().map(|label| (*label).to_owned()).collect();
        assert_eq!(spoken_of(&labels, &words), ["identitovigilance", "bracelet"]);
    }
}
