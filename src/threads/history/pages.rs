//! A post's versions, and what two people who correct the same post are shown.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::diff::{self, Run};
use super::{Version, versions};
use crate::circles::people;
use crate::db::ids::{MemberId, PostId, RevisionId};
use crate::members;
use crate::moderation::pages::ReasonForm;
use crate::moderation::{LONGEST_REASON, Reason};
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::text::markdown::{self, Shown};
use crate::threads::links::{self, Links};
use crate::threads::{Post, Thread, store};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When, optional};

/// Versions on a page.
const PAGE: usize = 10;

#[derive(Serialize)]
struct HistoryView {
    id: PostId,
    title: String,
    address: String,
    theme_slug: String,
    theme_name: String,
    number: i32,
    author: String,
    total: usize,
    versions: Vec<VersionView>,
    /// The last version shown, when there are older ones.
    older: Option<usize>,
    /// What the post's version is now, for forms.
    version_now: String,
    longest: usize,
    form: Filled<ReasonForm>,
    /// The act that was refused and its version.
    act: &'static str,
    refused: Option<RevisionId>,
}

#[derive(Serialize)]
struct VersionView {
    number: usize,
    current: bool,
    revision: Option<RevisionId>,
    when: When,
    by: String,
    /// Their page; the anonymous member has none.
    by_id: Option<MemberId>,
    html: Option<Shown>,
    /// What changed since the version before; none when there is none or the reader may not read one of the two.
    changes: Option<Vec<Run>>,
    hidden: Option<HiddenView>,
    may_restore: bool,
    needs_reason: bool,
    may_hide: bool,
    may_show: bool,
}

#[derive(Serialize)]
struct HiddenView {
    by: String,
    reason: String,
    when: When,
    may_read: bool,
}

/// GET /messages/{post}/historique (`?avant=` a version's number): the current version first.
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, part.parse()?, ("", None), Filled::blank())).await
}

fn page(
    visit: &mut Visit<'_>,
    id: PostId,
    (act, refused): (&'static str, Option<RevisionId>),
    form: Filled<ReasonForm>,
) -> Result<Page, Refusal> {
    let (thread, post) = super::readable(visit.db, &visit.viewer, id)?;
    let (_, place) = store::visible(visit.db, &visit.viewer, thread.id)?;
    let all = versions(visit.db, &visit.viewer, &thread, &post)?;
    let before = visit.ask.param("avant").parse().unwrap_or(usize::MAX);
    let first = all.iter().position(|version| version.number < before).unwrap_or(all.len());
    let last = (first + PAGE).min(all.len());
    let people: Vec<MemberId> = all
        .iter()
        .flat_map(|version| [Some(version.by), version.hidden.as_ref().map(|hidden| hidden.by)])
        .flatten()
        .chain([post.author])
        .collect();
    let names = people::names(visit.db, &people)?;
    let shown: Vec<VersionView> =
        (first..last).map(|at| version_view(visit, (&thread, &post), (&all, at), &names)).collect();
    let links = Links::of(visit, shown.iter().filter_map(|version| version.html.as_ref()))?;
    let linked = |version: VersionView| VersionView { html: version.html.map(|text| links.shown(text)), ..version };
    let shown = shown.into_iter().map(linked).collect();
    let view = HistoryView {
        id,
        title: thread.title_for(&visit.viewer, visit.sentences()),
        address: thread.address_of(post.id, post.number),
        theme_slug: place.theme_slug,
        theme_name: place.theme_name,
        number: post.number,
        author: names.get(&post.author).cloned().unwrap_or_default(),
        total: all.len(),
        versions: shown,
        older: all.get(last).map(|next| next.number + 1),
        version_now: post.version(),
        longest: LONGEST_REASON,
        form,
        act,
        refused,
    };
    Ok(Page::of("threads/history.html", &view))
}

fn version_view(
    visit: &Visit<'_>,
    (thread, post): (&Thread, &Post),
    (all, at): (&[Version], usize),
    names: &BTreeMap<MemberId, String>,
) -> VersionView {
    let (version, before) = (&all[at], all.get(at + 1));
    let (author, ground) = (post.author, thread.ground());
    let allows = |act: Act<'_>| policy::allows(&visit.viewer, &act);
    let older = version.revision.is_some();
    let may_hide = older && allows(Act::HidePost { author, ground });
    let name = |id: MemberId| names.get(&id).cloned().unwrap_or_default();
    let texts = version.source.as_ref().zip(before.and_then(|before| before.source.as_ref()));
    let place = format!("v{}", version.number);
    VersionView {
        number: version.number,
        current: !older,
        revision: version.revision,
        when: visit.when(version.at),
        by: name(version.by),
        by_id: members::with_a_page(version.by),
        html: version.source.as_ref().map(|source| markdown::render(source).shown(&place, visit.sentences())),
        changes: texts.map(|(after, before)| diff::around(diff::between(before, after))),
        hidden: version.hidden.as_ref().map(|hidden| HiddenView {
            by: name(hidden.by),
            reason: hidden.reason.clone(),
            when: visit.when(hidden.at),
            may_read: version.source.is_some(),
        }),
        may_restore: older
            && version.hidden.is_none()
            && !thread.archived
            && allows(Act::RestoreRevision { author, ground }),
        needs_reason: visit.viewer.member != Some(author),
        may_show: may_hide && version.hidden.is_some(),
        may_hide: may_hide && version.hidden.is_none(),
    }
}

/// A version to put back: the post's version that was seen, and why, for others than its author.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RestoreForm {
    version: String,
    reason: String,
}

