//! One's own profile: who one is, where one works, what one helps with, one's picture.

use actix_web::HttpResponse;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::card::{Avatar, Choice};
use crate::db::Moment;
use crate::limits;
use crate::members::portraits::{self, Portrait};
use crate::members::profile::{self, Change, Workplace};
use crate::members::{EstablishmentKind, directory, regions};
use crate::refusal::{Problems, Refusal};
use crate::sentences::{Language, Sentence, Sentences};
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Upload, Visit, field, optional};

/// Fields of expertise at most, and their longest label in characters.
const MOST_EXPERTISES: usize = 5;
const LONGEST_EXPERTISE: usize = 50;

/// The profile, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProfileForm {
    given_name: String,
    family_name: String,
    profession: String,
    establishment: String,
    establishment_kind: String,
    town: String,
    region: String,
    time_zone: String,
    language: String,
    presentation: String,
    expertises: String,
    available: String,
    available_for: String,
}

impl Fields for ProfileForm {
    type Parsed = Change;
    fn parse(&self) -> Result<Change, Refusal> {
        let mut problems = Problems::default();
        let region = regions::by_slug(&self.region).ok_or("settings-no-region".into());
        let zone = |zone: &String| zones().any(|known| known == zone);
        let time_zone = match &self.time_zone {
            own if own.is_empty() => Ok(None),
            known if zone(known) => Ok(Some(known.clone())),
            _ => Err("settings-no-zone".into()),
        };
        let language = Language::parse(&self.language).ok_or("settings-no-language".into());
        let given_name = problems.check("given_name", said(&self.given_name, "settings-no-given-name"));
        let family_name = problems.check("family_name", said(&self.family_name, "settings-no-family-name"));
        let profession = problems.check("profession", said(&self.profession, "settings-no-profession"));
        let workplace = self.workplace(&mut problems);
        let region = problems.check("region", region);
        let time_zone = problems.check("time_zone", time_zone);
        let language = problems.check("language", language);
        let expertises = problems.check("expertises", expertises(&self.expertises));
        let presentation = problems.check("presentation", optional(&self.presentation, 2_000));
        let available_for = problems.check("available_for", optional(&self.available_for, 500));
        problems.settle()?;
        let whole = || {
            Some(Change {
                given_name: given_name?,
                family_name: family_name?,
                profession: profession?,
                workplace,
                region: &region?.slug,
                time_zone: time_zone?,
                language: language?,
                presentation: presentation?,
                expertises: expertises?,
                available: !self.available.is_empty(),
                available_for: available_for?,
            })
        };
        whole().ok_or_else(|| Problems::one("form", "form-malformed"))
    }
}

impl ProfileForm {
    fn of(member: &profile::Profile) -> Self {
        let (establishment, kind, town) = match &member.establishment {
            Some((name, kind, town)) => (name.clone(), kind.word().to_owned(), town.clone()),
            None => Default::default(),
        };
        let usual = member.time_zone == regions::usual_zone(&member.region);
        Self {
            given_name: member.given_name.clone(),
            family_name: member.family_name.clone(),
            profession: member.profession.clone(),
            establishment,
            establishment_kind: kind,
            town,
            region: member.region.clone(),
            time_zone: if usual { String::new() } else { member.time_zone.clone() },
            language: member.language.word().to_owned(),
            presentation: member.presentation.clone(),
            expertises: member.expertises.join(", "),
            available: if member.available { "1".into() } else { String::new() },
            available_for: member.available_for.clone(),
        }
    }

    /// Where one works: nowhere, or an establishment with its kind and its town.
    fn workplace(&self, problems: &mut Problems) -> Option<Workplace> {
        let name = problems.check("establishment", optional(&self.establishment, 200))?;
        if name.is_empty() {
            return None;
        }
        let kind = EstablishmentKind::parse(&self.establishment_kind).ok_or("settings-no-kind".into());
        let kind = problems.check("establishment_kind", kind);
        let town = problems.check("town", said(&self.town, "settings-no-town"));
        Some(Workplace { name, kind: kind?, town: town? })
    }
}

/// A short line that must be there; the sentence says what is missing, for the summary of a long form.
fn said(text: &str, missing: &'static str) -> Result<String, Sentence> {
    if text.trim().is_empty() { Err(missing.into()) } else { field(text, 80) }
}

/// Labels parted by commas, each once.
fn expertises(text: &str) -> Result<Vec<String>, Sentence> {
    let mut labels: Vec<String> = Vec::new();
    for part in text.split(',') {
        let label = part.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = |known: &String| crate::text::fold(known) == crate::text::fold(&label);
        if !label.is_empty() && !labels.iter().any(known) {
            labels.push(field(&label, LONGEST_EXPERTISE)?);
        }
    }
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    if labels.len() > MOST_EXPERTISES {
        let told = Sentence::new("settings-too-many-expertises").number("most", number(MOST_EXPERTISES));
        return Err(told.number("count", number(labels.len())));
    }
    Ok(labels)
}

fn zones() -> impl Iterator<Item = &'static String> {
    regions::all().iter().flat_map(|region| &region.zones)
}

