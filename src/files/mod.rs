//! Attachments: what members join to their posts. The bytes stand in an object store under a random name; a row says
//! whose they are, and which posts they belong to. Whoever sees one of these posts may read the file, nobody else.

mod archives;
mod depot;
pub mod intake;
mod names;
pub mod pages;
mod pictures;
mod settings;
mod sniff;
mod store;
mod upkeep;
pub mod views;

use crate::db::ids::{DraftId, FileId, MemberId, PostId};
use crate::db::{Db, Tx};
use crate::moderation::held;
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

pub use depot::{Depot, Found};
pub use settings::Settings;
pub use store::Record;
pub use upkeep::forget;
pub(crate) use upkeep::wait_for;

crate::vocabulary! {
    /// What a file is, read from its bytes (OWASP ASVS 5.0, 5.2.2).
    Kind {
        /// A picture, also made of a GIF.
        Png = "png",
        /// A photograph.
        Jpeg = "jpeg",
        /// A picture.
        Webp = "webp",
        /// A document.
        Pdf = "pdf",
        /// A Word text.
        Docx = "docx",
        /// An Excel sheet.
        Xlsx = "xlsx",
        /// A PowerPoint presentation.
        Pptx = "pptx",
        /// A LibreOffice text.
        Odt = "odt",
        /// A LibreOffice sheet.
        Ods = "ods",
        /// A LibreOffice presentation.
        Odp = "odp",
        /// A plain text.
        Txt = "txt",
        /// A table as text.
        Csv = "csv",
        /// A calendar.
        Ics = "ics",
    }
}

impl Kind {
    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        if self == Self::Jpeg { "jpg" } else { self.word() }
    }

    /// How it is served.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Txt => "text/plain",
            Self::Csv => "text/csv",
            Self::Ics => "text/calendar",
        }
    }

    /// Whether it is a picture, written again by us and shown in the page; anything else is a download.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp)
    }
}

/// The heaviest file, in bytes (OWASP ASVS 5.0, 5.2.1).
pub const HEAVIEST: u64 = 20 * 1024 * 1024;
/// Files of a post (OWASP ASVS 5.0, 5.2.4).
pub const MOST_OF_A_POST: usize = 10;
/// What a person may keep here, in bytes (OWASP ASVS 5.0, 5.2.4).
pub const QUOTA: u64 = 500 * 1024 * 1024;
/// The form's field of the files kept already: their ids, separated by commas.
pub const FIELD: &str = "attached";
/// Stands in that field for files that could not be kept because nobody was signed in any more.
pub const LOST: &str = "!";

/// The files a form holds, in order, each once.
///
/// # Errors
/// The sentence to show beside the files.
pub fn parse(field: &str) -> Result<Vec<FileId>, Sentence> {
    if field.split(',').any(|part| part == LOST) {
        return Err("file-choose-again".into());
    }
    let ids = listed(field);
    if ids.len() > MOST_OF_A_POST {
        let most = i64::try_from(MOST_OF_A_POST).unwrap_or(i64::MAX);
        return Err(Sentence::new("file-too-many").number("most", most));
    }
    Ok(ids)
}

/// The ids of a form's field, whatever else it holds.
fn listed(field: &str) -> Vec<FileId> {
    let mut ids = Vec::new();
    for id in field.split(',').filter_map(|part| part.trim().parse::<FileId>().ok()) {
        if !ids.contains(&id) && ids.len() <= MOST_OF_A_POST {
            ids.push(id);
        }
    }
    ids
}

/// The ids as a form's field holds them.
pub fn field_of(files: &[Record]) -> String {
    files.iter().map(|file| file.id.to_string()).collect::<Vec<_>>().join(",")
}

/// Joins a person's files to a post they have just written.
///
/// # Errors
/// `Refusal::Invalid` when one of them is another's, or gone since.
pub fn attach(tx: &mut Tx<'_>, author: &Viewer, post: PostId, files: &[FileId]) -> Result<(), Refusal> {
    replace(tx, author, post, files).map(drop)
}

/// Joins files of our own to a post, in its author's name.
///
/// # Errors
/// What the database says.
pub(crate) fn give(tx: &mut Tx<'_>, author: MemberId, post: PostId, files: &[&intake::Stored]) -> Result<(), Refusal> {
    let ids = files.iter().map(|file| store::insert(tx, author, file)).collect::<Result<Vec<_>, _>>()?;
    store::link(tx, post, &ids)
}

/// Makes these the files of a post: its own so far, or the person's. Says whether that changed anything.
///
/// # Errors
/// `Refusal::Invalid` when one of them is another's, or gone since.
pub fn replace(tx: &mut Tx<'_>, editor: &Viewer, post: PostId, files: &[FileId]) -> Result<bool, Refusal> {
    let now: Vec<FileId> = store::of_post(tx.db(), post)?.into_iter().map(|file| file.id).collect();
    if now == files {
        return Ok(false);
    }
    let fresh: Vec<FileId> = files.iter().copied().filter(|file| !now.contains(file)).collect();
    if !fresh.is_empty() && store::own(tx.db(), editor, &fresh)?.len() != fresh.len() {
        return Err(Problems::one("files", "file-gone"));
    }
    store::link(tx, post, files)?;
    Ok(true)
}

/// Notes the files a draft of a person holds, as its form's field says them; others' files are left out.
///
/// # Errors
/// What the database says.
pub fn hold(tx: &mut Tx<'_>, author: MemberId, draft: DraftId, field: &str) -> Result<(), Refusal> {
    store::hold(tx, author, draft, &listed(field))
}

/// A file, if the viewer may read it: they see a post it belongs to, it is theirs and belongs to none yet, or they decide
/// about the text it waits with.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden, gone, or does not exist.
pub fn readable(db: &mut Db, viewer: &Viewer, id: FileId) -> Result<Record, Refusal> {
    let file = store::find(db, id)?;
    let mine = viewer.member == Some(file.uploader);
    if store::shows(db, viewer, id)? || (mine && !store::is_attached(db, id)?) || held::shows_file(db, viewer, id)? {
        return Ok(file);
    }
    Err(Refusal::NotFound)
}

/// The files of a post the viewer sees.
///
/// # Errors
/// What the database says.
pub fn of_post(db: &mut Db, post: PostId) -> Result<Vec<Record>, Refusal> {
    store::of_post(db, post)
}

/// How many bytes a person keeps here.
///
/// # Errors
/// What the database says.
pub fn kept_by(db: &mut Db, member: MemberId) -> Result<u64, Refusal> {
    store::kept_by(db, member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_in_order_each_file_once() {
        let ids = |field: &str| parse(field).map(|ids| ids.iter().map(|id| id.0).collect::<Vec<_>>());
        assert_eq!(ids(""), Ok(vec![]));
        assert_eq!(ids("b,a,,b, c,%"), Ok(vec![11, 10, 12]));
        assert_eq!(parse("a,!").unwrap_err().key, "file-choose-again");
        assert_eq!(parse("1,2,3,4,5,6,7,8,9,a,b").unwrap_err().key, "file-too-many");
    }
}
