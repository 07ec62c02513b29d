//! Pages of the import: sending a file, reading what it would do or what is wrong in it, confirming.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use crate::db::ids::ImportDraftId;
use crate::db::off_the_loop;
use crate::joining::import::report::{Report, ToldFault};
use crate::joining::import::sheet::{self, Sheet};
use crate::joining::import::{self, Column, Fault, Refused, drafts};
use crate::limits;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Upload, Visit};

/// Rows of each list on the page; the figures count them all.
const SHOWN: usize = 500;
/// Lines to correct on the page; the command line prints them all.
const FAULTS: usize = 5_000;

/// What is wrong in a file.
#[derive(Serialize)]
struct FaultsView {
    file: String,
    lines: usize,
    rows: usize,
    faults: Vec<ToldFault>,
    more: usize,
}

#[derive(Serialize)]
struct UploadView {
    form: Filled<Button>,
    columns: Vec<&'static str>,
    wrong: Option<FaultsView>,
}

fn upload_page(form: Filled<Button>, wrong: Option<FaultsView>) -> Page {
    let columns = Column::ALL.iter().map(|column| column.word()).collect();
    Page::of("joining/import.html", &UploadView { form, columns, wrong })
}

fn faults_view(visit: &Visit<'_>, name: &str, rows: usize, faults: &[Fault]) -> FaultsView {
    let mut lines: Vec<u64> = faults.iter().map(|fault| fault.line).filter(|line| *line > 0).collect();
    lines.dedup();
    FaultsView {
        file: name.to_owned(),
        lines: lines.len(),
        rows,
        faults: faults.iter().take(FAULTS).map(|fault| fault.told(visit.sentences())).collect(),
        more: faults.len().saturating_sub(FAULTS),
    }
}

/// GET /administration/import
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        Ok(upload_page(Filled::blank(), None))
    })
    .await
}

/// GET /administration/import/modele.csv: the columns, and a line to follow.
pub async fn template(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        let columns: Vec<&str> = Column::ALL.iter().map(|column| column.word()).collect();
        let text = format!("\u{feff}{}\r\n", columns.join(";"));
        Ok(Page::bytes("text/csv; charset=utf-8", text.into_bytes(), Some("membres.csv".into())))
    })
    .await
}

/// What was sent, read away from the event loop and from any transaction.
type Sent = Result<(String, Sheet), (String, Vec<Fault>)>;

async fn read(file: Option<Upload>) -> Option<Arc<Sent>> {
    let file = file?;
    let name = import::base_name(&file.name);
    let read = off_the_loop(move || Ok(sheet::read(&file.bytes))).await;
    let faults = |_| vec![Fault::new(1, Column::Email, "", "import-empty")];
    let sent = match read.map_err(faults).and_then(|read| read) {
        Ok(sheet) => Ok((name, sheet)),
        Err(faults) => Err((name, faults)),
    };
    Some(Arc::new(sent))
}

/// POST /administration/import: the file is read and judged; a good one waits to be confirmed.
pub async fn upload(desk: Desk, mut posted: Posted) -> HttpResponse {
    let sent = read(posted.file.take()).await;
    let again = sent.clone();
    desk.submit::<Button>(
        posted,
        move |acting, ()| {
            let me = policy::require_or_hide(acting.viewer, &Act::RunInstance)?;
            acting.spend(&limits::UPLOADS)?;
            let refused = |key: &'static str| Problems::one("file", key);
            let sent = sent.as_deref().ok_or_else(|| refused("import-file-needed"))?;
            let (name, sheet) = sent.as_ref().map_err(|_| refused("import-refused"))?;
            let now = acting.tx.now();
            import::dry_run(acting.tx.db(), sheet, now).map_err(|why| why.or(refused("import-refused")))?;
            let draft = drafts::keep(acting.tx, me, name, &sheet.text)?;
            Ok(Done::at(format!("/administration/import/{draft}")))
        },
        move |visit, form| {
            let Some(sent) = again.as_deref() else { return Ok(upload_page(form, None)) };
            let now = visit.now;
            let wrong = match sent {
                Err((name, faults)) => Some(faults_view(visit, name, 0, faults)),
                Ok((name, sheet)) => match import::dry_run(visit.db, sheet, now) {
                    Err(Refused::Faults(faults)) => {
                        Some(faults_view(visit, name, sheet.rows.len() + sheet.faults.len(), &faults))
                    }
                    Err(Refused::Otherwise(refusal)) => return Err(refusal),
                    Ok(_) => None,
                },
            };
            Ok(upload_page(form, wrong))
        },
    )
    .await
}

/// The confirmation: it carries what tells the report that was read from another.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Confirmation {
    seen: String,
}

impl Fields for Confirmation {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        Ok(self.seen.clone())
    }
}

/// A number and the key of what it counts.
#[derive(Serialize)]
struct Figure {
    key: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct ConfirmView {
    file: String,
    action: String,
    seen: String,
    figures: Vec<Figure>,
    nothing: bool,
    report: Report,
    shown: usize,
}

/// GET /administration/import/{draft}: what the file would do, as things stand now.
pub async fn show_draft(desk: Desk, draft: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let me = policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        let id: ImportDraftId = draft.parse()?;
        let (file, sheet) = drafts::read(visit.db, me, id, visit.now)?;
        let now = visit.now;
        let plan = match import::dry_run(visit.db, &sheet, now) {
            Ok(plan) => plan,
            Err(Refused::Otherwise(refusal)) => return Err(refusal),
            Err(Refused::Faults(faults)) => {
                let wrong = faults_view(visit, &file, sheet.rows.len(), &faults);
                return Ok(upload_page(Filled::blank(), Some(wrong)));
            }
        };
        let mut report = Report::of(&plan);
        let view = ConfirmView {
            file,
            action: visit.ask.path.clone(),
            seen: report.fingerprint(),
            figures: report.figures.lines().map(|(key, count)| Figure { key, count }).into(),
            nothing: report.figures.is_nothing(),
            shown: SHOWN,
            report: {
                report.cut(SHOWN);
                report
            },
        };
        Ok(Page::of("joining/import_confirm.html", &view))
    })
    .await
}

/// POST /administration/import/{draft}: does exactly what was shown.
pub async fn confirm(desk: Desk, posted: Posted, draft: Path<String>) -> HttpResponse {
    desk.press::<Confirmation>(posted, move |acting, seen| {
        let me = policy::require_or_hide(acting.viewer, &Act::RunInstance)?;
        let id: ImportDraftId = draft.parse()?;
        let now = acting.tx.now();
        let (file, sheet) = drafts::read(acting.tx.db(), me, id, now)?;
        let changed = || Refusal::Conflict("refusal-import-changed");
        let plan = import::run(acting.tx, &sheet, &file, Some(me)).map_err(|why| why.or(changed()))?;
        if Report::of(&plan).fingerprint() != *seen {
            return Err(changed());
        }
        drafts::forget(acting.tx, me)?;
        Ok(Done::at("/administration/import").saying("said-imported"))
    })
    .await
}
