//! How each kind of case is told: an arm a kind.

use crate::circles::mandates;
use crate::db::ids::{MemberId, PointDurId, ThemeId, ThreadId};
use crate::db::{Slice, Waits};
use crate::mail::outbox::rescue;
use crate::members::{regions, with_a_page};
use crate::moderation::flags::{Flag, Flagged};
use crate::moderation::queue as flags;
use crate::points_durs::deadlines::{Standing, Target};
use crate::points_durs::machine::Edge;
use crate::policy::{self, Act, Ground};
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::text::{markdown, typography};
use crate::web::{Visit, local_date};
use crate::{circles, intake, joining, points_durs, referrals, sheets, themes, threads};

use super::counts::MANY;
use super::views::{Told, eyes};
use super::{CaseKind, Gesture, Scope, kinds, views_moderation};

/// What is shown of a text, in characters.
const EXCERPT: usize = 320;

pub(super) type Cases = Vec<(Waits, Told)>;

/// A slice of the cases of a kind, told to who looks; `known` are the first ones, counted just before.
pub(super) fn told(
    visit: &mut Visit<'_>,
    kind: CaseKind,
    slice: &Slice<'_>,
    known: &[Waits],
) -> Result<Cases, Refusal> {
    match kind {
        CaseKind::PatientHit => views_moderation::hits(visit, slice),
        CaseKind::Appeal => views_moderation::appeals(visit, slice),
        CaseKind::HeldPost => views_moderation::held(visit, slice),
        CaseKind::PatientFlag | CaseKind::Flag | CaseKind::PrivateFlag => flagged(visit, kind, slice),
        CaseKind::PointToSort | CaseKind::PointLate => points(visit, kind, slice, known),
        CaseKind::ReferralOverdue => referred(visit, slice),
        CaseKind::SheetToRead | CaseKind::SheetToReview => to_read(visit, kind, slice),
        CaseKind::JoinRequest => requests(visit, slice),
        CaseKind::MandateEnding => ending(visit, slice),
        CaseKind::StoppedMail => stopped(visit, slice),
        CaseKind::DeadMail => dead(visit, slice),
    }
}

/// What is known of all the cases of a kind; empty for most.
pub(super) fn note(visit: &mut Visit<'_>, kind: CaseKind, scope: &Scope) -> Result<String, Refusal> {
    match kind {
        CaseKind::HeldPost => views_moderation::median(visit, scope.themes()),
        _ => Ok(String::new()),
    }
}

pub(super) fn say(visit: &Visit<'_>, sentence: impl Into<Sentence>) -> String {
    visit.sentences().tell(&sentence.into())
}

pub(super) fn excerpt(source: &str) -> String {
    let whole = markdown::plain(source, EXCERPT + 1);
    let cut = whole.chars().count() > EXCERPT;
    let short: String = whole.chars().take(EXCERPT).collect();
    format!("{}{}", typography::spaces(short.trim()), if cut { " …" } else { "" })
}

/// The whole of a text that is read nowhere else.
fn whole(text: &str) -> String {
    typography::spaces(text.trim())
}

fn flagged(visit: &mut Visit<'_>, kind: CaseKind, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = flags::queued(visit.db, &visit.viewer, slice, kinds::shelf(kind))?;
    let told = |(queued, flagged): (flags::Queued, Flagged)| {
        let waits = Waits {
            key: crate::db::Key::of(queued.post.id.0),
            rank: crate::db::Rank::of(queued.since, queued.flag.0),
            theme: Some(queued.theme),
        };
        let private = kind == CaseKind::PrivateFlag;
        (waits, one_flagged(visit, (queued.theme, queued.reader), flagged, private))
    };
    Ok(found.into_iter().map(told).collect())
}

