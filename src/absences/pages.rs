//! One's absences, who stands in, and the département of one's work.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Absence, Place, Planned, announce, coming, department_of, deputies, places, take_back, work_in};
use crate::db::ids::{AbsenceId, MemberId};
use crate::refusal::{Problems, Refusal};
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, civil_date};
use crate::worktime::Department;

const PLACE: &str = "/reglages/absences";

/// Days to be away and who stands in, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AbsenceForm {
    first: String,
    last: String,
    deputy: String,
}

impl Fields for AbsenceForm {
    type Parsed = Planned;
    fn parse(&self) -> Result<Planned, Refusal> {
        let mut problems = Problems::default();
        let day = |text: &str| text.trim().parse::<Date>().map_err(|_| "absence-day".into());
        let first = problems.check("first", day(&self.first));
        let last = problems.check("last", day(&self.last));
        let deputy = match self.deputy.as_str() {
            "" => Some(None),
            id => {
                problems.check("deputy", id.parse::<MemberId>().map(Some).map_err(|_| "absence-no-such-deputy".into()))
            }
        };
        problems.settle()?;
        let planned = || Some(Planned { first: first?, last: last?, deputy: deputy? });
        planned().ok_or_else(|| Problems::one("form", "form-malformed"))
    }
}

/// The département of one's work, as chosen.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct DepartmentForm {
    department: String,
}

impl Fields for DepartmentForm {
    type Parsed = Option<Department>;
    fn parse(&self) -> Result<Option<Department>, Refusal> {
        match self.department.as_str() {
            "" => Ok(None),
            code => {
                Department::parse(code).map(Some).ok_or_else(|| Problems::one("department", "absence-no-department"))
            }
        }
    }
}

#[derive(Serialize)]
struct View {
    form: Filled<AbsenceForm>,
    workplace: Filled<DepartmentForm>,
    absences: Vec<AbsenceView>,
    deputies: Vec<Choice>,
    departments: Vec<Choice>,
    /// What counts while none is chosen.
    usual: &'static str,
}

#[derive(Serialize)]
struct AbsenceView {
    id: AbsenceId,
    first: String,
    last: String,
    one_day: bool,
    runs: bool,
    deputy: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// GET /reglages/absences
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, Filled::blank(), None)).await
}

fn page(
    visit: &mut Visit<'_>,
    form: Filled<AbsenceForm>,
    chosen: Option<Filled<DepartmentForm>>,
) -> Result<Page, Refusal> {
    let me = visit.viewer.id()?;
    let place = places(visit.db, &[me])?.remove(&me).unwrap_or_else(Place::paris);
    let said = department_of(visit.db, me)?;
    let today = place.today(visit.now);
    let found = coming(visit.db, me, today)?;
    let people = deputies(visit.db, &visit.viewer, visit.now)?;
    let department = said.map(|said| said.code().to_owned()).unwrap_or_default();
    let view = View {
        form,
        workplace: chosen.unwrap_or_else(|| Filled::with(DepartmentForm { department })),
        absences: found.into_iter().map(|one| AbsenceView::of(visit, one, today)).collect(),
        deputies: people.into_iter().map(|(id, label)| Choice { value: id.to_string(), label }).collect(),
        departments: Department::all()
            .map(|one| Choice { value: one.code().into(), label: format!("{} – {}", one.code(), one.name()) })
            .collect(),
        usual: place.department.name(),
    };
    Ok(Page::of("absences/index.html", &view))
}

impl AbsenceView {
    fn of(visit: &Visit<'_>, absence: Absence, today: Date) -> Self {
        let day = |day: Date| civil_date(day, visit.sentences());
        Self {
            id: absence.id,
            first: day(absence.first),
            last: day(absence.last),
            one_day: absence.first == absence.last,
            runs: absence.first <= today,
            deputy: absence.deputy.map(|(_, given, family)| format!("{given} {family}")).unwrap_or_default(),
        }
    }
}

/// POST /reglages/absences
pub async fn create(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<AbsenceForm>(
        posted,
        |acting, planned| {
            announce(acting.viewer, planned, acting.tx)?;
            Ok(Done::at(PLACE).saying("said-absence"))
        },
        |visit, form| page(visit, form, None),
    )
    .await
}

/// POST /reglages/absences/departement
pub async fn choose_department(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<DepartmentForm>(
        posted,
        |acting, department| {
            work_in(acting.viewer, *department, acting.tx)?;
            Ok(Done::at(PLACE).saying("said-department"))
        },
        |visit, form| page(visit, Filled::blank(), Some(form)),
    )
    .await
}

/// POST /reglages/absences/{absence}/retrait
pub async fn remove(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        take_back(acting.viewer, part.parse()?, acting.tx)?;
        Ok(Done::at(PLACE).saying("said-absence-gone"))
    })
    .await
}
