//! The open flags of a theme, for its experts and animators.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::flags::{self, Flag, Flagged, HiddenMessage};
use super::pages::ReasonForm;
use super::{FlagReason, LONGEST_REASON, Reason};
use crate::db::ids::{MemberId, PostId, ThemeId};
use crate::members;
use crate::policy::{self, Act, Ground};
use crate::refusal::Refusal;
use crate::text::{markdown, typography};
use crate::themes::pages::ThemeView;
use crate::themes::{self, Theme};
use crate::threads;
use crate::web::{Acting, Desk, Done, Filled, Page, Posted, Visit, When};

/// Characters of a post shown in the list.
const EXCERPT: usize = 300;

#[derive(Serialize)]
struct ListView {
    theme: ThemeView,
    posts: Vec<PostView>,
    /// Messages of private conversations, for animators.
    private: Vec<PostView>,
    /// Others wait behind these.
    more: bool,
    form: Filled<ReasonForm>,
    /// The post to leave whose reason is to be corrected.
    leaving: Option<PostId>,
    /// The private message to hide whose reason is to be corrected.
    hiding: Option<PostId>,
    /// Private messages hidden lately, for animators, and the one whose reason is to be corrected.
    hidden: Vec<HiddenView>,
    showing: Option<PostId>,
    longest: usize,
}

#[derive(Serialize)]
struct PostView {
    id: PostId,
    number: i32,
    title: String,
    address: String,
    author: String,
    /// Their page; the anonymous member has none.
    author_id: Option<MemberId>,
    when: When,
    excerpt: String,
    flags: Vec<FlagView>,
    may_decide: bool,
}

/// A private message that was hidden, which can be shown again.
#[derive(Serialize)]
struct HiddenView {
    post: PostView,
    reason: String,
    when: When,
}

#[derive(Serialize)]
struct FlagView {
    reason: FlagReason,
    line: String,
    by: String,
    by_id: MemberId,
    when: When,
}

/// The form of the page that was refused.
pub(super) enum Refused {
    /// Leaving a post.
    Leaving(PostId),
    /// Hiding a private message.
    Hiding(PostId),
    /// Showing one again.
    Showing(PostId),
}

/// Shows a hidden message of a private conversation again; `None` when it is none that the viewer settles.
pub(super) fn shown_in_private(
    acting: &mut Acting<'_, '_>,
    post: PostId,
    reason: &Reason,
) -> Result<Option<Done>, Refusal> {
    let now = acting.tx.now();
    let Some(hidden) = flags::one_hidden_in_private(acting.tx.db(), acting.viewer, post, now)? else {
        return Ok(None);
    };
    flags::show_private(acting.viewer, &hidden, reason, acting.tx)?;
    back(acting, hidden.theme, "said-shown").map(Some)
}

/// The page again, when showing one was refused.
pub(super) fn not_shown_in_private(
    visit: &mut Visit<'_>,
    post: PostId,
    form: Filled<ReasonForm>,
) -> Result<Result<Page, Filled<ReasonForm>>, Refusal> {
    let hidden = flags::one_hidden_in_private(visit.db, &visit.viewer, post, visit.now)?;
    let Some(hidden) = hidden else { return Ok(Err(form)) };
    let theme = themes::by_id(visit.db, hidden.theme)?;
    page(visit, &theme, form, Some(Refused::Showing(post))).map(Ok)
}

/// Hides a flagged message of a private conversation; `None` when it is none that the viewer settles.
pub(super) fn hidden_in_private(
    acting: &mut Acting<'_, '_>,
    post: PostId,
    reason: &Reason,
) -> Result<Option<Done>, Refusal> {
    let Some((post, theme)) = flags::flagged_in_private(acting.tx.db(), acting.viewer, post)? else { return Ok(None) };
    flags::hide_private(acting.viewer, (&post, theme), reason, acting.tx)?;
    back(acting, theme, "said-hidden").map(Some)
}

/// The page again, when hiding a flagged message of a private conversation was refused.
pub(super) fn not_hidden_in_private(
    visit: &mut Visit<'_>,
    post: PostId,
    form: Filled<ReasonForm>,
) -> Result<Result<Page, Filled<ReasonForm>>, Refusal> {
    let Some((_, theme)) = flags::flagged_in_private(visit.db, &visit.viewer, post)? else { return Ok(Err(form)) };
    let theme = themes::by_id(visit.db, theme)?;
    page(visit, &theme, form, Some(Refused::Hiding(post))).map(Ok)
}

/// GET /themes/{slug}/signalements
pub async fn show(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let theme = themes::named(visit.db, &slug)?;
        page(visit, &theme, Filled::blank(), None)
    })
    .await
}

