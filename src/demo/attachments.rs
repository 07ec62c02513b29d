//! What people of the demo community join to their posts (`config/demo/joints.toml`, the files in `config/demo/files/`).

use serde::Deserialize;

use super::{Files, text_of};
use crate::files::intake::{Stored, store_own};
use crate::files::{Depot, wait_for};

/// A file of a post.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The thread's title.
    pub thread: String,
    /// The post's number.
    pub post: usize,
    /// The file, under `config/demo/files/`; its name is the one it is joined by.
    pub file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct All {
    file: Vec<Attachment>,
}

/// Reads the list.
///
/// # Errors
/// A sentence saying what is wrong in it.
pub fn read() -> Result<Vec<Attachment>, String> {
    let all: All =
        toml::from_str(&text_of("joints.toml")?).map_err(|error| format!("config/demo/joints.toml: {error}"))?;
    Ok(all.file)
}

/// Puts the files in the store, as uploads go there.
///
/// # Errors
/// A sentence naming the file that is missing, or that nobody could have sent; what the store says.
pub fn store(depot: &Depot) -> Result<Vec<(Attachment, Stored)>, String> {
    let keep = |attachment: Attachment| {
        let name = format!("files/{}", attachment.file);
        let file = Files::get(&name).ok_or_else(|| format!("config/demo/{name} is missing"))?;
        let stored = wait_for(store_own(depot, &attachment.file, &file.data));
        stored.map(|stored| (attachment, stored)).map_err(|refusal| format!("config/demo/{name}: {refusal}"))
    };
    read()?.into_iter().map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::tales;

    #[test]
    fn every_file_is_joined_to_a_post_and_all_are_light() {
        let (tales, attached) = (tales::read().unwrap(), read().unwrap());
        for one in &attached {
            let tale = tales.iter().find(|tale| tale.title == one.thread);
            let tale = tale.unwrap_or_else(|| panic!("no thread « {} »", one.thread));
            assert!((1..=tale.posts.len()).contains(&one.post), "« {} » has no post {}", one.thread, one.post);
        }
        let named = |name: &str| attached.iter().any(|one| name == format!("files/{}", one.file));
        let files: Vec<String> =
            Files::iter().map(|name| name.to_string()).filter(|name| name.starts_with("files/")).collect();
        assert!(files.iter().all(|name| named(name)), "{files:?}");
        let bytes: usize = files.iter().filter_map(|name| Files::get(name)).map(|file| file.data.len()).sum();
        assert!(bytes < 60 * 1024, "{bytes} bytes");
    }
}
