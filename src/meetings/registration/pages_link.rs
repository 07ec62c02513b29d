//! The page of the link in a mail: reading it shows what will be answered, its button answers.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::{Answer, Seat, Via, Way, answer_as, has_begun, links, store};
use crate::meetings::State;
use crate::meetings::views::TimeView;
use crate::refusal::Refusal;
use crate::text::typography;
use crate::web::{Desk, Page, Posted, Visit, When};

#[derive(Serialize)]
struct View {
    title: String,
    meeting: String,
    time: Option<TimeView>,
    action: String,
    choices: Vec<(Answer, bool)>,
    /// What the mail's link says, or what was answered.
    chosen: Option<Answer>,
    answered: Option<Answer>,
    seat: Seat,
    until: Option<When>,
    /// It is still time to answer.
    open: bool,
    cancelled: bool,
    done: bool,
    /// Nothing was chosen: the sentence beside the answers.
    lacks: bool,
}

/// GET /venir/{token} (`?reponse=`): shows what will be answered, and changes nothing.
pub async fn show(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let chosen = Answer::parse(&visit.ask.param("reponse"));
        page(visit, &token, chosen, (false, false))
    })
    .await
}

/// POST /venir/{token} (`answer`): the address is its own proof, as mail is read where nobody is signed in.
pub async fn give(desk: Desk, token: Path<String>, posted: Posted) -> HttpResponse {
    let given = Answer::parse(posted.value("answer"));
    let shown = token.clone();
    desk.act_by_link(
        move |tx, app| {
            let now = tx.now();
            let asked = links::read(tx.db(), &app.key, &token, now)?;
            match given {
                Some(answer) => {
                    answer_as(tx, asked.member, asked.seen.meeting.id, answer, (Via::Mail, app.meetings)).map(|_| ())
                }
                None => Ok(()),
            }
        },
        move |visit| page(visit, &shown, given, (given.is_some(), given.is_none())),
    )
    .await
}

fn page(
    visit: &mut Visit<'_>,
    token: &str,
    chosen: Option<Answer>,
    (done, lacks): (bool, bool),
) -> Result<Page, Refusal> {
    let asked = links::read(visit.db, &visit.app.key, token, visit.now)?;
    let meeting = &asked.seen.meeting;
    let mine = store::of(visit.db, meeting.id, asked.member)?;
    let offered = |answer: &Answer| match Way::of(*answer) {
        Some(way) => way.is_open(meeting).then(|| (*answer, way.left(meeting) == Some(0))),
        None => Some((*answer, false)),
    };
    let answered = mine.as_ref().map(|mine| mine.answer);
    let view = View {
        title: typography::spaces(&meeting.title),
        meeting: asked.seen.address(),
        time: TimeView::of(visit, meeting),
        action: format!("/venir/{token}"),
        choices: Answer::ALL.iter().filter_map(offered).collect(),
        chosen: chosen.or(answered),
        answered,
        seat: mine.as_ref().map_or(Seat::None, |mine| mine.seat),
        until: mine.as_ref().and_then(|mine| mine.offered_until).map(|until| visit.when(until)),
        open: meeting.state == State::Announced && !has_begun(meeting, visit.now),
        cancelled: meeting.state == State::Cancelled,
        done,
        lacks,
    };
    Ok(Page::of("meetings/link.html", &view).without_referrer())
}
