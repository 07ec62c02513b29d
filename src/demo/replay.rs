//! Plays what happened around points durs again, through the rooms' own verbs, each thing at its moment and by whoever
//! did it: what nobody may do, or what the machine refuses, stops the load.

use std::collections::HashMap;

use super::Lane;
use super::journeys::{Event, Journeys, What};
use super::store::{Known, work};
use super::tickets::{Deed, Named, Note, Taken, Ticket};
use crate::db::Tx;
use crate::db::ids::{Ids, MemberId, PointDurId, ReferralId, SheetId, SubtopicId, ThemeId, ThreadId};
use crate::members::sessions;
use crate::points_durs::machine::Edge;
use crate::points_durs::{self, By, Crossing, PointDur, Report, cross, followers, steps};
use crate::policy::Viewer;
use crate::referrals::{self, Came, Through};
use crate::refusal::Refusal;
use crate::sentences::Sentences;
use crate::threads::{self, Body, Thread, Title};

/// What was made so far.
pub struct Replay<'a> {
    journeys: &'a Journeys,
    known: &'a Known,
    /// What bodies say is told in these.
    sentences: &'a Sentences,
    tickets: HashMap<&'a str, PointDurId>,
    /// What was referred, with whoever sent it.
    referrals: HashMap<PointDurId, (ReferralId, MemberId)>,
    pub(super) fiches: HashMap<&'a str, SheetId>,
    viewers: HashMap<MemberId, Viewer>,
}

/// Plays everything.
///
/// # Errors
/// What the rooms refuse, with what it was about.
pub fn play(
    tx: &mut Tx<'_>,
    known: &Known,
    (journeys, events): (&Journeys, &[Event]),
    sentences: &Sentences,
) -> Result<(), Refusal> {
    let mut replay = Replay {
        journeys,
        known,
        sentences,
        tickets: HashMap::new(),
        referrals: HashMap::new(),
        fiches: HashMap::new(),
        viewers: HashMap::new(),
    };
    let ids = Ids::default();
    for event in events {
        let played = replay.play(&mut tx.past(&ids, Lane::Journeys.at(event.at)), event);
        played.map_err(|refusal| Refusal::Broken(format!("{}: {refusal}", journeys.told(event))))?;
    }
    Ok(())
}

impl<'a> Replay<'a> {
    fn play(&mut self, tx: &mut Tx<'_>, event: &Event) -> Result<(), Refusal> {
        match event.what {
            What::Report(number) => self.report(tx, &self.journeys.tickets[number], event),
            What::Ticket(number, place) => {
                let ticket = &self.journeys.tickets[number];
                self.deed(tx, ticket, &ticket.deeds[place].deed, event)
            }
            What::Fiche(number, place) => {
                let fiche = &self.journeys.fiches[number];
                self.fiche_deed(tx, fiche, &fiche.deeds[place].deed, event)
            }
        }
    }

    /// Who does something, with every right of theirs.
    pub(super) fn viewer(&mut self, tx: &mut Tx<'_>, who: &str) -> Result<Viewer, Refusal> {
        let member = self.known.member(who)?;
        if let Some(viewer) = self.viewers.get(&member) {
            return Ok(viewer.clone());
        }
        let now = tx.now();
        let viewer = sessions::viewer_of(tx.db(), member, now)?;
        let viewer = viewer.ok_or_else(|| Refusal::Broken(format!("{who} has no account")))?;
        self.viewers.insert(member, viewer.clone());
        Ok(viewer)
    }

    fn report(&mut self, tx: &mut Tx<'_>, ticket: &'a Ticket, event: &Event) -> Result<(), Refusal> {
        let viewer = self.viewer(tx, &ticket.by)?;
        let theme = self.known.theme(&ticket.theme)?;
        let report = Report {
            theme,
            subtopic: Some(self.known.subtopic(theme, &ticket.subtopic)?),
            audience: ticket.audience,
            title: title(&ticket.title)?,
            body: body(event)?.clone(),
            circumstances: ticket.circumstances.clone(),
            anonymous: ticket.anonymous,
            known_to_lead: ticket.known_to_lead,
        };
        let address = points_durs::report(&viewer, &report, tx)?;
        let number = steps::number(&address).ok().flatten();
        let id = number.ok_or_else(|| Refusal::Broken(format!("{address} holds no number")))?;
        self.tickets.insert(&ticket.key, id);
        Ok(())
    }

