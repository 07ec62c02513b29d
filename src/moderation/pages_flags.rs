//! The open flags of a theme, for its experts and animators.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::flags::{self, Flag, Flagged};
use super::pages::ReasonForm;
use super::{FlagReason, LONGEST_REASON};
use crate::db::ids::{MemberId, PostId, ThemeId};
use crate::members::ANONYMOUS;
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
    /// The post whose reason is to be corrected.
    leaving: Option<PostId>,
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

#[derive(Serialize)]
struct FlagView {
    reason: FlagReason,
    line: String,
    by: String,
    by_id: MemberId,
    when: When,
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
    leaving: Option<PostId>,
) -> Result<Page, Refusal> {
    let (found, more) = flags::open_in(visit.db, &visit.viewer, theme.id)?;
    let posts = found.into_iter().map(|flagged| post_view(visit, theme, flagged)).collect();
    let (private, more_private) = match policy::allows(&visit.viewer, &Act::DecidePrivateFlags(theme.id)) {
        true => flags::open_in_private(visit.db, &visit.viewer, theme.id)?,
        false => (Vec::new(), false),
    };
    let private = private.into_iter().map(|flagged| private_view(visit, theme, flagged)).collect();
    let more = more || more_private;
    let view = ListView { theme: ThemeView::of(theme), posts, private, more, form, leaving, longest: LONGEST_REASON };
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
        title: typography::spaces(&title),
        address: format!("{address}?page={}#m-{}", threads::page_of(post.number), post.id),
        author: format!("{given} {family}"),
        author_id: Some(author).filter(|author| *author != ANONYMOUS),
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
    let may_decide = visit.viewer.member != Some(flagged.post.author.0);
    PostView { title: String::new(), address: String::new(), may_decide, ..post_view(visit, theme, flagged) }
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
                return back(acting, theme);
            }
            let (thread, post) = threads::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
            flags::leave(acting.viewer, &thread, &post, reason, acting.tx)?;
            back(acting, thread.theme)
        },
        move |visit, form| {
            if let Some((post, theme)) = flags::flagged_in_private(visit.db, &visit.viewer, again.parse()?)? {
                let theme = themes::by_id(visit.db, theme)?;
                return page(visit, &theme, form, Some(post.id));
            }
            let (thread, post) = threads::visible_post(visit.db, &visit.viewer, again.parse()?)?;
            let theme = themes::by_id(visit.db, thread.theme)?;
            page(visit, &theme, form, Some(post.id))
        },
    )
    .await
}

fn back(acting: &mut Acting<'_, '_>, theme: ThemeId) -> Result<Done, Refusal> {
    let theme = themes::by_id(acting.tx.db(), theme)?;
    Ok(Done::at(format!("{}/signalements", themes::address(&theme.slug))).saying("said-flags-left"))
}
