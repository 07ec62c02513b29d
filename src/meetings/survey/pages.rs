//! The page of the survey: what one says, what was said.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::store::{self, Before};
use super::{Figures, LONGEST_WORDS, Opinion, SMALLEST, is_open, rate};
use crate::db::ids::MeetingId;
use crate::meetings::machine::Step;
use crate::meetings::pages::meeting_id;
use crate::meetings::{Meeting, visible};
use crate::refusal::{Problems, Refusal};
use crate::sentences::{Sentence, Sentences};
use crate::text::caution::{self, Caution};
use crate::text::links::without_titles;
use crate::text::typography;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, local_date, optional};

/// An opinion as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct OpinionForm {
    score: String,
    words: String,
    identifiers: String,
}

impl Fields for OpinionForm {
    type Parsed = Opinion;
    fn parse(&self) -> Result<Opinion, Refusal> {
        let mut problems = Problems::default();
        let score = self.score.trim().parse().ok().filter(|score| (0..=10).contains(score));
        let score = problems.check("score", score.ok_or("survey-choose".into()));
        let words = problems.check("words", optional(&without_titles(&self.words), LONGEST_WORDS));
        problems.check("identifiers", caution::answered(&[&self.words], &self.identifiers));
        problems.settle()?;
        let opinion = || Some(Opinion { score: score?, words: words? });
        opinion().ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

/// A column of the chart, in units of its drawing.
#[derive(Serialize)]
struct Column {
    score: usize,
    count: usize,
    x: usize,
    y: usize,
    height: usize,
}

/// A meeting of the comparison.
#[derive(Serialize)]
struct Compared {
    address: Option<String>,
    title: String,
    day: String,
    /// Nothing: fewer than five answered.
    mean: Option<String>,
    answers: usize,
    y: usize,
    width: i64,
}

#[derive(Serialize)]
struct Results {
    mean: String,
    answers: usize,
    /// Drawn once five answered.
    columns: Vec<Column>,
}

#[derive(Serialize)]
struct SurveyView {
    id: MeetingId,
    meeting: String,
    address: String,
    over: bool,
    may_rate: bool,
    answered: bool,
    form: Filled<OpinionForm>,
    scores: Vec<String>,
    results: Option<Results>,
    /// Fewer than five answered.
    few: bool,
    compared: Vec<Compared>,
    compared_height: usize,
    /// For who runs the meeting.
    words: Vec<String>,
    caution: Option<Caution>,
}

/// GET /rencontres/{id}/satisfaction
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, None)).await
}

fn page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<OpinionForm>>) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    let (me, meeting) = (visit.viewer.id()?, &seen.meeting);
    let mine = store::of(visit.db, meeting.id, me)?;
    let open = is_open(meeting, visit.now) && seen.may(&visit.viewer, Step::Rate);
    let may_rate = open && store::came(visit.db, meeting.id, me)?;
    let runs = seen.allows(&visit.viewer, Step::Attend);
    let scores = store::scores(visit.db, meeting.id)?;
    let few = scores.len() < SMALLEST;
    let before = if few && !runs { Vec::new() } else { store::before(visit.db, &visit.viewer, meeting)? };
    let words = if runs { store::words(visit.db, meeting.id)? } else { Vec::new() };
    let sentences = visit.sentences();
    let results = Figures::of(&scores).filter(|_| runs || !few).map(|figures| Results {
        mean: mean(figures, sentences),
        answers: figures.answers,
        columns: if few { Vec::new() } else { columns(&scores) },
    });
    let compared = if results.is_some() { compared(visit, meeting, &scores, before) } else { Vec::new() };
    let typed =
        mine.clone().map(|(score, words)| OpinionForm { score: score.to_string(), words, ..OpinionForm::default() });
    let form = form.unwrap_or_else(|| Filled::with(typed.unwrap_or_default()));
    let view = SurveyView {
        id: meeting.id,
        meeting: typography::spaces(&meeting.title),
        address: seen.address(),
        over: meeting.state.is_over(),
        may_rate,
        answered: mine.is_some(),
        scores: (0..=10).map(|score| score.to_string()).collect(),
        results,
        few,
        compared_height: compared.len() * STEP,
        compared,
        words: words.iter().map(|words| typography::spaces(words)).collect(),
        caution: Caution::of_refused(&form.problems, &[&form.typed.words]),
        form,
    };
    Ok(Page::of("meetings/survey.html", &view))
}

/// A mean as it is written: 8,2 in French, 8.2 in English.
fn mean(figures: Figures, sentences: &Sentences) -> String {
    let (whole, tenth) = (figures.tenths / 10, figures.tenths % 10);
    sentences.tell(&Sentence::new("survey-mean").text("whole", whole.to_string()).text("tenth", tenth.to_string()))
}

/// Width of a column with its room.
const WIDTH: usize = 30;
/// Height of the highest column.
const HIGHEST: usize = 110;

/// How often each score was given.
fn columns(scores: &[i32]) -> Vec<Column> {
    let counts: Vec<usize> =
        (0..=10).map(|score| scores.iter().filter(|given| usize::try_from(**given) == Ok(score)).count()).collect();
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let column = |(score, count): (usize, &usize)| {
        let height = (count * HIGHEST).div_ceil(most);
        Column { score, count: *count, x: score * WIDTH, y: HIGHEST + 20 - height, height }
    };
    counts.iter().enumerate().map(column).collect()
}

/// Height of a bar of the comparison with its room.
const STEP: usize = 34;

/// This meeting and those of the same circle before it; what fewer than five said of one is not told.
fn compared(visit: &Visit<'_>, meeting: &Meeting, scores: &[i32], before: Vec<Before>) -> Vec<Compared> {
    if before.is_empty() {
        return Vec::new();
    }
    let this =
        Before { id: meeting.id, title: meeting.title.clone(), starts_at: meeting.starts_at, scores: scores.to_vec() };
    let line = |(at, one): (usize, Before)| {
        let figures = Figures::of(&one.scores).filter(|figures| figures.answers >= SMALLEST);
        Compared {
            address: (one.id != meeting.id).then(|| format!("/rencontres/{}/satisfaction", one.id)),
            title: typography::spaces(&one.title),
            day: one.starts_at.map(|at| local_date(at, &visit.zone(), visit.sentences())).unwrap_or_default(),
            mean: figures.map(|figures| mean(figures, visit.sentences())),
            answers: figures.map_or(0, |figures| figures.answers),
            y: at * STEP,
            width: figures.map_or(0, |figures| figures.tenths * 3),
        }
    };
    std::iter::once(this).chain(before).enumerate().map(line).collect()
}

/// POST /rencontres/{id}/satisfaction
pub async fn give(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<OpinionForm>(
        posted,
        move |acting, opinion| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            rate(acting.tx, acting.viewer, &seen, opinion)?;
            Ok(Done::at(format!("/rencontres/{}/satisfaction", seen.meeting.id)).saying("said-survey"))
        },
        move |visit, form| page(visit, &again, Some(form)),
    )
    .await
}
