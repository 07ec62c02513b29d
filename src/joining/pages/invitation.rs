//! The page of an invitation's link: who invites, to what, and the form that lets in.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Choice, chosen_region, kind_choices, needed, region_choices};
use crate::circles::{self, Circle};
use crate::instance;
use crate::joining::acceptance::{self, Bearer, Opened, Profile};
use crate::joining::{Origin, invitations, requests};
use crate::members::passwords::Password;
use crate::members::{EstablishmentKind, regions, sessions};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::markdown::Shown;
use crate::themes;
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, local_date};

/// The form that lets in; `account` alone is the button of those who have an account.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Entry {
    account: String,
    given_name: String,
    family_name: String,
    profession: String,
    establishment: String,
    kind: String,
    town: String,
    region: String,
    #[serde(skip_serializing)]
    password: String,
    charter: String,
    version: String,
}

/// How somebody comes in.
pub enum Entering {
    /// With the account they have.
    Member,
    /// With a new one: who they are, the version of the charter they read.
    New(Box<Profile>, Option<i32>),
}

impl Fields for Entry {
    type Parsed = Entering;
    fn parse(&self) -> Result<Entering, Refusal> {
        if !self.account.is_empty() {
            return Ok(Entering::Member);
        }
        let mut problems = Problems::default();
        let given_name = problems.check("given_name", needed(&self.given_name, 80, "join-given-name-needed"));
        let family_name = problems.check("family_name", needed(&self.family_name, 80, "join-family-name-needed"));
        let profession = problems.check("profession", needed(&self.profession, 80, "join-profession-needed"));
        let establishment =
            problems.check("establishment", needed(&self.establishment, 200, "join-establishment-needed"));
        let kind = EstablishmentKind::parse(&self.kind).ok_or("join-kind-needed".into());
        let kind = problems.check("kind", kind);
        let town = problems.check("town", needed(&self.town, 80, "join-town-needed"));
        let region = problems.check("region", chosen_region(&self.region));
        let about = [self.given_name.as_str(), &self.family_name, &self.establishment, &self.town];
        problems.check("password", chosen_password(&self.password, &about));
        if self.charter.is_empty() {
            problems.add("charter", "accept-charter-needed");
        }
        problems.settle()?;
        let profile = (|| {
            Some(Profile {
                given_name: given_name?,
                family_name: family_name?,
                profession: profession?,
                establishment: establishment?,
                kind: kind?,
                town: town?,
                region: region?,
            })
        })();
        let profile = profile.ok_or_else(|| Refusal::Invalid(Problems::default()))?;
        Ok(Entering::New(Box::new(profile), self.version.parse().ok()))
    }
}

/// A password good enough, as far as the form knows.
fn chosen_password(text: &str, about: &[&str]) -> Result<Password, Sentence> {
    if text.is_empty() { Err("join-password-needed".into()) } else { Password::chosen(text, about) }
}

/// A circle of a theme, offered or held already.
#[derive(Serialize)]
struct Place {
    theme: String,
    presentation: String,
    circle: Circle,
}

#[derive(Serialize)]
struct View {
    form: Filled<Entry>,
    action: String,
    origin: Origin,
    /// Who invites: name, profession and establishment.
    inviter: Option<(String, String)>,
    places: Vec<Place>,
    message: String,
    email: String,
    until: String,
    /// `new`, `sign_in`, `mine` or `other`.
    who: &'static str,
    me: String,
    locked_region: Option<String>,
    regions: Vec<Choice>,
    kinds: Vec<Choice>,
    charter: Shown,
}

fn page(visit: &mut Visit<'_>, token: &str, form: Option<Filled<Entry>>) -> Result<Page, Refusal> {
    let opened = acceptance::open(visit.db, token, visit.now)?;
    let charter = instance::charter(visit.db)?;
    let mut form = match form {
        Some(form) => form,
        None => Filled::with(start(visit, &opened)?),
    };
    form.typed.version = charter.version.to_string();
    if let Some(locked) = &opened.locked_region {
        form.typed.region.clone_from(locked);
    }
    let view = View {
        action: visit.ask.path.clone(),
        origin: opened.invitation.origin,
        inviter: invitations::inviter(visit.db, &opened.invitation)?,
        places: places(visit, &opened)?,
        message: opened.invitation.message.clone(),
        email: opened.invitation.email.clone(),
        until: local_date(opened.invitation.expires_at, &visit.zone(), visit.sentences()),
        who: who(visit, &opened),
        me: visit.me.as_ref().map_or_else(String::new, |me| format!("{} {}", me.given_name, me.family_name)),
        locked_region: opened.locked_region.as_deref().map(regions::name_of),
        regions: region_choices(visit.sentences()),
        kinds: kind_choices(visit.sentences()),
        charter: charter.html.shown("charte", visit.sentences()),
        form,
    };
    Ok(Page::of("joining/invitation.html", &view).without_referrer())
}

