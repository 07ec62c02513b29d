//! What moderation brings to the console besides flags: what may identify a patient, appeals, texts that wait.

use super::kinds;
use super::views::Told;
use super::views_kinds::{Cases, excerpt, say};
use crate::db::Slice;
use crate::db::ids::{PostId, ThemeId};
use crate::members::with_a_page;
use crate::moderation::appeals::Appeal;
use crate::moderation::decisions::Decision;
use crate::moderation::held::{self, Held};
use crate::moderation::hits::{Kind, Suspect};
use crate::moderation::queue;
use crate::policy;
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::threads;
use crate::web::Visit;

/// What may identify a patient: where, of which kind, never what.
pub(super) fn hits(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = queue::suspects(visit.db, &visit.viewer, slice)?;
    let told = |Suspect { first: hit, found }: Suspect| {
        let (thread, _, _, title) = &hit.thread;
        let (author, given, family) = &hit.author;
        let said = threads::titled(visit.sentences(), title);
        let page = threads::page_of(hit.number);
        let mine = !policy::allows(&visit.viewer, &hit.decided());
        let told = Told {
            title: say(visit, Sentence::new("care-post-of").number("n", i64::from(hit.number)).text("title", said)),
            address: format!("{}?page={page}#m-{}", threads::address(*thread, title), hit.post),
            who: Some((format!("{given} {family}"), with_a_page(*author))),
            why: found.into_iter().map(|one| found_in(visit, one)).collect(),
            excerpt: hit.excerpt(),
            ways: if mine { Vec::new() } else { vec![otherwise(hit.post)] },
            hindered: mine.then_some("flags-yours"),
            number: Some(hit.number),
            ..Told::default()
        };
        (kinds::hit(&hit), told)
    };
    Ok(found.into_iter().map(told).collect())
}

/// What was found, and in which file.
fn found_in(visit: &Visit<'_>, (kind, file): (Kind, Option<String>)) -> String {
    let kind = visit.sentences().word(&format!("hit-kind-{}", kind.word()));
    match file {
        Some(name) => say(visit, Sentence::new("hit-in-file").text("kind", kind).text("name", name)),
        None => kind,
    }
}

/// Where a post is decided about otherwise: corrected, removed in an emergency, its author measured.
pub(super) fn otherwise(post: PostId) -> (&'static str, String) {
    ("decide-otherwise", format!("/messages/{post}/masquage#autrement"))
}

/// Decisions that somebody asks to be looked at again, by who did not take them.
pub(super) fn appeals(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = queue::appeals(visit.db, &visit.viewer, slice)?;
    let told = |one: (Appeal, Decision)| {
        let (appeal, decision) = &one;
        let (given, family) = &appeal.name;
        let name = format!("{given} {family}");
        let address = format!("/recours/{}", appeal.id);
        let told = Told {
            title: say(visit, Sentence::new("appeal-by").text("name", &*name)),
            address: address.clone(),
            who: Some((name, with_a_page(appeal.member))),
            why: vec![visit.sentences().word(&format!("decision-{}", decision.kind.word()))],
            excerpt: excerpt(&appeal.text),
            ways: vec![("answer-appeal", address)],
            ..Told::default()
        };
        (kinds::appeal(&one), told)
    };
    Ok(found.into_iter().map(told).collect())
}

/// Texts that wait before they are published.
pub(super) fn held(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = queue::held(visit.db, &visit.viewer, slice)?;
    let told = |held: Held| {
        let (author, given, family) = &held.author;
        let title = held.thread.as_ref().map_or(&held.title, |(_, _, title)| title);
        let address = format!("/attente/{}", held.id);
        let told = Told {
            title: threads::titled(visit.sentences(), title),
            who: Some((format!("{given} {family}"), with_a_page(*author))),
            why: vec![visit.sentences().word(&format!("held-why-{}", held.why.word()))],
            excerpt: excerpt(&held.source),
            ways: vec![("read-held", address.clone())],
            address,
            hindered: (!policy::allows(&visit.viewer, &held.decided())).then_some("flags-yours"),
            ..Told::default()
        };
        (kinds::held(&held), told)
    };
    Ok(found.into_iter().map(told).collect())
}

/// How long texts of some themes waited lately.
pub(super) fn median(visit: &mut Visit<'_>, themes: &[ThemeId]) -> Result<String, Refusal> {
    let said = match held::median_wait(visit.db, themes, visit.now)? {
        Some(seconds) if seconds >= 3_600 => Sentence::new("held-median-hours").number("n", seconds / 3_600),
        Some(seconds) => Sentence::new("held-median-minutes").number("n", seconds / 60),
        None => "held-median-none".into(),
    };
    Ok(say(visit, said))
}
