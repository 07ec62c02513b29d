//! Plays what was done of practice sheets again, as [`super::replay`] does for points durs.

use super::fiches::{Fiche, FicheDeed, Texts};
use super::journeys::Event;
use super::replay::{Replay, body, title};
use super::store::work;
use crate::db::ids::{SheetId, ThreadId};
use crate::db::{Moment, Tx};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sheets::neutrality::List;
use crate::sheets::{self, FeedbackKind, FeedbackState, Parts, Seen, Verdict, appraisal, publishing, readers, writing};
use crate::threads;

const DAY: i64 = 86_400;
/// A revised sheet is to be reviewed again after so many days.
const REVIEW: i64 = 365;

impl<'a> Replay<'a> {
    pub(super) fn fiche_deed(
        &mut self,
        tx: &mut Tx<'_>,
        fiche: &'a Fiche,
        deed: &FicheDeed,
        event: &Event,
    ) -> Result<(), Refusal> {
        let viewer = match &event.by {
            Some(who) => self.viewer(tx, who)?,
            None => Viewer::visitor(),
        };
        if matches!(deed, FicheDeed::Begun) {
            return self.begin(tx, &viewer, fiche);
        }
        let id = self.fiche(&fiche.key)?;
        let seen = sheets::visible(tx.db(), &viewer, id)?;
        let version = seen.sheet.version;
        match deed {
            FicheDeed::Begun => Ok(()),
            FicheDeed::Written(note) => {
                writing::save(tx, &viewer, &seen, version, &self.written(fiche, &fiche.texts, note)?)
            }
            FicheDeed::ReviewAsked(to) => appraisal::submit(tx, &viewer, &seen, version, self.member(to)?),
            FicheDeed::Reviewed(_) => {
                appraisal::approve(tx, &viewer, &seen, version)?;
                self.say_so(tx, &viewer, fiche, event)
            }
            FicheDeed::TrialAsked(to) => appraisal::try_out(tx, &viewer, &seen, version, self.member(to)?),
            FicheDeed::TrialAnswered { verdict, stumbles } => {
                let verdict = Verdict::parse(verdict).ok_or_else(|| odd(verdict))?;
                appraisal::answer(tx, &viewer, &seen, verdict, stumbles)
            }
            FicheDeed::Waived(reason) => appraisal::waive(tx, &viewer, &seen, version, reason),
            FicheDeed::Published(days) => self.publish(tx, &viewer, fiche, &seen, *days),
            FicheDeed::Revised { note, steps } => self.revise(tx, (&viewer, fiche), &seen, (note, steps)),
            FicheDeed::Withdrawn { reason, .. } => {
                let notice = publishing::withdrawal_notice(reason)?;
                publishing::withdraw(tx, &viewer, &seen, version, (reason, None), &notice)
            }
            FicheDeed::Heard { kind, body, signed, shown_by } => {
                let kind = FeedbackKind::parse(kind).ok_or_else(|| odd(kind))?;
                readers::say(tx, &viewer, &seen, (kind, body, signed.as_deref().unwrap_or_default()))?;
                self.show(tx, id, shown_by.as_deref())
            }
            FicheDeed::Spread(place) => readers::spread(tx, &viewer, &seen, place),
            FicheDeed::Applied(answers) => {
                readers::apply(tx, &viewer, &seen)?;
                let me = viewer.id()?;
                answers.iter().try_for_each(|said| work::follow_up(tx, id, me, (said.months, &said.answer)))
            }
        }
    }

    fn fiche(&self, key: &str) -> Result<SheetId, Refusal> {
        self.fiches.get(key).copied().ok_or_else(|| Refusal::Broken(format!("{key} is not begun yet")))
    }

    /// Its owner begins it.
    fn begin(&mut self, tx: &mut Tx<'_>, viewer: &Viewer, fiche: &'a Fiche) -> Result<(), Refusal> {
        if viewer.id()? != self.member(&fiche.owner)? {
            return Err(Refusal::Broken(format!("{} is begun by somebody else than its owner", fiche.key)));
        }
        let theme = self.theme(&fiche.theme)?;
        let point = self.ticket(&fiche.point_dur)?;
        let written = self.written(fiche, &fiche.texts, "")?;
        let id = writing::begin(tx, viewer, theme, Some(point), &written)?;
        self.fiches.insert(&fiche.key, id);
        Ok(())
    }

