//! The file of a backup: a tar (POSIX.1-1988 `ustar`) that ends with the SHA-256 of everything before, so that a file
//! cut short, or with one byte changed anywhere, is known at once.
//!
//! `database.…`, `secret.key`, `attachments/…`, `manifest.json`, then `SHA256`, whose header, padding and end marker are
//! always the same bytes around the digest: all of them are compared.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::manifest::{FORMAT, Manifest, Part};
use super::staging::{cannot, create};
use crate::tokens::hex;

const MANIFEST: &str = "manifest.json";
const SEAL: &str = "SHA256";
const BLOCK: usize = 512;
/// Header, digest, end marker.
const TAIL: usize = 4 * BLOCK;
/// A manifest is a few kilobytes.
const LARGEST_MANIFEST: u64 = 16 * 1024 * 1024;

/// An archive being written.
pub(super) struct Writer {
    out: BufWriter<File>,
    path: PathBuf,
    digest: Sha256,
    made_at: u64,
    parts: Vec<Part>,
}

impl Writer {
    /// Begins a new file; `made_at` in seconds of the Unix epoch.
    pub(super) fn create(path: PathBuf, made_at: i64) -> Result<Self, String> {
        let out = BufWriter::new(create(&path)?);
        Ok(Self {
            out,
            path,
            digest: Sha256::new(),
            made_at: u64::try_from(made_at).unwrap_or_default(),
            parts: Vec::new(),
        })
    }

    /// Adds a file under a name.
    pub(super) fn add(&mut self, name: &str, mut from: File) -> Result<(), String> {
        let unreadable = |error: std::io::Error| format!("cannot read {name} to copy it: {error}.");
        let size = from.metadata().map_err(unreadable)?.len();
        self.put(header(name, size, self.made_at)?.as_bytes())?;
        let (mut digest, mut left, mut buffer) = (Sha256::new(), size, vec![0; 1 << 16]);
        while left > 0 {
            let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let read = from.read(&mut buffer[..most]).map_err(unreadable)?;
            if read == 0 {
                return Err(format!("{name} became shorter while it was copied: try again."));
            }
            digest.update(&buffer[..read]);
            self.put(&buffer[..read])?;
            left -= read as u64;
        }
        self.put(&padding(size))?;
        self.parts.push(Part { name: name.to_owned(), size, sha256: hex(&digest.finalize()) });
        Ok(())
    }

    /// Adds the manifest, which lists the parts, and the seal; the file is on the disk afterwards.
    pub(super) fn finish(mut self, mut manifest: Manifest) -> Result<Manifest, String> {
        manifest.parts = std::mem::take(&mut self.parts);
        let text = serde_json::to_vec_pretty(&manifest).map_err(|error| error.to_string())?;
        self.put(header(MANIFEST, text.len() as u64, self.made_at)?.as_bytes())?;
        self.put(&text)?;
        self.put(&padding(text.len() as u64))?;
        let seal = tail(&std::mem::take(&mut self.digest))?;
        self.put(&seal)?;
        let file = self.out.into_inner().map_err(|error| cannot("write", &self.path)(error.into_error()))?;
        file.sync_all().map_err(cannot("write", &self.path))?;
        // What is read back comes from the disk, as far as the system allows it.
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        Ok(manifest)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.digest.update(bytes);
        self.out.write_all(bytes).map_err(cannot("write", &self.path))
    }
}

fn header(name: &str, size: u64, made_at: u64) -> Result<tar::Header, String> {
    let mut header = tar::Header::new_ustar();
    header.set_path(name).map_err(|error| format!("{name} cannot be put in a backup: {error}. Rename it."))?;
    header.set_size(size);
    header.set_mode(0o600);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(made_at);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    Ok(header)
}

/// Zeros up to the next block.
fn padding(size: u64) -> Vec<u8> {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or_default();
    vec![0; (BLOCK - over) % BLOCK]
}

/// How a file ends whose bytes so far have this digest.
fn tail(digest: &Sha256) -> Result<Vec<u8>, String> {
    let line = format!("{}\n", hex(&digest.clone().finalize()));
    let mut bytes = header(SEAL, line.len() as u64, 0)?.as_bytes().to_vec();
    bytes.extend_from_slice(line.as_bytes());
    bytes.resize(TAIL, 0);
    Ok(bytes)
}

/// Reads a file from its first byte to its last and compares every digest.
///
/// # Errors
/// A sentence for the administrator.
pub(super) fn check(path: &Path) -> Result<Manifest, String> {
    check_seal(path)?;
    let (mut manifest, mut parts) = (None, Vec::new());
    each(path, |name, entry| {
        if name == MANIFEST {
            let mut text = Vec::new();
            entry.take(LARGEST_MANIFEST).read_to_end(&mut text)?;
            manifest = Some(text);
        } else if name != SEAL {
            let mut digest = Digesting(Sha256::new());
            let size = std::io::copy(entry, &mut digest)?;
            parts.push(Part { name: name.to_owned(), size, sha256: hex(&digest.0.finalize()) });
        }
        Ok(())
    })?;
    let manifest = read_manifest(path, &manifest.ok_or_else(|| not_whole(path))?)?;
    if manifest.parts != parts || !parts.iter().all(|part| stays_inside(&part.name)) {
        return Err(not_whole(path));
    }
    Ok(manifest)
}