fn page(
    visit: &mut Visit<'_>,
    theme: &Theme,
    form: Filled<ReasonForm>,
    refused: Option<Refused>,
) -> Result<Page, Refusal> {
    let (found, more) = flags::open_in(visit.db, &visit.viewer, theme.id)?;
    let posts = found.into_iter().map(|flagged| post_view(visit, theme, flagged)).collect();
    let animates = policy::allows(&visit.viewer, &Act::DecidePrivateFlags(theme.id));
    let (private, more_private) =
        if animates { flags::open_in_private(visit.db, &visit.viewer, theme.id)? } else { (Vec::new(), false) };
    let hidden =
        if animates { flags::hidden_in_private(visit.db, &visit.viewer, theme.id, visit.now)? } else { Vec::new() };
    let hidden = hidden.into_iter().map(|one| hidden_view(visit, theme, one)).collect();
    let private = private.into_iter().map(|flagged| private_view(visit, theme, flagged)).collect();
    let more = more || more_private;
    let (leaving, hiding, showing) = match refused {
        Some(Refused::Leaving(post)) => (Some(post), None, None),
        Some(Refused::Hiding(post)) => (None, Some(post), None),
        Some(Refused::Showing(post)) => (None, None, Some(post)),
        None => (None, None, None),
    };
    let (theme, longest) = (ThemeView::of(theme), LONGEST_REASON);
    let view = ListView { theme, posts, private, more, form, leaving, hiding, hidden, showing, longest };
    Ok(Page::of("moderation/flags.html", &view))
}

fn post_view(visit: &Visit<'_>, theme: &Theme, Flagged { post, flags }: Flagged) -> PostView {
    let (thread, title) = post.thread;
    let (author, given, family) = post.author;
    let whole = markdown::plain(&post.source, EXCERPT + 1);
    let cut = whole.chars().count() > EXCERPT;
    let excerpt: String = whole.chars().take(EXCERPT).collect();
    let address = threads::address(thread, &title);
    PostView {
        id: post.id,
        number: post.number,
        title: threads::titled(visit.sentences(), &title),
        address: format!("{address}?page={}#m-{}", threads::page_of(post.number), post.id),
        author: format!("{given} {family}"),
        author_id: members::with_a_page(author),
        when: visit.when(post.written_at),
        excerpt: format!("{}{}", typography::spaces(excerpt.trim()), if cut { " …" } else { "" }),
        flags: flags.into_iter().map(|flag| flag_view(visit, flag)).collect(),
        may_decide: policy::allows(
            &visit.viewer,
            &Act::HidePost { author, ground: Ground { theme: theme.id, audience: post.audience } },
        ),
    }
}

/// A message of a private conversation: nothing of the conversation is told with it.
fn private_view(visit: &Visit<'_>, theme: &Theme, flagged: Flagged) -> PostView {
    let settles = Act::SettlePrivateFlags { author: flagged.post.author.0, theme: theme.id };
    let may_decide = policy::allows(&visit.viewer, &settles);
    PostView { title: String::new(), address: String::new(), may_decide, ..post_view(visit, theme, flagged) }
}

fn hidden_view(visit: &Visit<'_>, theme: &Theme, hidden: HiddenMessage) -> HiddenView {
    let HiddenMessage { post, reason, hidden_at, .. } = hidden;
    let post = private_view(visit, theme, Flagged { post, flags: Vec::new() });
    HiddenView { post, reason: reason.unwrap_or_default(), when: visit.when(hidden_at) }
}

fn flag_view(visit: &Visit<'_>, flag: Flag) -> FlagView {
    let (by_id, given, family) = flag.by;
    FlagView { reason: flag.reason, line: flag.line, by: format!("{given} {family}"), by_id, when: visit.when(flag.at) }
}

/// POST /messages/{post}/signalement/classement: the post stays as it is.
pub async fn leave(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            if let Some((post, theme)) = flags::flagged_in_private(acting.tx.db(), acting.viewer, part.parse()?)? {
                flags::leave_private(acting.viewer, (&post, theme), reason, acting.tx)?;
                return back(acting, theme, "said-flags-left");
            }
            let (thread, post) = threads::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
            flags::leave(acting.viewer, &thread, &post, reason, acting.tx)?;
            back(acting, thread.theme, "said-flags-left")
        },
        move |visit, form| {
            if let Some((post, theme)) = flags::flagged_in_private(visit.db, &visit.viewer, again.parse()?)? {
                let theme = themes::by_id(visit.db, theme)?;
                return page(visit, &theme, form, Some(Refused::Leaving(post.id)));
            }
            let (thread, post) = threads::visible_post(visit.db, &visit.viewer, again.parse()?)?;
            let theme = themes::by_id(visit.db, thread.theme)?;
            page(visit, &theme, form, Some(Refused::Leaving(post.id)))
        },
    )
    .await
}

fn back(acting: &mut Acting<'_, '_>, theme: ThemeId, said: &'static str) -> Result<Done, Refusal> {
    let theme = themes::by_id(acting.tx.db(), theme)?;
    Ok(Done::at(format!("{}/signalements", themes::address(&theme.slug))).saying(said))
}