    fn written(&self, fiche: &Fiche, texts: &Texts, note: &str) -> Result<writing::Written, Refusal> {
        let theme = self.theme(&fiche.theme)?;
        Ok(writing::Written {
            title: title(&fiche.title)?,
            subtopic: Some(self.subtopic(theme, &fiche.subtopic)?),
            audience: fiche.audience,
            parts: parts(texts.clone()),
            note: note.to_owned(),
            answered_for: false,
        })
    }

    /// Whoever reviewed it says so to those who follow its point dur.
    fn say_so(&self, tx: &mut Tx<'_>, viewer: &Viewer, fiche: &Fiche, event: &Event) -> Result<(), Refusal> {
        let point = self.ticket(&fiche.point_dur)?;
        let (thread, _) = threads::visible(tx.db(), viewer, ThreadId(point.0))?;
        threads::answer(viewer, &thread, body(event)?, tx).map(drop)
    }

    fn publish(
        &mut self,
        tx: &mut Tx<'_>,
        viewer: &Viewer,
        fiche: &Fiche,
        seen: &Seen,
        days: i64,
    ) -> Result<(), Refusal> {
        let id = seen.sheet.id;
        let prepared = publishing::prepared(tx.db(), id, &List::usual())?;
        let day = day_after(tx.now(), days);
        publishing::publish(tx, viewer, seen, (seen.sheet.version, &day), &prepared)?;
        match self.replaced_by(&fiche.key) {
            Some(gone) => work::replace(tx, gone, id),
            None => Ok(()),
        }
    }

    /// The sheet that was withdrawn for this one.
    fn replaced_by(&self, key: &str) -> Option<SheetId> {
        let gone = self.journeys().fiches.iter().find(|fiche| {
            let leaves =
                |deed: &FicheDeed| matches!(deed, FicheDeed::Withdrawn { replaced_by, .. } if replaced_by == key);
            fiche.deeds.iter().any(|done| leaves(&done.deed))
        });
        gone.and_then(|gone| self.fiches.get(gone.key.as_str()).copied())
    }

    /// Another edition: saved, read again by whoever reviewed it, published.
    fn revise(
        &mut self,
        tx: &mut Tx<'_>,
        (viewer, fiche): (&Viewer, &Fiche),
        seen: &Seen,
        (note, steps): (&str, &str),
    ) -> Result<(), Refusal> {
        let id = seen.sheet.id;
        let texts = Texts { steps: steps.to_owned(), ..fiche.texts.clone() };
        writing::save(tx, viewer, seen, seen.sheet.version, &self.written(fiche, &texts, note)?)?;
        let reviewer = fiche.deeds.iter().find(|done| matches!(done.deed, FicheDeed::Reviewed(_)));
        let reviewer = reviewer.and_then(|done| done.by.as_deref()).unwrap_or_default();
        let reviewer = self.viewer(tx, reviewer)?;
        let read = sheets::visible(tx.db(), &reviewer, id)?;
        appraisal::approve(tx, &reviewer, &read, read.sheet.version)?;
        let seen = sheets::visible(tx.db(), viewer, id)?;
        self.publish(tx, viewer, fiche, &seen, REVIEW)
    }

    /// An expert shows what a visitor said, if one does.
    fn show(&mut self, tx: &mut Tx<'_>, id: SheetId, shown_by: Option<&str>) -> Result<(), Refusal> {
        let Some(expert) = shown_by else { return Ok(()) };
        let expert = self.viewer(tx, expert)?;
        let said = work::last_feedback(tx.db(), id)?;
        readers::sort(tx, &expert, said, FeedbackState::Shown, "").map(drop)
    }
}

pub(super) fn parts(texts: Texts) -> Parts {
    let Texts { difficulty, context, solution, steps, conditions, limits, contacts } = texts;
    Parts { difficulty, context, solution, steps, conditions, limits, contacts }
}

/// A day some days later, as a review's day is kept.
fn day_after(now: Moment, days: i64) -> String {
    now.plus_seconds(days * DAY).instant().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

fn odd(word: &str) -> Refusal {
    Refusal::Broken(format!("{word} is no word of a sheet"))
}
