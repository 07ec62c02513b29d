//! The queue as its page shows it: facts and sentences, whatever the kind of case.

use std::collections::HashMap;

use serde::Serialize;

use super::claims::{self, Claim};
use super::queue::{self, Cursor};
use super::{CaseKind, Eyes, Gesture, Scope, views_kinds};
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Key, Moment, Slice, Waits};
use crate::moderation::templates::{Facts, Template};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::web::{App, Visit, When};

/// A case as its kind tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// What it is about.
    pub title: String,
    /// Where it is read, when the viewer reads it there.
    pub address: String,
    /// Who it comes from, and their page.
    pub who: Option<(String, Option<MemberId>)>,
    /// Why it stands where it stands, and what is known.
    pub why: Vec<String>,
    /// What was written, cut short where it is read whole elsewhere.
    pub excerpt: String,
    /// Lines beside it: flags.
    pub lines: Vec<String>,
    /// Pages where it is dealt with: the key of what they are for, the address.
    pub ways: Vec<(&'static str, String)>,
    /// The key of the sentence that says why the viewer cannot deal with it.
    pub hindered: Option<&'static str>,
    /// Gestures that make no sense for this one.
    pub without: Vec<Gesture>,
    /// The number of the post it is about.
    pub number: Option<i32>,
}

/// A case of a page.
#[derive(Serialize)]
pub(super) struct CaseView {
    kind: CaseKind,
    key: String,
    anchor: String,
    title: String,
    address: String,
    who: Option<(String, Option<MemberId>)>,
    since: When,
    /// It waits longer than is set.
    aged: bool,
    /// It is due later: a mandate.
    ahead: bool,
    theme: String,
    why: Vec<String>,
    excerpt: String,
    lines: Vec<String>,
    ways: Vec<(&'static str, String)>,
    hindered: Option<&'static str>,
    gestures: Vec<GestureView>,
    /// The reason that was chosen, with what it names.
    reason: String,
    claim: Option<ClaimView>,
}

#[derive(Clone, Copy, Serialize)]
pub(super) struct GestureView {
    word: Gesture,
    takes_reason: bool,
    grave: bool,
}

impl GestureView {
    pub(super) fn of(gesture: Gesture) -> Self {
        Self { word: gesture, takes_reason: gesture.takes_reason(), grave: gesture.is_grave() }
    }
}

#[derive(Serialize)]
struct ClaimView {
    name: String,
    mine: bool,
    since: When,
}

/// The cases of a kind on a page.
#[derive(Serialize)]
pub(super) struct Group {
    kind: CaseKind,
    gestures: Vec<GestureView>,
    cases: Vec<CaseView>,
}

/// One page of the queue, and where the next begins.
pub(super) struct QueuePage {
    pub groups: Vec<Group>,
    pub next: Option<String>,
}

/// What a page reads of the queue.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub kind: Option<CaseKind>,
    pub after: Option<Cursor>,
    pub most: usize,
    /// What was counted of each kind: an empty one is not read again.
    pub counted: &'a [(CaseKind, Vec<Waits>)],
    /// The reason that was chosen among those ready to be used.
    pub reason: Option<&'a Template>,
}

/// Whose eyes look.
pub(super) fn eyes<'a>(app: &'a App, viewer: &'a Viewer, now: Moment) -> Eyes<'a> {
    Eyes { viewer, points_durs: Some(&app.points_durs), now }
}

