//! The form by which one answers from the meeting's page.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Answer, Companion, Needs, Registration, Seat, Via, Wish};
use crate::meetings::machine::Step;
use crate::meetings::pages::{Again, meeting_id, page};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution;
use crate::web::{Desk, Done, Fields, Posted, optional};

/// The longest of what somebody needs, in characters.
const LONGEST_NEED: usize = 500;
/// People one brings along at most.
const MOST_COMPANIONS: usize = 9;
/// The longest name, and the longest name of where somebody comes from.
const LONGEST_NAME: usize = 120;
const LONGEST_ORGANISATION: usize = 200;

/// An answer as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    answer: String,
    /// One a line: a name, a comma, where they come from.
    companions: String,
    meals: String,
    access: String,
    travel: String,
    identifiers: String,
}

impl AnswerForm {
    /// What was said last.
    pub(super) fn standing(mine: &Registration, companions: &[Companion]) -> Self {
        let line = |one: &Companion| match one.organisation.as_str() {
            "" => one.name.clone(),
            organisation => format!("{}, {organisation}", one.name),
        };
        Self {
            answer: mine.answer.word().into(),
            companions: companions.iter().map(line).collect::<Vec<_>>().join("\n"),
            meals: mine.needs.meals.clone(),
            access: mine.needs.access.clone(),
            travel: mine.needs.travel.clone(),
            identifiers: String::new(),
        }
    }

    /// What is free text.
    pub(super) fn texts(&self) -> [&str; 4] {
        [&self.companions, &self.meals, &self.access, &self.travel]
    }
}

/// Reads whom somebody brings, one a line.
fn companions(text: &str) -> Result<Vec<Companion>, Sentence> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_COMPANIONS {
        let most = i64::try_from(MOST_COMPANIONS).unwrap_or(i64::MAX);
        return Err(Sentence::new("registration-companions-many").number("most", most));
    }
    lines.into_iter().map(companion).collect()
}

fn companion(line: &str) -> Result<Companion, Sentence> {
    let (name, organisation) = line.split_once(',').unwrap_or((line, ""));
    let (name, organisation) = (optional(name, LONGEST_NAME)?, optional(organisation, LONGEST_ORGANISATION)?);
    if name.is_empty() { Err("registration-companions-name".into()) } else { Ok(Companion { name, organisation }) }
}

impl Fields for AnswerForm {
    /// The answer, when one was chosen, and what goes with it.
    type Parsed = (Option<Answer>, Vec<Companion>, Needs);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let companions = problems.check("companions", companions(&self.companions));
        let mut need = |field, text| problems.check(field, optional(text, LONGEST_NEED)).unwrap_or_default();
        let needs = Needs {
            meals: need("meals", &self.meals),
            access: need("access", &self.access),
            travel: need("travel", &self.travel),
        };
        problems.settle()?;
        caution::answered(&self.texts(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        Ok((Answer::parse(&self.answer), companions.unwrap_or_default(), needs))
    }
}

/// What is said of an answer that was kept.
pub(super) fn said(answer: Answer, seat: Seat) -> &'static str {
    match (answer, seat) {
        (Answer::No, _) => "said-registration-no",
        (Answer::Maybe, _) => "said-registration-maybe",
        (_, Seat::Held) => "said-registration-held",
        _ => "said-registration-waiting",
    }
}

/// POST /rencontres/{id}/inscription
pub async fn answer(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<AnswerForm>(
        posted,
        move |acting, (answer, companions, needs)| {
            let seen = crate::meetings::visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            seen.require(acting.viewer, Step::Answer)?;
            let answer = answer.ok_or_else(|| Problems::one("answer", "registration-choose"))?;
            let wish = Wish { answer, companions: Some(companions.clone()), needs: Some(needs.clone()) };
            let how = (Via::Page, acting.app.meetings);
            let seat = super::answer(acting.tx, acting.viewer, &seen, &wish, how)?;
            Ok(Done::at(format!("/rencontres/{}#inscription", seen.meeting.id)).saying(said(answer, seat)))
        },
        move |visit, form| page(visit, &again, Again { answer: Some(form), ..Again::default() }),
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companions_are_read_one_a_line() {
        let read = companions(" Léa Martin, CH de Valmont \n\nPaul Roy").unwrap();
        let said: Vec<_> = read.iter().map(|one| (one.name.as_str(), one.organisation.as_str())).collect();
        assert_eq!(said, [("Léa Martin", "CH de Valmont"), ("Paul Roy", "")]);
        assert!(companions(", CH de Valmont").is_err());
        assert!(companions(&"Léa\n".repeat(10)).is_err());
    }
}
