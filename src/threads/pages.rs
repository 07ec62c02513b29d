//! Pages that show threads: the list, a thread.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::care::{Names, PostCare, ThreadCare};
use super::drafts::pages::Resumed;
use super::drafts::{Place, left};
use super::links::Links;
use super::lists::{self, Filter, RowView, Wanted};
use super::marks::{PageMarks, PostMarks, QuestionView};
use super::pages_write::ReplyForm;
use super::writing::OVERTAKEN;
use super::{Kind, PAGE, Thread, audiences_for, owned, page_of, store};
use crate::circles::Circle;
use crate::conversations::views::Banner;
use crate::db::ids::{MemberId, PostId, ThreadId, from_base32};
use crate::files as kept;
use crate::files::views::{self as files, FileView, FilesField};
use crate::members::{ANONYMOUS, OUTSIDE};
use crate::moderation::held::pages::Line as HeldLine;
use crate::moderation::{curating, held};
use crate::notices::pages::WatchView;
use crate::notices::watching::{self, Level};
use crate::points_durs::views::Ticket;
use crate::policy::{self, Act, Audience};
use crate::refusal::Refusal;
use crate::text::caution::Caution;
use crate::text::markdown::{SafeHtml, Shown};
use crate::web::{Desk, Filled, Fragment, Page, Visit, When, initials};

/// The id at the start of an address's last part (`abc-a-title`).
pub(crate) fn thread_id(part: &str) -> Result<ThreadId, Refusal> {
    part.split('-').next().unwrap_or("").parse()
}

#[derive(Serialize)]
struct ListView {
    filter: Filter,
    filters: Vec<Filter>,
    rows: Vec<RowView>,
    next: Option<PostId>,
    may_open: bool,
}

/// GET /fils: every thread the person may see, over all their themes.
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let filter = Filter::parse(&visit.ask.param("etat")).unwrap_or(Filter::Latest);
        let before = from_base32(&visit.ask.param("avant")).map(PostId);
        let wanted = Wanted { filter, before, ..Wanted::default() };
        let listed = lists::page(visit.db, &visit.viewer, &wanted)?;
        let rows = lists::views(visit, &listed.rows);
        let may_open = visit.viewer.standings.iter().any(|place| !audiences_for(&visit.viewer, place.theme).is_empty());
        let view = ListView { filter, filters: Filter::ALL.to_vec(), rows, next: listed.next, may_open };
        Ok(Page::of("threads/index.html", &view))
    })
    .await
}

#[derive(Serialize)]
struct ThreadView {
    id: ThreadId,
    title: String,
    /// Others do not read it.
    title_hidden: bool,
    kind: Kind,
    audience: Audience,
    theme_slug: String,
    theme_name: String,
    subtopic_slug: Option<String>,
    subtopic_name: Option<String>,
    archived: bool,
    posts: Vec<Fragment>,
    solution: Option<SolutionView>,
    pages: Vec<PageLink>,
    page: i32,
    /// All that was new was removed.
    new_gone: bool,
    last_page: i32,
    address: String,
    may_reply: bool,
    may_mark: bool,
    question: QuestionView,
    care: ThreadCare,
    /// Who reads it, when it is a private conversation.
    conversation: Option<Banner>,
    /// Its facts, its timeline and its steps, when it is a point dur.
    point_dur: Option<Ticket>,
    caution: Option<Caution>,
    watch: Option<WatchView>,
    attachments: FilesField,
    form: Filled<ReplyForm>,
    draft: Option<Resumed>,
    /// One to have read.
    reference: bool,
    /// The reader's own answers that wait to be published.
    waiting: Vec<HeldLine>,
    seen: String,
    overtaken: bool,
}

#[derive(Serialize)]
struct SolutionView {
    address: String,
    author: String,
}

/// A page to link to; 0 stands for the pages left out.
#[derive(Serialize)]
struct PageLink {
    number: i32,
    current: bool,
}

