//! What pages show of attachments: under a post, and in a form.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{HEAVIEST, Kind, MOST_OF_A_POST, QUOTA, Record, listed, store};
use crate::db::ids::{FileId, PostId};
use crate::refusal::Refusal;
use crate::sentences::{Sentence, Sentences};
use crate::text::caution::Caution;
use crate::threads::Thread;
use crate::web::Visit;

/// What stays as it is in an address.
const IN_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');
/// From this part of the quota on, forms say how much is left: four fifths.
const NEAR: u64 = QUOTA / 5 * 4;
/// A thumbnail is shown this high at most, in pixels.
const SHOWN_HIGH: i32 = 240;
const SHOWN_WIDE: i32 = 320;

/// A file, as pages show it.
#[derive(Clone, Debug, Serialize)]
pub struct FileView {
    id: FileId,
    name: String,
    kind: Kind,
    address: String,
    /// The address of a picture's thumbnail, and the sides it is shown with.
    thumbnail: Option<String>,
    width: i32,
    height: i32,
    size: String,
    /// What stands for a picture in a text.
    markdown: Option<String>,
    /// What its author should know of its name before it is published.
    warning: Option<String>,
}

impl FileView {
    /// A file, said in a language.
    pub fn of(file: &Record, sentences: &Sentences) -> Self {
        let address = address(file);
        let picture = file.kind.is_picture();
        let (width, height) = sides(file.width.unwrap_or(SHOWN_WIDE), file.height.unwrap_or(SHOWN_HIGH));
        let label: String =
            file.name.chars().filter(|letter| !matches!(letter, '[' | ']' | '\\' | '`' | '*')).collect();
        Self {
            id: file.id,
            name: file.name.clone(),
            kind: file.kind,
            thumbnail: picture.then(|| format!("/fichiers/{}/vignette", file.id)),
            width,
            height,
            size: sentences.tell(&said_size(file.size)),
            warning: None,
            markdown: picture.then(|| format!("![{label}]({address})")),
            address,
        }
    }
}

/// A file with what its author should know of its name.
fn warned(file: &Record, sentences: &Sentences) -> FileView {
    let caution = Caution::of(&[&file.name]);
    let warning = caution.map(|caution| sentences.tell(&caution.sentence_of_name("file-name-doubtful")));
    FileView { warning, ..FileView::of(file, sentences) }
}

/// The address of a file.
fn address(file: &Record) -> String {
    format!("/fichiers/{}/{}", file.id, utf8_percent_encode(&file.name, IN_ADDRESS))
}

/// The sides a picture is shown with, in its own proportion.
fn sides(width: i32, height: i32) -> (i32, i32) {
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let (wide, high) = (i64::from(SHOWN_WIDE), i64::from(SHOWN_HIGH));
    let (shown_wide, shown_high) = if width * high > height * wide {
        (wide.min(width), (height * wide.min(width) / width).max(1))
    } else {
        ((width * high.min(height) / height).max(1), high.min(height))
    };
    let side = |side: i64| i32::try_from(side).unwrap_or(SHOWN_HIGH);
    (side(shown_wide), side(shown_high))
}

/// A number of bytes, as people say it.
fn said_size(bytes: i64) -> Sentence {
    let tenths = |unit: i64| bytes * 10 / unit;
    match bytes {
        ..1_024 => Sentence::new("file-size-bytes").number("n", bytes),
        1_024..1_048_576 => Sentence::new("file-size-kilo").number("n", bytes / 1_024),
        1_048_576..10_485_760 => {
            let tenths = tenths(1_048_576);
            Sentence::new("file-size-mega-tenth").number("n", tenths / 10).number("tenth", tenths % 10)
        }
        _ => Sentence::new("file-size-mega").number("n", bytes / 1_048_576),
    }
}

/// The files of a page of a visible thread, by post, in one statement. A picture that stands in the text is not shown
/// again under it.
///
/// # Errors
/// What the database says.
pub fn under_posts(
    visit: &mut Visit<'_>,
    thread: &Thread,
    from: i32,
    count: i32,
) -> Result<BTreeMap<PostId, Vec<FileView>>, Refusal> {
    let mut by_post: BTreeMap<PostId, Vec<FileView>> = BTreeMap::new();
    for (post, file) in store::of_posts(visit.db, thread, from, count)? {
        by_post.entry(post).or_default().push(FileView::of(&file, visit.sentences()));
    }
    Ok(by_post)
}

/// The files of a post that its text does not show.
pub fn beside(files: Option<Vec<FileView>>, html: &str) -> Vec<FileView> {
    let shown = |file: &FileView| file.thumbnail.is_some() && html.contains(&format!("src=\"/fichiers/{}/", file.id));
    files.unwrap_or_default().into_iter().filter(|file| !shown(file)).collect()
}

/// A form's field of files.
#[derive(Clone, Debug, Serialize)]
pub struct FilesField {
    kept: Vec<FileView>,
    most: usize,
    heaviest: u64,
    accept: &'static str,
    /// Shown by itself: what is to be known of names stands beside them, not beside the field.
    alone: bool,
    quota: Option<Quota>,
}

/// How much of the quota is taken, once it is near, in MiB.
#[derive(Clone, Debug, Serialize)]
struct Quota {
    kept: u64,
    most: u64,
}

/// What the file chooser proposes.
const ACCEPT: &str = ".png,.jpg,.jpeg,.webp,.gif,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.ics";

impl FilesField {
    /// The field with the files kept already, as a form holds them; asks the database only when it holds some, or when
    /// the quota should be told (`with_quota`).
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, attached: &str, with_quota: bool) -> Result<Self, Refusal> {
        let ids = listed(attached);
        let (mut kept, mut quota) = (Vec::new(), None);
        if let Some(member) = visit.viewer.member {
            if !ids.is_empty() {
                let mut own = store::own(visit.db, &visit.viewer, &ids)?;
                own.sort_by_key(|file| ids.iter().position(|id| *id == file.id));
                kept = own.iter().map(|file| warned(file, visit.sentences())).collect();
            }
            if with_quota || !ids.is_empty() {
                let bytes = store::kept_by(visit.db, member)?;
                let mebibytes = |bytes: u64| bytes / (1024 * 1024);
                quota = (bytes >= NEAR).then(|| Quota { kept: mebibytes(bytes), most: mebibytes(QUOTA) });
            }
        }
        Ok(Self { kept, most: MOST_OF_A_POST, heaviest: HEAVIEST, accept: ACCEPT, alone: false, quota })
    }

    /// The files by themselves, without the form they are for.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_the_unit_people_use() {
        for (bytes, key) in [
            (0, "file-size-bytes"),
            (1_023, "file-size-bytes"),
            (1_024, "file-size-kilo"),
            (1_048_576, "file-size-mega-tenth"),
            (20 << 20, "file-size-mega"),
        ] {
            assert_eq!(said_size(bytes).key, key, "{bytes}");
        }
    }

    #[test]
    fn a_thumbnail_keeps_its_proportion_and_never_grows() {
        assert_eq!(sides(3_200, 2_400), (320, 240));
        assert_eq!(sides(100, 50), (100, 50));
        assert_eq!(sides(4_096, 1), (320, 1));
        assert_eq!(sides(1, 4_096), (1, 240));
    }
}
