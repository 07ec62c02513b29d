//! Pages that take a step of a sheet: all of them send one form, and show the sheet's page again when it is refused.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::pages::{Again, page, sheet_id};
use super::{LONGEST_REASON, Seen, Sheet, Verdict, appraisal, publishing};
use crate::conversations::recipients;
use crate::db::Db;
use crate::db::ids::{MemberId, SheetId, from_base32};
use crate::refusal::{Problems, Refusal};
use crate::threads::Body;
use crate::web::{Acting, Desk, Done, Fields, Filled, Posted, Visit, optional};

/// A note of a version holds no more, in characters: what a reviewer says stands there.
const LONGEST_NOTE: usize = 200;
/// Where a candide stumbled, in characters at most.
const LONGEST_STUMBLES: usize = 4_000;

/// Everything a step may ask for, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActForm {
    version: String,
    /// A member, chosen.
    member: String,
    /// A member, by name.
    with: String,
    reason: String,
    day: String,
    verdict: String,
    stumbles: String,
    /// The address or the id of what replaces it.
    by: String,
}

impl ActForm {
    /// The form as it is first shown: a year before the next look.
    pub(super) fn of(visit: &Visit<'_>, sheet: &Sheet) -> Self {
        let today = visit.now.instant().to_zoned(visit.zone()).date();
        let next = today.checked_add(jiff::Span::new().years(1)).unwrap_or(today);
        Self { version: sheet.version.to_string(), day: next.to_string(), ..Self::default() }
    }

    fn version(&self) -> i32 {
        self.version.parse().unwrap_or(-1)
    }

    fn reason(&self, most: usize) -> Result<String, Refusal> {
        let text = optional(&self.reason, most).map_err(|sentence| Problems::one("reason", sentence))?;
        if text.is_empty() { Err(Problems::one("reason", "sheet-reason-needed")) } else { Ok(text) }
    }

    fn member(&self) -> Result<MemberId, Refusal> {
        self.member.parse().map_err(|_| Problems::one("member", "sheet-choose-somebody"))
    }

    /// The day of the next look, from tomorrow and within five years.
    fn day(&self, acting: &Acting<'_, '_>) -> Result<String, Refusal> {
        let day: Date = self.day.parse().map_err(|_| Problems::one("day", "sheet-day-wrong"))?;
        let now = acting.tx.now();
        let today = now.instant().to_zoned(acting.me()?.zone.clone()).date();
        let last = today.checked_add(jiff::Span::new().years(5)).unwrap_or(today);
        if day <= today || day > last {
            return Err(Problems::one("day", "sheet-day-range"));
        }
        Ok(day.to_string())
    }

    /// What replaces a sheet: nothing, its address, or its id.
    fn by(&self) -> Result<Option<SheetId>, Refusal> {
        let typed = self.by.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let last = typed.rsplit('/').next().unwrap_or_default();
        let id = from_base32(last.split(['-', '?', '#']).next().unwrap_or_default());
        id.map(|id| Some(SheetId(id))).ok_or_else(|| Problems::one("by", "sheet-replacement-unknown"))
    }
}

impl Fields for ActForm {
    type Parsed = Self;
    fn parse(&self) -> Result<Self, Refusal> {
        Ok(self.clone())
    }
}

/// Takes a step by a verb and says so, or shows the page again with what was typed.
pub(super) async fn taken(
    desk: Desk,
    (part, posted): (String, Posted),
    (act, said): (&'static str, &'static str),
    mut verb: impl FnMut(&mut Acting<'_, '_>, &Seen, &ActForm) -> Result<(), Refusal> + Send + 'static,
) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ActForm>(
        posted,
        move |acting, form| {
            let seen = super::visible(acting.tx.db(), acting.viewer, sheet_id(&part)?)?;
            verb(acting, &seen, form)?;
            Ok(Done::at(format!("/fiches/{}", seen.sheet.id)).saying(said))
        },
        move |visit, form| {
            let form = refreshed(visit, &again, form)?;
            page(visit, &again, Again { act, form: Some(form), feedback: None })
        },
    )
    .await
}

/// What was typed, with the version the sheet has now: sending it again takes the step from there.
fn refreshed(visit: &mut Visit<'_>, part: &str, mut form: Filled<ActForm>) -> Result<Filled<ActForm>, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, sheet_id(part)?)?;
    form.typed.version = seen.sheet.version.to_string();
    Ok(form)
}

/// POST /fiches/{id}/relecture
pub async fn submit(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("submit", "said-sheet-submitted"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::Submit)?;
        appraisal::submit(acting.tx, acting.viewer, seen, form.version(), form.member()?)
    })
    .await
}

/// POST /fiches/{id}/relecture/accord
pub async fn approve(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("approve", "said-sheet-approved"), |acting, seen, form| {
        appraisal::approve(acting.tx, acting.viewer, seen, form.version())
    })
    .await
}

