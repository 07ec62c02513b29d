//! Pages of a theme's invitations: what became of each, a new one, sending again, taking back.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Choice, chosen_region, region_choices, typed_email};
use crate::circles::{self, Circle};
use crate::db::ids::{InvitationId, MemberId};
use crate::joining::invitations::{self, Invitation, Offer};
use crate::joining::{InvitationState, Origin};
use crate::limits;
use crate::members::regions;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::themes::pages::ThemeView;
use crate::themes::{self, Theme};
use crate::web::{Acting, Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When, local_date, optional};

/// The form that invites.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Invite {
    email: String,
    circle: String,
    region: String,
    message: String,
}

impl Fields for Invite {
    type Parsed = Offer;
    fn parse(&self) -> Result<Offer, Refusal> {
        let mut problems = Problems::default();
        let email = problems.check("email", typed_email(&self.email));
        let circle = match self.circle.as_str() {
            "" => Ok(Circle::Community),
            word => Circle::parse(word).ok_or("invite-circle-needed".into()),
        };
        let circle = problems.check("circle", circle);
        let region = (!self.region.is_empty()).then(|| problems.check("region", chosen_region(&self.region)));
        let message = problems.check("message", optional(&self.message, 500));
        problems.settle()?;
        let offer = (|| Some(Offer { email: email?, circle: circle?, region: region.flatten(), message: message? }))();
        offer.ok_or_else(|| Refusal::Invalid(Problems::default()))
    }
}

/// An invitation in the list.
#[derive(Serialize)]
struct Row {
    id: InvitationId,
    email: String,
    circle: Option<Circle>,
    region: String,
    inviter: String,
    sent: When,
    /// `waits`, `expired`, `accepted` or `withdrawn`.
    state: &'static str,
    /// The day it expires, expired or was accepted.
    day: String,
    may_resend: bool,
    may_withdraw: bool,
}

#[derive(Serialize)]
struct View {
    theme: ThemeView,
    form: Filled<Invite>,
    rows: Vec<Row>,
    older: Option<InvitationId>,
    newer: bool,
    /// Whether the reader chooses circle and region, or invites to the community of their own region.
    animates: bool,
    own_region: String,
    circles: Vec<Choice>,
    regions: Vec<Choice>,
}

fn page(visit: &mut Visit<'_>, slug: &str, form: Filled<Invite>) -> Result<Page, Refusal> {
    let theme = themes::by_slug(visit.db, slug)?;
    let before = visit.ask.param("avant").parse().ok();
    let (rows, more) = invitations::page(visit.db, &visit.viewer, theme.id, before)?;
    let inviters: Vec<MemberId> = rows.iter().filter_map(|row| row.invited_by).collect();
    let names = circles::people::names(visit.db, &inviters)?;
    let circle = |circle: &Circle| Choice {
        value: circle.word().to_owned(),
        label: visit.sentences().tell(&Sentence::new(circle_key(*circle))),
    };
    let view = View {
        older: rows.last().filter(|_| more).map(|row| row.id),
        newer: before.is_some(),
        animates: policy::allows(&visit.viewer, &Act::HandleInvitation { theme: theme.id, invited_by: None }),
        own_region: regions::name_of(&visit.viewer.region),
        circles: Circle::ALL.iter().map(circle).collect(),
        regions: region_choices(visit.sentences()),
        rows: rows.iter().map(|row| shown(visit, &theme, row, &names)).collect(),
        theme: ThemeView::of(&theme),
        form,
    };
    Ok(Page::of("joining/invitations.html", &view))
}

fn circle_key(circle: Circle) -> &'static str {
    match circle {
        Circle::Community => "circle-community",
        Circle::Peer => "circle-peer",
        Circle::Expert => "circle-expert",
    }
}

fn shown(visit: &Visit<'_>, theme: &Theme, row: &Invitation, names: &BTreeMap<MemberId, String>) -> Row {
    let expired = row.state == InvitationState::Sent && row.expires_at <= visit.now;
    let waits = row.state == InvitationState::Sent;
    let day = row.accepted_at.unwrap_or(row.expires_at);
    let region = row.region.as_deref().unwrap_or_default();
    let offer = row.circle.map(|circle| Act::Invite { theme: theme.id, circle, region });
    let may_offer = offer.is_none_or(|offer| policy::allows(&visit.viewer, &offer));
    Row {
        id: row.id,
        email: row.email.clone(),
        circle: row.circle,
        region: row.region.as_deref().map(regions::name_of).unwrap_or_default(),
        inviter: match (row.origin, row.invited_by) {
            (Origin::Import, _) | (_, None) => String::new(),
            (_, Some(inviter)) => names.get(&inviter).cloned().unwrap_or_default(),
        },
        sent: visit.when(row.sent_at),
        state: match row.state {
            InvitationState::Sent if expired => "expired",
            InvitationState::Sent => "waits",
            InvitationState::Accepted | InvitationState::Withdrawn => row.state.word(),
        },
        day: local_date(day, &visit.zone(), visit.sentences()),
        may_resend: waits && may_offer && theme.archived_at.is_none(),
        may_withdraw: waits,
    }
}

/// GET /themes/{slug}/invitations
pub async fn show(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &slug, Filled::blank())).await
}

/// POST /themes/{slug}/invitations
pub async fn create(desk: Desk, posted: Posted, slug: Path<String>) -> HttpResponse {
    let again = slug.clone();
    desk.submit::<Invite>(
        posted,
        move |acting, offer| {
            let theme = themes::by_slug(acting.tx.db(), &slug)?;
            policy::require(acting.viewer, &Act::FollowInvitations(theme.id))?;
            acting.spend(&limits::INVITATIONS)?;
            let reason = acting.app.sentences(acting.ask.language).tell(&"join-reason-invitation".into());
            invitations::invite(acting.tx, acting.viewer, &theme, offer, &reason)?;
            Ok(Done::at(address(&theme)).saying("said-invited"))
        },
        move |visit, form| page(visit, &again, form),
    )
    .await
}

fn address(theme: &Theme) -> String {
    format!("{}/invitations", themes::address(&theme.slug))
}

/// POST /invitations/{id}/renvoi
pub async fn resend(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let id: InvitationId = id.parse()?;
        acting.spend(&limits::INVITATIONS)?;
        invitations::resend(acting.tx, acting.viewer, id)?;
        Ok(Done::at(back(acting, id)?).saying("said-invited-again"))
    })
    .await
}

/// POST /invitations/{id}/retrait
pub async fn withdraw(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let id: InvitationId = id.parse()?;
        invitations::withdraw(acting.tx, acting.viewer, id)?;
        Ok(Done::at(back(acting, id)?).saying("said-invitation-withdrawn"))
    })
    .await
}

/// The list an invitation stands in.
fn back(acting: &mut Acting<'_, '_>, id: InvitationId) -> Result<String, Refusal> {
    let listed = invitations::listed_in(acting.tx.db(), acting.viewer, id)?;
    let Some(theme) = listed else { return Ok("/administration".into()) };
    Ok(address(&themes::by_id(acting.tx.db(), theme)?))
}