/// The zones of our regions with the hour they are off UTC now.
fn zone_choices(now: Moment, sentences: &Sentences) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", &sentences.tell(&"settings-zone-usual".into()))];
    let mut known: Vec<&str> = Vec::new();
    for region in regions::all() {
        for zone in &region.zones {
            if known.contains(&zone.as_str()) {
                continue;
            }
            known.push(zone);
            let offset = TimeZone::get(zone).map_or(0, |zone| zone.to_offset(now.instant()).seconds()) / 60;
            let sign = if offset < 0 { '−' } else { '+' };
            let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
            let minutes = if minutes == 0 { String::new() } else { format!(":{minutes:02}") };
            let place = match (zone.as_str(), region.zones.len()) {
                ("Europe/Paris", _) => sentences.tell(&"settings-zone-mainland".into()),
                (_, 1) => region.name.clone(),
                (_, _) => format!("{} ({})", region.name, zone.rsplit('/').next().unwrap_or(zone)),
            };
            choices.push(Choice::new(zone, &format!("{place} (UTC{sign}{hours}{minutes})")));
        }
    }
    choices
}

/// The form of a picture: a file.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Picture {}

impl Fields for Picture {
    type Parsed = Portrait;
    fn parse(&self) -> Result<Portrait, Refusal> {
        Err(Problems::one("portrait", "portrait-missing"))
    }

    fn parse_with(&self, file: Option<&Upload>) -> Result<Portrait, Refusal> {
        let Some(file) = file else { return self.parse() };
        Portrait::of(&file.bytes).map_err(|sentence| Problems::one("portrait", sentence))
    }
}

#[derive(Serialize)]
struct View {
    form: Filled<ProfileForm>,
    picture: Filled<Picture>,
    avatar: Avatar,
    regions: Vec<Choice>,
    zones: Vec<Choice>,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    professions: Vec<String>,
    establishments: Vec<String>,
}

fn page(visit: &mut Visit<'_>, form: Option<Filled<ProfileForm>>, picture: Filled<Picture>) -> Result<Page, Refusal> {
    let me = visit.me()?.id;
    let member = profile::of(visit.db, me)?;
    let form = form.unwrap_or_else(|| Filled::with(ProfileForm::of(&member)));
    let sentences = visit.sentences();
    let kind = |kind: &EstablishmentKind| Choice::new(kind.word(), &sentences.tell(&kind_key(*kind).into()));
    let language = |language: &Language| {
        let name = match language {
            Language::French => "Français",
            Language::English => "English",
        };
        Choice::new(language.word(), name)
    };
    let mut regions: Vec<Choice> = vec![Choice::new("", "")];
    regions.extend(regions::all().iter().map(|region| Choice::new(&region.slug, &region.name)));
    let view = View {
        avatar: Avatar::of(me, (&member.given_name, &member.family_name), member.picture.as_deref(), None),
        regions,
        zones: zone_choices(visit.now, sentences),
        kinds: EstablishmentKind::ALL.iter().map(kind).collect(),
        languages: Language::ALL.iter().map(language).collect(),
        professions: directory::professions(visit.db)?,
        establishments: profile::establishments_near(visit.db, &member.region)?,
        form,
        picture,
    };
    Ok(Page::of("members/settings/profile.html", &view))
}

fn kind_key(kind: EstablishmentKind) -> &'static str {
    match kind {
        EstablishmentKind::Chu => "establishment-CHU",
        EstablishmentKind::Ch => "establishment-CH",
        EstablishmentKind::Clinique => "establishment-Clinique",
        EstablishmentKind::Ehpad => "establishment-EHPAD",
        EstablishmentKind::Esms => "establishment-ESMS",
        EstablishmentKind::Ght => "establishment-GHT",
        EstablishmentKind::Cpts => "establishment-CPTS",
        EstablishmentKind::Grades => "establishment-GRADeS",
        EstablishmentKind::Ars => "establishment-ARS",
        EstablishmentKind::Other => "establishment-Autre",
    }
}

/// GET /reglages
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, None, Filled::blank())).await
}

/// POST /reglages
pub async fn change(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<ProfileForm>(
        posted,
        |acting, change| {
            let me = acting.me()?.id;
            profile::change(acting.tx, me, change)?;
            Ok(Done::at("/reglages").saying("said-settings-saved").speaking(change.language))
        },
        |visit, form| page(visit, Some(form), Filled::blank()),
    )
    .await
}

/// POST /reglages/portrait
pub async fn change_portrait(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<Picture>(
        posted,
        |acting, portrait| {
            acting.spend(&limits::UPLOADS)?;
            let me = acting.me()?.id;
            portraits::keep(acting.tx, me, portrait)?;
            Ok(Done::at("/reglages").saying("said-portrait-kept"))
        },
        |visit, picture| page(visit, None, picture),
    )
    .await
}

/// POST /reglages/portrait/retrait
pub async fn remove_portrait(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        let me = acting.me()?.id;
        portraits::remove(acting.tx, me)?;
        Ok(Done::at("/reglages").saying("said-portrait-removed"))
    })
    .await
}
