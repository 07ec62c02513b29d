//! Addresses of attachments: sending one by itself, reading one.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::depot::thumbnail_of;
use super::views::FilesField;
use super::{Kind, parse, readable};
use crate::db::ids::FileId;
use crate::refusal::{Problems, Refusal};
use crate::web::{Desk, Done, Fields, Page, Parcel, Stored};

/// Files sent by themselves, before the text they belong to.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SentForm {
    attached: String,
}

impl Fields for SentForm {
    type Parsed = Vec<FileId>;
    fn parse(&self) -> Result<Vec<FileId>, Refusal> {
        parse(&self.attached).map_err(|sentence| Problems::one("files", sentence))
    }
}

/// POST /fichiers: keeps files and leads to what a form holds of them.
pub async fn send(desk: Desk, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await.unwarned();
    desk.press::<SentForm>(posted, |_, ids| {
        if ids.is_empty() {
            return Err(Problems::one("files", "file-none"));
        }
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        Ok(Done::at(format!("/fichiers?joints={}", ids.join(","))))
    })
    .await
}

#[derive(Serialize)]
struct SentView {
    attachments: FilesField,
}

/// GET /fichiers (`?joints=`): the person's own files among these, as a form shows them.
pub async fn show_sent(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let ids = visit.ask.param("joints");
        Ok(Page::of("files/sent.html", &SentView { attachments: FilesField::of(visit, &ids, true)?.alone() }))
    })
    .await
}

/// GET /fichiers/{id}/{name}: the name is for people; the id alone leads.
pub async fn read(desk: Desk, request: HttpRequest, part: Path<(String, String)>) -> HttpResponse {
    desk.hand_over(&request, move |visit| {
        let file = readable(visit.db, &visit.viewer, part.0.parse()?)?;
        Ok(Stored {
            tag: file.id.to_string(),
            object: file.object,
            media_type: file.kind.media_type(),
            inline: file.kind.is_picture(),
            name: file.name,
        })
    })
    .await
}

/// GET /fichiers/{id}/vignette: a small picture of a picture.
pub async fn thumbnail(desk: Desk, request: HttpRequest, part: Path<String>) -> HttpResponse {
    desk.hand_over(&request, move |visit| {
        let file = readable(visit.db, &visit.viewer, part.parse()?)?;
        if !file.kind.is_picture() {
            return Err(Refusal::NotFound);
        }
        Ok(Stored {
            tag: format!("{}-v", file.id),
            object: thumbnail_of(&file.object),
            media_type: Kind::Jpeg.media_type(),
            inline: true,
            name: format!("vignette.{}", Kind::Jpeg.extension()),
        })
    })
    .await
}