/// A flagged post; of a message of a private conversation, nothing of the conversation is told with it.
fn one_flagged(
    visit: &Visit<'_>,
    (theme, reader): (ThemeId, Option<MemberId>),
    Flagged { post, flags }: Flagged,
    private: bool,
) -> Told {
    let (author, given, family) = post.author;
    let (thread, title) = post.thread;
    // Whoever stays unknown is still who wrote it.
    let writer = reader.unwrap_or(author);
    let settles = if private {
        Act::SettlePrivateFlags { author: writer, theme }
    } else {
        Act::HidePost { author: writer, ground: Ground { theme, audience: post.audience } }
    };
    let may = policy::allows(&visit.viewer, &settles);
    let count = Sentence::new("flags-count").number("n", i64::try_from(flags.len()).unwrap_or(i64::MAX));
    Told {
        title: if private {
            say(visit, Sentence::new("flags-private-of").text("name", format!("{given} {family}")))
        } else {
            let title = threads::titled(visit.sentences(), &title);
            say(visit, Sentence::new("care-post-of").number("n", i64::from(post.number)).text("title", title))
        },
        address: if private {
            String::new()
        } else {
            let page = threads::page_of(post.number);
            format!("{}?page={page}#m-{}", threads::address(thread, &title), post.id)
        },
        who: Some((format!("{given} {family}"), with_a_page(author))),
        why: vec![say(visit, count)],
        // The message of a conversation is read here alone.
        excerpt: if private { whole(&markdown::plain(&post.source, post.source.len())) } else { excerpt(&post.source) },
        lines: flags.into_iter().map(|flag| flag_line(visit, flag)).collect(),
        ways: if private || !may { Vec::new() } else { vec![views_moderation::otherwise(post.id)] },
        hindered: (!may).then_some("flags-yours"),
        number: Some(post.number),
        ..Told::default()
    }
}

fn flag_line(visit: &Visit<'_>, flag: Flag) -> String {
    let (_, given, family) = flag.by;
    let reason = visit.sentences().word(&format!("flag-reason-{}", flag.reason.word()));
    let word = if flag.line.is_empty() { "console-flag-by" } else { "console-flag-line" };
    let said = Sentence::new(word).text("reason", reason).text("name", format!("{given} {family}"));
    say(visit, if flag.line.is_empty() { said } else { said.text("line", typography::spaces(&flag.line)) })
}

fn points(visit: &mut Visit<'_>, kind: CaseKind, slice: &Slice<'_>, known: &[Waits]) -> Result<Cases, Refusal> {
    let viewer = visit.viewer.clone();
    let (app, now) = (visit.app, visit.now);
    let most = usize::try_from(slice.most).unwrap_or(usize::MAX);
    // Lateness is not reckoned twice.
    let found = match slice.after {
        None if known.len() >= most || known.len() < MANY => known.iter().take(most).copied().collect(),
        _ => kinds::waits(visit.db, eyes(app, &viewer, now), kind, slice)?,
    };
    let ids: Vec<PointDurId> = found.iter().map(|one| PointDurId(one.key.id)).collect();
    let mut queued = points_durs::queue::queued(visit.db, &viewer, &app.points_durs, &ids, now)?;
    let told = |waits: Waits| {
        let point = queued.remove(&PointDurId(waits.key.id))?;
        Some((waits, one_point(visit, kind, &point)))
    };
    Ok(found.into_iter().filter_map(told).collect())
}