/// Reads a page of the queue: kind after kind until it is full.
pub(super) fn page(
    visit: &mut Visit<'_>,
    scope: &Scope,
    wanted: Wanted<'_>,
    themes: &HashMap<ThemeId, String>,
) -> Result<QueuePage, Refusal> {
    let mut found: Vec<(CaseKind, Vec<(Waits, Told)>)> = Vec::new();
    let mut left = wanted.most + 1;
    for (kind, slice) in queue::slices(scope, wanted.kind, wanted.after) {
        if left == 0 {
            break;
        }
        let known = wanted.counted.iter().find(|(one, _)| *one == kind).map_or(&[][..], |(_, waits)| waits);
        if known.is_empty() {
            continue;
        }
        let most = i64::try_from(left).unwrap_or(i64::MAX);
        let cases = views_kinds::told(visit, kind, &Slice { most, ..slice }, known)?;
        left = left.saturating_sub(cases.len());
        found.push((kind, cases));
    }
    let next = cut(&mut found, wanted.most);
    let keys: Vec<(CaseKind, Key)> =
        found.iter().flat_map(|(kind, cases)| cases.iter().map(|(waits, _)| (*kind, waits.key))).collect();
    let settings = visit.app.console.in_force(visit.db)?;
    let claims = if keys.is_empty() { Vec::new() } else { claims::on(visit.db, &keys, settings.claim(), visit.now)? };
    let late = visit.now.plus_seconds(-settings.age());
    let view = |kind, (waits, told): (Waits, Told)| {
        let claim = claims.iter().find(|claim| claim.kind == kind && claim.key == waits.key);
        case(visit, kind, (waits, told), (claim, late), (themes, wanted.reason))
    };
    let group = |(kind, cases): (CaseKind, Vec<(Waits, Told)>)| Group {
        kind,
        gestures: kind.gestures().iter().copied().filter(|one| one.is_for_several()).map(GestureView::of).collect(),
        cases: cases.into_iter().map(|one| view(kind, one)).collect(),
    };
    let groups = found.into_iter().filter(|(_, cases)| !cases.is_empty()).map(group).collect();
    Ok(QueuePage { groups, next })
}

/// Keeps a page of what was read: the cursor of the last case, when there are more.
fn cut(found: &mut [(CaseKind, Vec<(Waits, Told)>)], most: usize) -> Option<String> {
    let whole: usize = found.iter().map(|(_, cases)| cases.len()).sum();
    let (_, last) = found.iter_mut().rfind(|(_, cases)| !cases.is_empty())?;
    if whole <= most {
        return None;
    }
    last.pop();
    let (kind, last) = found.iter().rfind(|(_, cases)| !cases.is_empty())?;
    last.last().map(|(waits, _)| Cursor { kind: *kind, rank: waits.rank }.written())
}

fn case(
    visit: &Visit<'_>,
    kind: CaseKind,
    (waits, told): (Waits, Told),
    (claim, late): (Option<&Claim>, Moment),
    (themes, reason): (&HashMap<ThemeId, String>, Option<&Template>),
) -> CaseView {
    let key = queue::written(waits.key);
    let me = visit.viewer.member;
    let claim = claim.map(|claim| ClaimView {
        name: claim.name.clone(),
        mine: me == Some(claim.member),
        since: visit.when(claim.since),
    });
    let gestures = kind.gestures().iter().copied().filter(|one| !told.without.contains(one));
    let theme = waits.theme.and_then(|theme| themes.get(&theme).cloned()).unwrap_or_default();
    let facts = Facts {
        name: told.who.as_ref().map_or_else(|| told.title.clone(), |(name, _)| name.clone()),
        theme: theme.clone(),
        number: told.number.map(|number| number.to_string()).unwrap_or_default(),
    };
    CaseView {
        reason: reason.map(|reason| reason.filled(&facts)).unwrap_or_default(),
        anchor: format!("{}-{}", kind.word(), key.replace('.', "-")),
        since: visit.when(waits.rank.since),
        aged: waits.rank.since <= late,
        ahead: waits.rank.since > visit.now,
        theme,
        gestures: if told.hindered.is_some() { Vec::new() } else { gestures.map(GestureView::of).collect() },
        title: told.title,
        address: told.address,
        who: told.who,
        why: told.why,
        excerpt: told.excerpt,
        lines: told.lines,
        ways: told.ways,
        hindered: told.hindered,
        kind,
        key,
        claim,
    }
}