impl Fields for RestoreForm {
    type Parsed = (String, Option<Reason>);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let wrong = |sentence| Problems::one("reason", sentence);
        let reason = optional(&self.reason, LONGEST_REASON).map_err(wrong)?;
        let reason = if reason.is_empty() { None } else { Some(Reason::parse(&reason).map_err(wrong)?) };
        Ok((self.version.clone(), reason))
    }
}

/// POST /messages/{post}/historique/{revision}/retour
pub async fn restore(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    let (post, revision) = parts.into_inner();
    let (again, wanted) = ((post.clone(), revision.clone()), revision.clone());
    let body = desk.app.database.read(move |db| super::body_of(db, wanted.parse()?)).await;
    desk.submit::<RestoreForm>(
        posted,
        move |acting, (version, reason)| {
            let (thread, post) = store::visible_post(acting.tx.db(), acting.viewer, post.parse()?)?;
            policy::require(acting.viewer, &Act::RestoreRevision { author: post.author, ground: thread.ground() })?;
            let body = body.as_ref().map_err(Clone::clone)?;
            let restored = super::restore(
                acting.viewer,
                (&thread, &post),
                revision.parse()?,
                (version, body),
                reason.as_ref(),
                acting.tx,
            );
            restored.map(|address| Done::at(address).saying("said-version-restored"))
        },
        move |visit, form| refused_page(visit, &again, "restore", form.typed.reason, form.problems),
    )
    .await
}

fn refused_page(
    visit: &mut Visit<'_>,
    (post, revision): &(String, String),
    act: &'static str,
    reason: String,
    problems: Vec<crate::web::Told>,
) -> Result<Page, Refusal> {
    let form = Filled { typed: ReasonForm { reason }, problems, preview: None };
    page(visit, post.parse()?, (act, Some(revision.parse()?)), form)
}

type Verb =
    fn(&crate::policy::Viewer, (&Thread, &Post), RevisionId, &Reason, &mut crate::db::Tx<'_>) -> Result<(), Refusal>;

async fn with_reason(
    desk: Desk,
    parts: (String, String),
    posted: Posted,
    (act, verb, said): (&'static str, Verb, &'static str),
) -> HttpResponse {
    let again = parts.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let id: PostId = parts.0.parse()?;
            let (thread, post) = super::readable(acting.tx.db(), acting.viewer, id)?;
            verb(acting.viewer, (&thread, &post), parts.1.parse()?, reason, acting.tx)?;
            Ok(Done::at(format!("/messages/{id}/historique")).saying(said))
        },
        move |visit, form| refused_page(visit, &again, act, form.typed.reason, form.problems),
    )
    .await
}

/// POST /messages/{post}/historique/{revision}/masquage
pub async fn hide(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    with_reason(desk, parts.into_inner(), posted, ("hide", super::hide, "said-version-hidden")).await
}

/// POST /messages/{post}/historique/{revision}/masquage/retrait
pub async fn unhide(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    with_reason(desk, parts.into_inner(), posted, ("show", super::show, "said-version-shown")).await
}

/// What was saved while somebody else was writing, beside what they wrote.
#[derive(Serialize)]
pub struct Meanwhile {
    by: String,
    when: When,
    html: Shown,
    changes: Vec<Run>,
}

impl Meanwhile {
    /// The version that stands, and what changes if the typed one takes its place.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, post: &Post, typed: &str) -> Result<Self, Refusal> {
        let by = super::store::last_editor(visit.db, post.id)?.unwrap_or(post.author);
        let names = people::names(visit.db, &[by])?;
        Ok(Self {
            by: names.get(&by).cloned().unwrap_or_default(),
            when: visit.when(post.edited_at.unwrap_or(post.created_at)),
            html: links::shown(visit, markdown::render(&post.source).shown("saved", visit.sentences()))?,
            changes: diff::around(diff::between(&post.source, typed.trim_end())),
        })
    }
}