fn check_seal(path: &Path) -> Result<(), String> {
    let file = File::open(path).map_err(cannot("read", path))?;
    let length = file.metadata().map_err(cannot("read", path))?.len();
    let body = length.checked_sub(TAIL as u64).ok_or_else(|| not_whole(path))?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut digest = Digesting(Sha256::new());
    let read = std::io::copy(&mut (&mut reader).take(body), &mut digest).map_err(cannot("read", path))?;
    let mut end = Vec::new();
    reader.read_to_end(&mut end).map_err(cannot("read", path))?;
    if read == body && end == tail(&digest.0)? { Ok(()) } else { Err(not_whole(path)) }
}

fn read_manifest(path: &Path, text: &[u8]) -> Result<Manifest, String> {
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }
    let format: Format = serde_json::from_slice(text).map_err(|_| not_whole(path))?;
    if format.format > FORMAT {
        return Err(format!(
            "{} was made by a newer version of Cercles: restore it with that version or a later one.",
            path.display()
        ));
    }
    serde_json::from_slice(text).map_err(|_| not_whole(path))
}

fn not_whole(path: &Path) -> String {
    format!(
        "{} is not a whole backup: it was cut short, a byte of it changed, or it never was one. Use another.",
        path.display()
    )
}

/// Takes parts out: each goes where `place` says, with mode 0600, or nowhere.
///
/// # Errors
/// A sentence for the administrator.
pub(super) fn take_out(path: &Path, place: impl Fn(&str) -> Option<PathBuf>) -> Result<(), String> {
    let mut refused = None;
    each(path, |name, entry| {
        let Some(target) = place(name).filter(|_| stays_inside(name)) else { return Ok(()) };
        if let Err(why) = write_out(entry, &target) {
            refused = Some(why);
            return Err(std::io::ErrorKind::Other.into());
        }
        Ok(())
    })
    .map_err(|sentence| refused.unwrap_or(sentence))
}

fn write_out(entry: &mut dyn Read, target: &Path) -> Result<(), String> {
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(cannot("make the folder", folder))?;
    }
    let mut file = create(target)?;
    std::io::copy(entry, &mut file).and_then(|_| file.sync_all()).map_err(cannot("write", target))
}

fn each(path: &Path, mut look: impl FnMut(&str, &mut dyn Read) -> std::io::Result<()>) -> Result<(), String> {
    let mut archive = tar::Archive::new(BufReader::new(File::open(path).map_err(cannot("read", path))?));
    for entry in archive.entries().map_err(|_| not_whole(path))? {
        let mut entry = entry.map_err(|_| not_whole(path))?;
        let name = String::from_utf8(entry.path_bytes().into_owned()).map_err(|_| not_whole(path))?;
        look(&name, &mut entry).map_err(|_| not_whole(path))?;
    }
    Ok(())
}

/// Whether a name leads to a place inside the folder it is put in.
fn stays_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

struct Digesting(Sha256);

impl Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup::manifest::Engine;
    use crate::db::Contents;

    fn written(folder: &Path) -> PathBuf {
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder).unwrap();
        let path = folder.join("a.cercles");
        let mut writer = Writer::create(path.clone(), 1_795_000_000).unwrap();
        for (name, text) in [("database.sqlite", "d".repeat(700)), ("attachments/ab/abcd", "pièce".into())] {
            std::fs::write(folder.join("part"), text).unwrap();
            writer.add(name, File::open(folder.join("part")).unwrap()).unwrap();
        }
        let manifest = Manifest {
            format: FORMAT,
            version: "0.1.0".into(),
            made_at: "2026-11-22T09:00:00Z".into(),
            engine: Engine::Sqlite,
            contents: Contents::default(),
            parts: Vec::new(),
        };
        writer.finish(manifest).unwrap();
        path
    }

    #[test]
    fn every_byte_counts() {
        let folder = std::env::temp_dir().join(format!("cercles-archive-{}", std::process::id()));
        let path = written(&folder);
        let whole = std::fs::read(&path).unwrap();
        assert_eq!(check(&path).unwrap().parts.len(), 2);
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            std::fs::write(&path, changed).unwrap();
            assert!(check(&path).unwrap_err().contains("is not a whole backup"), "byte {at}");
        }
        for length in (0..whole.len()).step_by(97) {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert!(check(&path).is_err(), "cut at {length}");
        }
        std::fs::write(&path, [whole.as_slice(), b"\0"].concat()).unwrap();
        assert!(check(&path).is_err(), "a byte more");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn names_stay_inside() {
        assert!(stays_inside("attachments/ab/cd"));
        for name in ["", "/etc/passwd", "../x", "attachments/../../x", "./x"] {
            assert!(!stays_inside(name), "{name}");
        }
    }
}