#[derive(Serialize)]
struct PostView {
    id: PostId,
    number: i32,
    author: AuthorView,
    when: When,
    edited: Option<When>,
    care: PostCare,
    html: Option<Shown>,
    files: Vec<FileView>,
    first_new: bool,
    is_solution: bool,
    may_edit: bool,
    may_mark: bool,
    marks: PostMarks,
}

/// All that is printed of a post: it is made once for the same facts.
#[derive(Serialize)]
struct PostFacts<'a> {
    post: PostView,
    id: ThreadId,
    address: &'a str,
    last_page: i32,
    may_reply: bool,
    may_mark: bool,
}

/// Who wrote a post, as the thread's theme knows them.
#[derive(Serialize)]
struct AuthorView {
    id: MemberId,
    name: String,
    initials: String,
    profession: String,
    establishment: Option<String>,
    circle: Option<Circle>,
    animates: bool,
    /// The anonymous member, who has no page.
    unknown: bool,
    /// It holds what a body said, which has no page.
    outside: bool,
}

/// GET /fils/{id}-{slug}: opens at the first post the reader has not read.
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| opened(visit, &part, "/fils/")).await
}

/// The page of a thread asked for below `place`, or the way to its own address.
pub(crate) fn opened(visit: &mut Visit<'_>, part: &str, place: &str) -> Result<Page, Refusal> {
    let id = thread_id(part)?;
    let quoted = quoted(visit)?;
    let (thread, shown) = match store::visible(visit.db, &visit.viewer, id) {
        // A thread that went into another leads there, for who may see that one.
        Err(Refusal::NotFound) => {
            let into = curating::merged_into(visit.db, id)?.ok_or(Refusal::NotFound)?;
            let (thread, _) = store::visible(visit.db, &visit.viewer, into)?;
            return Ok(Page::moved(thread.address()));
        }
        found => found?,
    };
    let draft = if shown.drafted { left(visit.db, &visit.viewer, Place::Reply(id))? } else { None };
    let resumed = draft.as_ref().map(|draft| Resumed::of(visit, draft));
    let attached = draft.as_ref().map_or_else(String::new, |draft| draft.text.field(kept::FIELD).to_owned());
    let begun = draft.map_or_else(String::new, |draft| draft.text.body());
    let body = [begun, quoted].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    let asked = format!("{place}{part}");
    shown_to(visit, (thread, shown), Some(&asked), Filled::with(ReplyForm::starting(body, attached)), resumed)
}

/// The source of a reply that quotes the post of `?citer=`.
fn quoted(visit: &mut Visit<'_>) -> Result<String, Refusal> {
    let Some(id) = from_base32(&visit.ask.param("citer")).map(PostId) else { return Ok(String::new()) };
    let (thread, post) = store::visible_post(visit.db, &visit.viewer, id)?;
    let Some((number, given, family)) = store::signature(visit.db, &thread, id)? else { return Ok(String::new()) };
    let said = crate::sentences::Sentence::new("post-quote")
        .text("name", format!("{given} {family}"))
        .number("n", number.into());
    let lines: String = post.source.lines().map(|line| format!("> {line}\n")).collect();
    Ok(format!("> [**{}**](/messages/{id})\n>\n{lines}\n", visit.sentences().tell(&said)))
}

/// The page of a thread, with a reply as typed.
pub(super) fn thread_page(
    visit: &mut Visit<'_>,
    id: ThreadId,
    form: Filled<ReplyForm>,
    draft: Option<Resumed>,
) -> Result<Page, Refusal> {
    let seen = store::visible(visit.db, &visit.viewer, id)?;
    shown_to(visit, seen, None, form, draft)
}

