//! One's digest: when it comes, of which themes, what the next one would say; the question asked at first sign-in.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use super::gathering::{gather, start};
use super::ranking::Picked;
use super::shown::{Shown, shown};
use super::{Frequency, Settings, due_at, leave_out, left_out, season, settings, store, unsubscribe};
use crate::db::ids::{ThemeId, from_base32};
use crate::limits;
use crate::notices;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::themes;
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit};

/// The keys of days, from Monday.
const DAYS: [&str; 7] =
    ["digest-day-1", "digest-day-2", "digest-day-3", "digest-day-4", "digest-day-5", "digest-day-6", "digest-day-7"];

/// The choices, as typed: `frequency`, `weekday`, `hour`, `title_only`, a `theme-…` for each theme kept, a `silent-…`
/// for each theme whose notices still do not come by mail.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct DigestForm(BTreeMap<String, String>);

/// What they mean.
pub struct Chosen {
    settings: Settings,
    kept: Vec<ThemeId>,
    silent: Vec<ThemeId>,
}

impl DigestForm {
    fn of(chosen: &Settings) -> Self {
        let mut fields = BTreeMap::from([
            ("frequency".to_owned(), chosen.frequency.word().to_owned()),
            ("weekday".to_owned(), chosen.weekday.to_string()),
            ("hour".to_owned(), chosen.hour.to_string()),
        ]);
        if chosen.title_only {
            fields.insert("title_only".into(), "1".into());
        }
        Self(fields)
    }

    fn value(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn number(&self, name: &str, from: i32, to: i32) -> Option<i32> {
        self.value(name).parse().ok().filter(|number| (from..=to).contains(number))
    }

    /// The themes of the fields that start so.
    fn themes(&self, start: &str) -> Vec<ThemeId> {
        let id = |name: &String| name.strip_prefix(start).and_then(from_base32).map(ThemeId);
        self.0.keys().filter_map(id).collect()
    }
}

impl Fields for DigestForm {
    type Parsed = Chosen;
    fn parse(&self) -> Result<Chosen, Refusal> {
        let known = |name: &str| ["frequency", "weekday", "hour", "title_only"].contains(&name);
        let (kept, silent) = (self.themes("theme-"), self.themes("silent-"));
        if self.0.keys().filter(|name| !known(name)).count() != kept.len() + silent.len() {
            return Err(Problems::one("form", "form-malformed"));
        }
        let mut problems = Problems::default();
        let frequency = Frequency::parse(self.value("frequency")).ok_or("digest-choose-frequency".into());
        let frequency = problems.check("frequency", frequency);
        let weekday = problems.check("weekday", self.number("weekday", 1, 7).ok_or("digest-choose-day".into()));
        let hour = problems.check("hour", self.number("hour", 0, 23).ok_or("digest-choose-hour".into()));
        problems.settle()?;
        let settings = || {
            let title_only = !self.value("title_only").is_empty();
            Some(Settings { frequency: frequency?, weekday: weekday?, hour: hour?, title_only })
        };
        let settings = settings().ok_or_else(|| Problems::one("form", "form-malformed"))?;
        Ok(Chosen { settings, kept, silent })
    }
}

#[derive(Serialize)]
struct SettingsView {
    form: Filled<DigestForm>,
    frequencies: Vec<Frequency>,
    days: Vec<Choice>,
    hours: Vec<Choice>,
    themes: Vec<ThemeChoice>,
    silent: Vec<ThemeChoice>,
    zone: String,
    next: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct ThemeChoice {
    id: ThemeId,
    name: String,
    chosen: bool,
}

/// GET /reglages/resumes
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, Filled::blank())).await
}

fn page(visit: &mut Visit<'_>, form: Filled<DigestForm>) -> Result<Page, Refusal> {
    let (member, zone) = (visit.me()?.id, visit.zone());
    let (kept, out) = (settings(visit.db, member)?, left_out(visit.db, member)?);
    let next = due_at(visit.db, member, &zone, visit.now)?.map(|due| visit.when(due).exact);
    let mine = mine(visit)?;
    let fresh = form.problems.is_empty();
    let form = if fresh { Filled::with(DigestForm::of(&kept)) } else { form };
    let (typed, typed_silent) = (form.typed.themes("theme-"), form.typed.themes("silent-"));
    let theme = |(id, name): (ThemeId, String)| {
        let chosen = if fresh { !out.contains(&id) } else { typed.contains(&id) };
        ThemeChoice { id, name, chosen }
    };
    let silent = |(id, _, name): (ThemeId, String, String)| ThemeChoice {
        id,
        name,
        chosen: fresh || typed_silent.contains(&id),
    };
    let sentences = visit.sentences();
    let day = |(number, key): (usize, &&'static str)| Choice {
        value: (number + 1).to_string(),
        label: sentences.tell(&Sentence::new(key)),
    };
    let hour = |hour: i32| Choice {
        value: hour.to_string(),
        label: sentences.tell(&Sentence::new("digest-hour-of-day").text("hour", hour.to_string())),
    };
    let (days, hours) = (DAYS.iter().enumerate().map(day).collect(), (0..24).map(hour).collect());
    let view = SettingsView {
        frequencies: Frequency::ALL.to_vec(),
        days,
        hours,
        themes: mine.into_iter().map(theme).collect(),
        silent: notices::themes_left_out(visit.db, member)?.into_iter().map(silent).collect(),
        zone: zone.iana_name().unwrap_or("UTC").replace('_', " "),
        next,
        form,
    };
    Ok(Page::of("digests/settings.html", &view))
}

