//! What moderation brings to the console besides flags: what may identify a patient, appeals, texts that wait.

use super::kinds;
use super::views::Told;
use super::views_kinds::{Cases, excerpt, say};
use crate::db::Slice;
use crate::db::ids::ThemeId;
use crate::members::with_a_page;
use crate::moderation::appeals::Appeal;
use crate::moderation::decisions::Decision;
use crate::moderation::held::Held;
use crate::moderation::hits::Hit;
use crate::moderation::queue;
use crate::policy;
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::themes::{self, Theme};
use crate::threads;
use crate::web::Visit;

/// A page of a theme.
fn page_of(themes: &[Theme], theme: ThemeId, end: &str) -> Option<String> {
    themes.iter().find(|one| one.id == theme).map(|one| format!("{}/{end}", themes::address(&one.slug)))
}

/// What may identify a patient: where, of which kind, never what.
pub(super) fn hits(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = queue::hits(visit.db, &visit.viewer, slice)?;
    let known = themes::all(visit.db, true)?;
    let told = |hit: Hit| {
        let (thread, theme, _, title) = &hit.thread;
        let (author, given, family) = &hit.author;
        let kind = visit.sentences().word(&format!("hit-kind-{}", hit.kind.word()));
        let said = threads::titled(visit.sentences(), title);
        let page = threads::page_of(hit.number);
        let way = page_of(&known, *theme, "identifiants").map(|address| ("settle-hit", address));
        let mine = !policy::allows(&visit.viewer, &hit.decided());
        let told = Told {
            title: say(visit, Sentence::new("care-post-of").number("n", i64::from(hit.number)).text("title", said)),
            address: format!("{}?page={page}#m-{}", threads::address(*thread, title), hit.post),
            who: Some((format!("{given} {family}"), with_a_page(*author))),
            why: std::iter::once(kind).chain(hit.file_name()).collect(),
            excerpt: hit.excerpt(),
            ways: way.into_iter().filter(|_| !mine).collect(),
            hindered: mine.then_some("flags-yours"),
            number: Some(hit.number),
            ..Told::default()
        };
        (kinds::hit(&hit), told)
    };
    Ok(found.into_iter().map(told).collect())
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
    let known = themes::all(visit.db, true)?;
    let told = |held: Held| {
        let (author, given, family) = &held.author;
        let title = held.thread.as_ref().map_or(&held.title, |(_, _, title)| title);
        let way = page_of(&known, held.theme, "attente").map(|address| ("decide-held", address));
        let told = Told {
            title: threads::titled(visit.sentences(), title),
            who: Some((format!("{given} {family}"), with_a_page(*author))),
            why: vec![visit.sentences().word(&format!("held-why-{}", held.why.word()))],
            excerpt: excerpt(&held.source),
            ways: way.into_iter().collect(),
            ..Told::default()
        };
        (kinds::held(&held), told)
    };
    Ok(found.into_iter().map(told).collect())
}