fn shown_to(
    visit: &mut Visit<'_>,
    (thread, place): (Thread, store::Place),
    asked: Option<&str>,
    form: Filled<ReplyForm>,
    draft: Option<Resumed>,
) -> Result<Page, Refusal> {
    let address = thread.address();
    if asked.is_some_and(|asked| asked != address) {
        let query = if visit.ask.query.is_empty() { String::new() } else { format!("?{}", visit.ask.query) };
        return Ok(Page::moved(format!("{address}{query}")));
    }
    let address = thread.discussion();
    let last_page = page_of(thread.posts_count);
    let overtaken = form.problems.iter().any(|problem| problem.field == OVERTAKEN);
    let known = if overtaken { place.last_read.max(form.typed.seen.parse().ok()) } else { place.last_read };
    let unread = known.map(|read| read + 1).filter(|first| *first <= thread.posts_count);
    let first_new = match unread {
        Some(first) if thread.answers_gone > 0 => store::first_standing(visit.db, &thread, first)?,
        first => first,
    };
    let page = match (visit.ask.param("page").parse::<i32>(), first_new) {
        (Ok(page), _) if (1..=last_page).contains(&page) => page,
        (Ok(_), _) => return Err(Refusal::NotFound),
        (Err(_), _) if !overtaken && (!form.problems.is_empty() || form.preview.is_some()) => last_page,
        (Err(_), Some(first)) => page_of(first),
        // What was new is gone: reading goes on at the end.
        (Err(_), None) if unread.is_some() => last_page,
        (Err(_), None) => 1,
    };
    let shown = store::posts_of(visit.db, &visit.viewer, &thread, (page - 1) * PAGE + 1, PAGE)?;
    // A preview may be all that is shown of this page: its posts are not read yet.
    if let (Some(member), Some(last), None) = (visit.viewer.member, shown.last(), &form.preview) {
        visit.app.pulse.read(member, thread.id, last.number, visit.now);
    }
    let solution = solution(visit, &thread, &shown)?;
    let marks = PageMarks::of(visit, &thread, (page - 1) * PAGE + 1)?;
    let question = marks.head(visit, &thread, solution.is_some());
    let mark = Act::MarkSolution { author: thread.author, theme: thread.theme };
    let free = !question.locked || policy::allows(&visit.viewer, &Act::LockSolution(thread.theme));
    let may_mark = thread.kind == Kind::Question && free && policy::allows(&visit.viewer, &mark);
    let (of_thread, of_subtopic, of_theme) = place.watched;
    let watch = visit.me.is_some().then(|| WatchView {
        action: format!("/fils/{}/suivi", thread.id),
        subtopic: String::new(),
        level: of_thread.or(of_subtopic).or(of_theme).filter(|level| *level != Level::First).unwrap_or(Level::Normal),
        levels: watching::Place::Thread(thread.id).levels().to_vec(),
        feed: (!thread.is_private()).then(|| format!("/reglages/flux?fil={}", thread.id)),
    });
    let waiting = match visit.viewer.member.filter(|_| place.waits) {
        Some(me) => held::of_author(visit.db, me, Some(thread.id))?,
        None => Vec::new(),
    };
    let waiting = waiting.iter().map(|one| HeldLine::of(visit, one, true)).collect();
    let names = Names::of(visit, &thread, &shown)?;
    let told = Told { marks: &marks, names: &names, first_new, may_mark };
    let mut attached = files::under_posts(visit, &thread, (page - 1) * PAGE + 1, PAGE)?;
    let may_reply = !thread.archived && policy::allows(&visit.viewer, &thread.reply());
    let posts: Vec<PostView> = shown
        .iter()
        .map(|post| PostView {
            files: files::beside(attached.remove(&post.id), &post.html),
            ..post_view(visit, &thread, post, &told)
        })
        .collect();
    let links = Links::of(visit, posts.iter().filter_map(|post| post.html.as_ref()).chain(form.preview.as_ref()))?;
    let form = Filled { preview: form.preview.map(|text| links.shown(text)), ..form };
    let posts = posts.into_iter().map(|post| {
        let post = PostView { html: post.html.map(|text| links.shown(text)), ..post };
        let facts = PostFacts { post, id: thread.id, address: &address, last_page, may_reply, may_mark };
        visit.app.fragment(visit.language(), "threads/post.html", &facts)
    });
    let posts = posts.collect::<Result<_, Refusal>>()?;
    let view = ThreadView {
        id: thread.id,
        title: thread.title_for(&visit.viewer, visit.sentences()),
        title_hidden: thread.is_title_hidden_from_others(&visit.viewer),
        kind: thread.kind,
        audience: thread.audience,
        theme_slug: place.theme_slug,
        theme_name: place.theme_name,
        subtopic_slug: place.subtopic.as_ref().map(|(slug, _)| slug.clone()),
        subtopic_name: place.subtopic.map(|(_, name)| name),
        archived: thread.archived,
        posts,
        solution,
        pages: pages(page, last_page),
        page,
        new_gone: unread.is_some() && first_new.is_none() && page == last_page,
        last_page,
        address,
        may_reply,
        may_mark,
        question,
        care: ThreadCare::of(visit, &thread, &names),
        conversation: Banner::of(visit, &thread)?,
        point_dur: Ticket::of(visit, &thread)?,
        caution: Caution::of_refused(&form.problems, &[&form.typed.body]),
        watch,
        seen: match &form.preview {
            Some(_) => form.typed.seen.clone(),
            None => thread.posts_count.to_string(),
        },
        overtaken,
        reference: place.reference,
        waiting,
        attachments: FilesField::of(visit, &form.typed.attached, false)?,
        form,
        draft,
    };
    Ok(Page::of("threads/show.html", &view))
}