/// The themes a person is in.
fn mine(visit: &mut Visit<'_>) -> Result<Vec<(ThemeId, String)>, Refusal> {
    let all = themes::all(visit.db, false)?;
    let mine = all.into_iter().filter(|theme| visit.viewer.level(theme.id).is_some());
    Ok(mine.map(|theme| (theme.id, theme.name)).collect())
}

/// POST /reglages/resumes
pub async fn change(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<DigestForm>(
        posted,
        |acting, chosen| {
            let me = acting.me()?;
            super::choose(acting.tx, me.id, &chosen.settings, &me.zone)?;
            let mine: Vec<ThemeId> = acting.viewer.standings.iter().map(|standing| standing.theme).collect();
            let out: Vec<ThemeId> = mine.iter().copied().filter(|theme| !chosen.kept.contains(theme)).collect();
            leave_out(acting.tx, me.id, &mine, &out)?;
            for (theme, ..) in notices::themes_left_out(acting.tx.db(), me.id)? {
                if !chosen.silent.contains(&theme) {
                    notices::take_theme_in(acting.tx, me.id, theme)?;
                }
            }
            Ok(Done::at("/reglages/resumes").saying("said-digest-settings"))
        },
        page,
    )
    .await
}

/// The answer to the question asked at first sign-in.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RhythmForm {
    frequency: String,
    act: String,
}

impl Fields for RhythmForm {
    type Parsed = Option<Frequency>;
    fn parse(&self) -> Result<Option<Frequency>, Refusal> {
        if self.act == "later" {
            return Ok(None);
        }
        let frequency = Frequency::parse(&self.frequency);
        frequency.map(Some).ok_or_else(|| Problems::one("frequency", "digest-choose-frequency"))
    }
}

/// POST /reglages/resumes/rythme (`act=later`: nothing changes, the question is not asked again)
pub async fn answer(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<RhythmForm>(posted, |acting, chosen| {
        let me = acting.me()?;
        let frequency = match chosen {
            Some(frequency) => *frequency,
            None => settings(acting.tx.db(), me.id)?.frequency,
        };
        super::choose_frequency(acting.tx, me.id, frequency, &me.zone)?;
        Ok(Done::at("/").saying("said-digest-settings"))
    })
    .await
}

/// POST /reglages/resumes/liens: the addresses that unsubscribe, in mails that left, lead nowhere any more.
pub async fn take_back(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        let member = acting.me()?.id;
        unsubscribe::take_back(acting.tx, member)?;
        Ok(Done::at("/reglages/resumes").saying("said-unsubscribe-renewed"))
    })
    .await
}

#[derive(Serialize)]
struct PreviewView {
    digest: Shown,
    empty: bool,
    frequency: Frequency,
    in_a_theme: bool,
    next: Option<String>,
}

/// GET /reglages/resumes/apercu: what a digest would say if it left now.
pub async fn preview(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        visit.spend(&limits::PREVIEWS)?;
        let (member, now, zone) = (visit.me()?.id, visit.now, visit.zone());
        let chosen = settings(visit.db, member)?;
        let start = start(store::covered_until(visit.db, member)?, now);
        let season = season::read(visit.db, now)?;
        let found = gather(visit.db, &season, &[(member, start)], now)?;
        let picked = found.into_iter().next().map_or_else(Picked::default, |(_, picked)| picked);
        let digest = shown(visit.db, &visit.viewer, member, &picked, chosen.title_only)?;
        let view = PreviewView {
            empty: digest.is_empty(),
            digest,
            frequency: chosen.frequency,
            in_a_theme: !visit.viewer.standings.is_empty(),
            next: due_at(visit.db, member, &zone, now)?.map(|due| visit.when(due).exact),
        };
        Ok(Page::of("digests/preview.html", &view))
    })
    .await
}