/// POST /fiches/{id}/relecture/retour
pub async fn send_back(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("send_back", "said-sheet-sent-back"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::SendBack)?;
        appraisal::send_back(acting.tx, acting.viewer, seen, form.version(), &form.reason(LONGEST_NOTE)?)
    })
    .await
}

/// POST /fiches/{id}/essais
pub async fn try_out(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("try_out", "said-sheet-trial"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::TryOut)?;
        let who = somebody(acting, &form.with)?;
        appraisal::try_out(acting.tx, acting.viewer, seen, form.version(), who)
    })
    .await
}

/// The one member of a name.
fn somebody(acting: &mut Acting<'_, '_>, typed: &str) -> Result<MemberId, Refusal> {
    if typed.trim().is_empty() {
        return Err(Problems::one("with", "sheet-name-somebody"));
    }
    let named = recipients::parse(typed)?;
    let found = recipients::found(acting.tx.db(), acting.viewer, &named)?;
    match found[..] {
        [one] => Ok(one),
        _ => Err(Problems::one("with", "sheet-name-one")),
    }
}

/// POST /fiches/{id}/essais/reponse
pub async fn answer(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("answer", "said-sheet-tried"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::Answer)?;
        let verdict = Verdict::parse(&form.verdict).ok_or_else(|| Problems::one("verdict", "sheet-choose-verdict"))?;
        let stumbles = optional(&form.stumbles, LONGEST_STUMBLES).map_err(|told| Problems::one("stumbles", told))?;
        if verdict == Verdict::Stumbled && stumbles.is_empty() {
            return Err(Problems::one("stumbles", "sheet-stumbles-where"));
        }
        appraisal::answer(acting.tx, acting.viewer, seen, verdict, &stumbles)
    })
    .await
}

/// POST /fiches/{id}/essais/dispense
pub async fn waive(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("waive", "said-sheet-waived"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::Waive)?;
        appraisal::waive(acting.tx, acting.viewer, seen, form.version(), &form.reason(LONGEST_REASON)?)
    })
    .await
}

/// POST /fiches/{id}/neutralite
pub async fn justify(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("justify", "said-sheet-justified"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::Justify)?;
        appraisal::justify(acting.tx, acting.viewer, seen, form.version(), &form.reason(LONGEST_REASON)?)
    })
    .await
}

/// POST /fiches/{id}/neutralite/lecture
pub async fn read_products(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("read_products", "said-sheet-products-read"), |acting, seen, form| {
        appraisal::read_products(acting.tx, acting.viewer, seen, form.version())
    })
    .await
}

/// POST /fiches/{id}/publication
pub async fn publish(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let (wanted, app) = (part.clone(), desk.app.clone());
    let read = move |db: &mut Db| publishing::prepared(db, sheet_id(&wanted)?, &app.neutrality);
    let prepared = desk.app.database.read(read).await;
    taken(desk, (part.into_inner(), posted), ("publish", "said-sheet-published"), move |acting, seen, form| {
        seen.require(acting.viewer, super::Step::Publish)?;
        let day = form.day(acting)?;
        let prepared = prepared.as_ref().map_err(Clone::clone)?;
        publishing::publish(acting.tx, acting.viewer, seen, (form.version(), &day), prepared)
    })
    .await
}

/// POST /fiches/{id}/confirmation
pub async fn confirm(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("confirm", "said-sheet-confirmed"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::Confirm)?;
        let day = form.day(acting)?;
        publishing::confirm(acting.tx, acting.viewer, seen, (form.version(), &day))
    })
    .await
}

/// POST /fiches/{id}/responsable
pub async fn hand_over(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("hand_over", "said-sheet-handed-over"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::HandOver)?;
        publishing::hand_over(acting.tx, acting.viewer, seen, form.version(), form.member()?)
    })
    .await
}

/// POST /fiches/{id}/retrait
pub async fn withdraw(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    // Rendered before the transaction; a reason that is missing or too long is told by the verb below.
    let notice: Option<Body> = publishing::withdrawal_notice(posted.value("reason").trim()).ok();
    taken(desk, (part.into_inner(), posted), ("withdraw", "said-sheet-withdrawn"), move |acting, seen, form| {
        seen.require(acting.viewer, super::Step::Withdraw)?;
        let reason = form.reason(LONGEST_REASON)?;
        let notice = notice.as_ref().ok_or_else(|| Problems::one("reason", "sheet-reason-needed"))?;
        publishing::withdraw(acting.tx, acting.viewer, seen, form.version(), (&reason, form.by()?), notice)
    })
    .await
}

/// POST /fiches/{id}/abandon
pub async fn abandon(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("abandon", "said-sheet-abandoned"), |acting, seen, form| {
        seen.require(acting.viewer, super::Step::Abandon)?;
        publishing::abandon(acting.tx, acting.viewer, seen, form.version(), &form.reason(LONGEST_NOTE)?)
    })
    .await
}