fn who(visit: &Visit<'_>, opened: &Opened) -> &'static str {
    match (&opened.bearer, &visit.me) {
        (Bearer::Member(account), Some(me)) if me.id == account.id => "mine",
        (_, Some(_)) => "other",
        (Bearer::Member(_), None) => "sign_in",
        (_, None) => "new",
    }
}

/// What is known already: from the spreadsheet, or from the person's own request.
fn start(visit: &mut Visit<'_>, opened: &Opened) -> Result<Entry, Refusal> {
    let region = opened.invitation.region.clone().unwrap_or_default();
    if let Bearer::Expected(account) = &opened.bearer {
        let account = account.clone();
        let (establishment, kind, town) =
            account.establishment.unwrap_or((String::new(), EstablishmentKind::Other, String::new()));
        return Ok(Entry {
            given_name: account.given_name,
            family_name: account.family_name,
            profession: account.profession,
            establishment,
            kind: kind.word().to_owned(),
            town,
            region: account.region,
            ..Entry::default()
        });
    }
    let asked = match (opened.invitation.origin, opened.invitation.theme_id) {
        (Origin::Request | Origin::Open, Some(theme)) => {
            requests::latest(visit.db, &opened.invitation.email_key, theme)?
        }
        _ => None,
    };
    let Some(request) = asked else { return Ok(Entry { region, ..Entry::default() }) };
    Ok(Entry {
        given_name: request.given_name,
        family_name: request.family_name,
        profession: request.profession,
        establishment: request.establishment,
        region: request.region,
        ..Entry::default()
    })
}

/// What is offered, or where a spreadsheet placed the person already.
fn places(visit: &mut Visit<'_>, opened: &Opened) -> Result<Vec<Place>, Refusal> {
    let placed = match (&opened.bearer, opened.invitation.offer()) {
        (_, Some(offer)) => vec![offer],
        (Bearer::Expected(account), None) => circles::held_by(visit.db, account.id)?
            .into_iter()
            .map(|(theme, held)| (theme, held.circle_at(visit.now)))
            .collect(),
        _ => Vec::new(),
    };
    let all = themes::all(visit.db, true)?;
    let place = |(id, circle)| {
        let theme = all.iter().find(|theme| theme.id == id)?;
        Some(Place { theme: theme.name.clone(), presentation: theme.presentation.clone(), circle })
    };
    Ok(placed.into_iter().filter_map(place).collect())
}

/// GET /invitation/{token}: shows, uses nothing (mail scanners open links).
pub async fn show(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &token, None)).await
}

/// POST /invitation/{token}: accepts.
pub async fn accept(desk: Desk, posted: Posted, token: Path<String>) -> HttpResponse {
    let chosen = chosen(&desk, &token, &posted.peek()).await;
    let again = token.clone();
    desk.submit::<Entry>(
        posted,
        move |acting, entering| match entering {
            Entering::Member => joined(acting, &token),
            Entering::New(profile, version) => come_in(acting, &token, profile, *version, &chosen),
        },
        move |visit, form| page(visit, &again, Some(form)),
    )
    .await
}

fn joined(acting: &mut Acting<'_, '_>, token: &str) -> Result<Done, Refusal> {
    let me = acting.me()?.id;
    let accepted = acceptance::accept(acting.tx, me, token, &reason(acting))?;
    Ok(Done::at(address(acting, accepted)?).saying("said-joined"))
}

fn come_in(
    acting: &mut Acting<'_, '_>,
    token: &str,
    profile: &Profile,
    version: Option<i32>,
    chosen: &Result<String, Refusal>,
) -> Result<Done, Refusal> {
    if acting.me.is_some() {
        return Err(Refusal::Conflict("refusal-invitation-somebody-else"));
    }
    let hash = chosen.clone()?;
    let accepted = acceptance::come_in(acting.tx, token, profile, &hash, version, &reason(acting))?;
    let session = sessions::open(acting.tx, accepted.member, false, &acting.ask.agent)?;
    Ok(Done::at(address(acting, accepted)?).opening(session, false).saying("said-welcome"))
}

/// The reason people read of the move that an accepted invitation makes.
fn reason(acting: &Acting<'_, '_>) -> String {
    acting.app.sentences(acting.ask.language).tell(&"join-reason-invitation".into())
}

fn address(acting: &mut Acting<'_, '_>, accepted: acceptance::Accepted) -> Result<String, Refusal> {
    let Some(theme) = accepted.theme else { return Ok("/".into()) };
    Ok(themes::address(&themes::by_id(acting.tx.db(), theme)?.slug))
}

/// The hash of a password good enough for the link's holder, made outside any transaction, and only when the link
/// serves and the form is right.
async fn chosen(desk: &Desk, token: &str, typed: &Entry) -> Result<String, Refusal> {
    if !matches!(typed.parse()?, Entering::New(..)) {
        return Err(Refusal::NotFound);
    }
    let (app, held) = (desk.app.clone(), token.to_owned());
    let opened = app.database.clone().read(move |db| acceptance::open(db, &held, app.database.now())).await?;
    let about =
        [opened.invitation.email.as_str(), &typed.given_name, &typed.family_name, &typed.establishment, &typed.town];
    let password = Password::chosen(&typed.password, &about).map_err(|sentence| Problems::one("password", sentence))?;
    desk.app.hasher.hash(password).await
}