fn one_point(visit: &Visit<'_>, kind: CaseKind, point: &points_durs::queue::Queued) -> Told {
    let points_durs::queue::Queued { told: point, pace } = point;
    let (author, given, family) = &point.author;
    let id = point.id;
    let address = points_durs::address(ThreadId(id.0), &point.title);
    let step = |edge: Edge| edge.address().map(|end| format!("/points-durs/{id}/{end}"));
    let mut ways: Vec<(&'static str, Option<String>)> = Vec::new();
    if kind == CaseKind::PointToSort {
        ways.push(("qualify", step(Edge::Qualify)));
        ways.push(("ask-information", step(Edge::AskInformation)));
        ways.push(("not-kept", step(Edge::Decline)));
    } else if point.lead.is_none() {
        ways.push(("take-up", step(Edge::TakeUp)));
        ways.push(("call-experts", Some(format!("/points-durs/{id}/appels"))));
    } else {
        ways.push(("see-point", Some(address.clone())));
    }
    let late = |deadline: &crate::points_durs::deadlines::Deadline| {
        (deadline.standing == Standing::Late).then_some(match deadline.target {
            Target::FirstAnswer => "console-late-answer",
            Target::Solution => "console-late-solution",
        })
    };
    let mut why: Vec<String> = pace.deadlines().filter_map(late).map(|key| say(visit, key)).collect();
    if let Some(severity) = point.severity {
        let severity = visit.sentences().word(&format!("severity-{}", severity.word()));
        why.push(say(visit, Sentence::new("console-severity").text("severity", severity)));
    }
    if point.lead.is_none() {
        why.push(say(visit, "console-nobody-leads"));
    }
    Told {
        title: threads::titled(visit.sentences(), &point.title),
        address,
        who: Some((format!("{given} {family}"), with_a_page(*author))),
        why,
        excerpt: excerpt(&point.source),
        ways: ways.into_iter().filter_map(|(word, address)| Some((word, address?))).collect(),
        ..Told::default()
    }
}

fn referred(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = referrals::queue::queued(visit.db, &visit.viewer, slice, visit.now)?;
    let told = |one: referrals::queue::Queued| {
        let waits = Waits {
            key: crate::db::Key::of(one.id.0),
            rank: crate::db::Rank::of(one.due_at, one.id.0),
            theme: Some(one.theme),
        };
        (waits, one_referral(visit, one))
    };
    Ok(found.into_iter().map(told).collect())
}

fn one_referral(visit: &Visit<'_>, one: referrals::queue::Queued) -> Told {
    let date = |moment| local_date(moment, &visit.zone(), visit.sentences());
    let sent = Sentence::new("console-referral-sent").text("body", &*one.body).text("day", date(one.sent_at));
    let chased = Sentence::new("console-referral-chased").number("n", i64::from(one.chased.min(2)));
    let had = one.acknowledged_at.map(|at| Sentence::new("console-referral-had").text("day", date(at)));
    let written_to = !one.email.is_empty();
    let unwritten = (!written_to).then_some(Sentence::from("console-referral-unwritten"));
    let why = [Some(sent), had, Some(chased).filter(|_| written_to), unwritten];
    Told {
        title: threads::titled(visit.sentences(), &one.title),
        address: points_durs::address(ThreadId(one.point_dur.0), &one.title),
        why: why.into_iter().flatten().map(|sentence| say(visit, sentence)).collect(),
        excerpt: excerpt(&one.question),
        ways: vec![("see-referral", referrals::address(one.point_dur, one.id))],
        without: if written_to { Vec::new() } else { vec![Gesture::Chase] },
        ..Told::default()
    }
}

fn to_read(visit: &mut Visit<'_>, kind: CaseKind, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let again = kind == CaseKind::SheetToReview;
    let found = if again {
        sheets::queue::to_look_at_again(visit.db, &visit.viewer, slice, visit.now)?
    } else {
        sheets::queue::to_read(visit.db, &visit.viewer, slice)?
    };
    let told = |(waits, sheet): sheets::queue::Standing| {
        let (owner, given, family) = sheet.owner;
        let name = format!("{given} {family}");
        let word = if again { "console-sheet-again" } else { "console-sheet-second" };
        let address = sheets::address(sheet.id, &sheet.title);
        let told = Told {
            ways: vec![(if again { "see-sheet" } else { "read-sheet" }, address.clone())],
            title: typography::spaces(&sheet.title),
            address,
            why: vec![say(visit, word)],
            who: Some((name, with_a_page(owner))),
            excerpt: excerpt(&sheet.difficulty),
            hindered: (!again && sheet.writes).then_some("console-sheet-yours"),
            ..Told::default()
        };
        (waits, told)
    };
    Ok(found.into_iter().map(told).collect())
}

fn requests(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = joining::queue::queued(visit.db, slice)?;
    let told = |request: joining::requests::Request| {
        let waits = Waits {
            key: crate::db::Key::of(request.id.0),
            rank: crate::db::Rank::of(request.created_at, request.id.0),
            theme: Some(request.theme_id),
        };
        let name = format!("{} {}", request.given_name, request.family_name);
        let work = [request.profession, request.establishment, regions::name_of(&request.region)];
        let work = work.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let visitor = request.member_id.is_none().then(|| say(visit, "requests-visitor"));
        let told = Told {
            title: name,
            address: request.member_id.map(crate::members::address).unwrap_or_default(),
            why: [Some(work), Some(request.email), visitor].into_iter().flatten().collect(),
            excerpt: whole(&request.motivation),
            ..Told::default()
        };
        (waits, told)
    };
    Ok(found.into_iter().map(told).collect())
}

fn ending(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = circles::ending::ending(visit.db, slice, visit.now)?;
    let known = themes::all(visit.db, true)?;
    let told = |one: circles::ending::Ending| {
        let (member, given, family) = &one.member;
        let day = |moment| local_date(moment, &mandates::zone(), visit.sentences());
        let last = day(one.until.unwrap_or(one.since).plus_seconds(-1));
        let over = one.until.is_some_and(|until| until <= visit.now);
        let word = if over { "console-mandate-over" } else { "console-mandate-ends" };
        let circle = visit.sentences().word(&format!("circle-{}", one.circle.word()));
        let why = Sentence::new(word).text("circle", circle).text("day", last).text("since", day(one.since));
        let work = [one.profession.clone(), regions::name_of(&one.region)];
        let slug = known.iter().find(|theme| theme.id == one.theme).map(|theme| theme.slug.as_str());
        let moves = Act::MoveBetweenCircles { theme: one.theme, moved: *member };
        let may = policy::allows(&visit.viewer, &moves);
        let towards = one.circle.word();
        let way =
            slug.map(|slug| ("renew", format!("{}/cercles?personne={member}&vers={towards}", themes::address(slug))));
        let told = Told {
            title: format!("{given} {family}"),
            address: crate::members::address(*member),
            why: vec![say(visit, why), work.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")],
            ways: way.into_iter().filter(|_| may).collect(),
            hindered: (!may).then_some("console-mandate-yours"),
            ..Told::default()
        };
        (one.waits(), told)
    };
    Ok(found.into_iter().map(told).collect())
}

fn stopped(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = intake::standing::stopped_first(visit.db, slice)?;
    let told = |one: intake::standing::Stopped| {
        let waits = kinds::stopped(&one)?;
        let cause = one.cause.map(|cause| visit.sentences().word(&format!("mail-stopped-cause-{}", cause.word())));
        let told = Told {
            title: format!("{} {}", one.name.0, one.name.1),
            address: crate::members::address(one.member),
            why: cause.into_iter().chain([say(visit, "console-stopped-what")]).collect(),
            ways: vec![("see-member", crate::members::address(one.member))],
            ..Told::default()
        };
        Some((waits, told))
    };
    Ok(found.into_iter().filter_map(told).collect())
}

fn dead(visit: &mut Visit<'_>, slice: &Slice<'_>) -> Result<Cases, Refusal> {
    let found = rescue::dead(visit.db, slice)?;
    let told = |mail: rescue::Listed| {
        let waits = kinds::dead(&mail);
        let said = |key: String| visit.sentences().word(&key);
        let trouble = mail.trouble.map(|trouble| said(format!("mails-trouble-{}", trouble.word())));
        let attempts = Sentence::new("console-mail-attempts").number("n", i64::from(mail.attempt));
        let without = if mail.may_go_again(visit.now) { Vec::new() } else { vec![Gesture::SendAgain] };
        let told = Told {
            title: said(format!("mails-class-{}", mail.class.word())),
            who: mail.member.map(|(id, given, family)| (format!("{given} {family}"), with_a_page(id))),
            why: trouble.into_iter().chain([say(visit, attempts)]).chain(mail.said).collect(),
            ways: vec![("see-mails", "/administration/courriers".to_owned())],
            without,
            ..Told::default()
        };
        (waits, told)
    };
    Ok(found.into_iter().map(told).collect())
}
