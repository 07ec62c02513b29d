//! A folder of half-made files beside what they will become, gone with its owner.

use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// `NAME.partial`, mode 0700, removed with everything in it when this is dropped.
pub(super) struct Staging {
    folder: PathBuf,
}

impl Staging {
    /// Makes the folder beside `target`, which must not exist.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn beside(target: &Path) -> Result<Self, String> {
        if target.symlink_metadata().is_ok() {
            return Err(format!("{} already exists: choose another name, or move it away.", target.display()));
        }
        Self::named(target)
    }

    /// Makes the folder beside `target`, which may be replaced later.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn named(target: &Path) -> Result<Self, String> {
        let mut name = target.as_os_str().to_owned();
        name.push(".partial");
        let folder = PathBuf::from(name);
        DirBuilder::new().mode(0o700).create(&folder).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                format!("{} is there: if no other backup or restore is running, remove it.", folder.display())
            }
            std::io::ErrorKind::NotFound => {
                format!("the folder of {} does not exist: make it, or choose another.", target.display())
            }
            _ => cannot("make the folder", &folder)(error),
        })?;
        Ok(Self { folder })
    }

    /// The path of a file in it.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Gives a file its place, and makes that last.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn place(&self, name: &str, target: &Path) -> Result<(), String> {
        std::fs::rename(self.file(name), target).map_err(cannot("write", target))?;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(cannot("write", folder))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A new file, readable by its owner only from its first moment.
///
/// # Errors
/// A sentence for the administrator.
pub(super) fn create(path: &Path) -> Result<File, String> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(cannot("write", path))
}

/// A folder for its owner only, made if it is not there.
///
/// # Errors
/// A sentence for the administrator.
pub(super) fn folder(path: &Path) -> Result<(), String> {
    DirBuilder::new().mode(0o700).recursive(true).create(path).map_err(cannot("make the folder", path))
}

/// What the system says, as a sentence.
pub(super) fn cannot(act: &str, path: &Path) -> impl Fn(std::io::Error) -> String {
    let (act, path) = (act.to_owned(), path.display().to_string());
    move |error| {
        let advice = match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded | std::io::ErrorKind::FileTooLarge => {
                "Free some room there, or choose another folder."
            }
            std::io::ErrorKind::PermissionDenied => "Give this user the right to, or choose another place.",
            _ => "Check the path, or choose another.",
        };
        format!("cannot {act} {path}: {error}. {advice}")
    }
}