    pub(super) fn journeys(&self) -> &'a Journeys {
        self.journeys
    }

    pub(super) fn member(&self, who: &str) -> Result<MemberId, Refusal> {
        self.known.member(who)
    }

    pub(super) fn theme(&self, slug: &str) -> Result<ThemeId, Refusal> {
        self.known.theme(slug)
    }

    pub(super) fn subtopic(&self, theme: ThemeId, slug: &str) -> Result<SubtopicId, Refusal> {
        self.known.subtopic(theme, slug)
    }

    pub(super) fn ticket(&self, key: &str) -> Result<PointDurId, Refusal> {
        self.tickets.get(key).copied().ok_or_else(|| Refusal::Broken(format!("{key} is not reported yet")))
    }

    fn deed(&mut self, tx: &mut Tx<'_>, ticket: &'a Ticket, deed: &Deed, event: &Event) -> Result<(), Refusal> {
        let id = self.ticket(&ticket.key)?;
        match deed {
            Deed::Step(taken) if event.by.is_none() => return self.outside(tx, id, taken),
            Deed::Acknowledged => return self.acknowledge(tx, id),
            _ => {}
        }
        let viewer = self.viewer(tx, event.by.as_deref().unwrap_or_default())?;
        let (me, seen) = (viewer.id()?, points_durs::visible(tx.db(), &viewer, ThreadId(id.0))?);
        match deed {
            Deed::Step(taken) => self.step(tx, &viewer, &seen, (ticket, taken, event)),
            Deed::Said(_) => threads::answer(&viewer, &seen.0, body(event)?, tx).map(drop),
            Deed::MeToo(context) => followers::join(&viewer, &seen.1, context, tx),
            Deed::Called(to) => work::call(tx, id, self.known.member(to)?, me),
            Deed::Answered { answer, reason } => work::answer_call(tx, id, me, (answer, reason)),
            Deed::Helped => work::help(tx, id, me),
            Deed::Given { title, to, due } => work::give(tx, id, (me, self.known.member(to)?), (title, *due)),
            Deed::Finished(title) => work::finish(tx, id, me, title),
            Deed::Tried { verdict, context } => work::attempt(tx, id, me, (verdict, context)),
            Deed::Acknowledged => Ok(()),
        }
    }

    /// A step that nobody of the community takes: the clock's, or a body's that answers.
    fn outside(&mut self, tx: &mut Tx<'_>, id: PointDurId, taken: &Taken) -> Result<(), Refusal> {
        if let Named::Through(through) = &taken.named {
            let referral = self.referral(tx, id)?;
            let came = self.came(&referral, &taken.words, through)?;
            return referrals::say(tx, &referral, &came);
        }
        let version = points_durs::of(tx.db(), id)?.version;
        cross(tx, By::Clock, id, &Crossing::of(taken.edge, version)).map(drop)
    }

    /// A note goes to a body outside.
    fn refer(
        &mut self,
        tx: &mut Tx<'_>,
        viewer: &Viewer,
        point: &PointDur,
        (question, note): (&str, &Note),
    ) -> Result<(), Refusal> {
        let bodies = referrals::bodies::all(tx.db(), false)?;
        let body = bodies.iter().find(|body| body.name == note.body).map(|body| body.id);
        let body = body.ok_or_else(|| Refusal::Broken(format!("the register holds no {}", note.body)))?;
        let words = referrals::Note {
            question: question.to_owned(),
            context: note.context.clone(),
            attempts: note.attempts.clone(),
            hoped_for: note.hoped.clone(),
        };
        let referral = referrals::refer(tx, viewer, point.id, (body, point.version), &words)?;
        self.referrals.insert(point.id, (referral, viewer.id()?));
        Ok(())
    }

    /// The referral of a point dur, as whoever sent it sees it.
    fn referral(&self, tx: &mut Tx<'_>, point: PointDurId) -> Result<referrals::Referral, Refusal> {
        let sent = self.referrals.get(&point).copied();
        let (referral, sender) = sent.ok_or_else(|| Refusal::Broken("it was not referred".into()))?;
        let sender = self.viewers.get(&sender).ok_or_else(|| Refusal::Broken("nobody sent it".into()))?;
        referrals::followed(tx.db(), sender, point, referral).map(|(_, referral)| referral)
    }

    fn acknowledge(&self, tx: &mut Tx<'_>, point: PointDurId) -> Result<(), Refusal> {
        let referral = self.referral(tx, point)?;
        referrals::say(tx, &referral, &Came::acknowledged(&referral, self.sentences)?)
    }

    fn came(&self, referral: &referrals::Referral, words: &str, through: &str) -> Result<Came, Refusal> {
        let through = Through::parse(through).ok_or_else(|| Refusal::Broken(format!("nothing comes by {through}")))?;
        Came::answered(referral, words.to_owned(), through, self.sentences)
    }

    fn step(
        &mut self,
        tx: &mut Tx<'_>,
        viewer: &Viewer,
        seen: &(Thread, PointDur),
        (ticket, taken, event): (&Ticket, &Taken, &Event),
    ) -> Result<(), Refusal> {
        let (thread, point) = seen;
        let crossing = Crossing::of(taken.edge, point.version).because(&taken.words);
        let crossing = Crossing { severity: taken.severity, ..crossing };
        let crossing = match &taken.named {
            Named::Expert(who) => crossing.naming(self.known.member(who)?.0),
            Named::PointDur(key) => crossing.naming(self.ticket(key)?.0),
            Named::Note(note) => return self.refer(tx, viewer, point, (&taken.words, note)),
            Named::Through(through) => {
                let referral = self.referral(tx, point.id)?;
                let came = self.came(&referral, &taken.words, through)?;
                return referrals::enter(tx, viewer, (point.id, referral.id), &came);
            }
            Named::Sheet(_) | Named::Nothing => crossing,
        };
        match taken.edge {
            Edge::Propose => {
                let crossing = Crossing::of(taken.edge, point.version);
                steps::propose(viewer, (thread, point), &crossing, body(event)?, tx)
            }
            Edge::Qualify => {
                let subtopic = self.known.subtopic(point.theme, &ticket.subtopic)?;
                steps::qualify(viewer, point, &crossing, Some(subtopic), tx)
            }
            _ => cross(tx, By::Member(viewer), point.id, &crossing).map(drop),
        }
    }
}