fn solution(visit: &mut Visit<'_>, thread: &Thread, shown: &[store::Shown]) -> Result<Option<SolutionView>, Refusal> {
    let Some(id) = thread.solution else { return Ok(None) };
    let here = shown.iter().find(|post| post.id == id && post.removed_at.is_none());
    let signed = match here {
        Some(post) => Some((post.number, post.given_name.clone(), post.family_name.clone())),
        None => store::signature(visit.db, thread, id)?,
    };
    Ok(signed.map(|(number, given, family)| SolutionView {
        address: thread.address_of(id, number),
        author: format!("{given} {family}"),
    }))
}

/// What the page knows of all its posts.
struct Told<'a> {
    marks: &'a PageMarks,
    names: &'a Names,
    first_new: Option<i32>,
    may_mark: bool,
}

fn post_view(visit: &Visit<'_>, thread: &Thread, post: &store::Shown, told: &Told<'_>) -> PostView {
    let html = SafeHtml::stored(post.html.clone()).shown(&format!("m{}", post.number), visit.sentences());
    let edit = Act::EditPost { author: post.owner(), theme: thread.theme };
    let is_solution = thread.solution == Some(post.id);
    let care = PostCare::of(visit, thread, post, told.names);
    PostView {
        id: post.id,
        number: post.number,
        author: AuthorView {
            id: post.author,
            name: format!("{} {}", post.given_name, post.family_name),
            initials: initials(&post.given_name, &post.family_name),
            profession: post.profession.clone(),
            establishment: post.establishment.clone(),
            circle: post.circle.map(
                |(circle, until)| {
                    if until.is_some_and(|end| end <= visit.now) { Circle::Community } else { circle }
                },
            ),
            animates: post.animates.is_some(),
            unknown: post.author == ANONYMOUS,
            outside: post.author == OUTSIDE,
        },
        when: visit.when(post.created_at),
        edited: post.edited_at.map(|moment| visit.when(moment)),
        html: care.may_read().then_some(html),
        care,
        first_new: told.first_new == Some(post.number) && post.number > 1,
        files: Vec::new(),
        is_solution,
        may_edit: !thread.archived
            && !owned::is_text_of_its_owner(thread, post.number)
            && policy::allows(&visit.viewer, &edit),
        may_mark: told.may_mark && post.number > 1 && !is_solution,
        marks: told.marks.under(visit, thread, (post.id, post.number, post.owner())),
    }
}

/// The first, the last, and those around; 0 where some are left out.
fn pages(current: i32, last: i32) -> Vec<PageLink> {
    let mut links = Vec::new();
    for number in 1..=last {
        if number == 1 || number == last || (number - current).abs() <= 2 {
            links.push(PageLink { number, current: number == current });
        } else if links.last().is_some_and(|link: &PageLink| link.number != 0) {
            links.push(PageLink { number: 0, current: false });
        }
    }
    links
}