/// The text of something that writes one.
pub(super) fn body(event: &Event) -> Result<&Body, Refusal> {
    event.body.as_ref().ok_or_else(|| Refusal::Broken("it has no text".into()))
}

/// A title of a file.
pub(super) fn title(text: &str) -> Result<Title, Refusal> {
    Title::parse(text).map_err(|sentence| Refusal::Broken(format!("« {text} » is no title: {}", sentence.key)))
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use jiff::Timestamp;

    use crate::clock::Clock;
    use crate::db::{Database, DatabaseUrl, migrate};
    use crate::files::Depot;

    /// Loads the demo at a moment of the year, on SQLite; says how long it took in seconds.
    fn loaded(now: &str) -> f64 {
        let folder = std::env::temp_dir().join(format!("cercles-replay-{}-{}", std::process::id(), &now[..10]));
        std::fs::create_dir_all(&folder).unwrap();
        let url = DatabaseUrl::Sqlite(folder.join("demo.db"));
        migrate(&url).unwrap();
        let database = Database::open(&url, 2, Clock::fixed(now.parse::<Timestamp>().unwrap())).unwrap();
        let start = Instant::now();
        let outcome = crate::demo::load(&database, &Depot::in_memory(), "", &mut |_, _| {});
        let lasted = start.elapsed().as_secs_f64();
        drop(database);
        let _ = std::fs::remove_dir_all(&folder);
        assert_eq!(outcome, Ok(true), "{now}");
        lasted
    }

    #[test]
    fn everything_plays_whatever_the_day_it_is_loaded() {
        // A Thursday; a Sunday; a year so young that every age shrinks.
        for now in ["2026-11-26T12:00:00Z", "2026-11-22T03:00:00Z", "2026-02-03T08:00:00Z"] {
            eprintln!("{now}: {:.1} s", loaded(now));
        }
    }
}
