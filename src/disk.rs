//! How much room the disk has left.

use crate::config::Data;
use crate::db::DatabaseUrl;

/// Room on a disk, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// What may still be written.
    pub free: u64,
    /// What the settings want free.
    pub wanted: u64,
}

impl Room {
    /// The disk of the database if it is a file here, else of the data folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn of(data: &Data, url: &DatabaseUrl) -> Result<Self, String> {
        let path = match url {
            DatabaseUrl::Sqlite(path) => path,
            DatabaseUrl::Postgres(_) => &data.dir,
        };
        let place = rustix::fs::statvfs(path).map_err(|error| error.to_string())?;
        let free = place.f_bavail.saturating_mul(place.f_frsize);
        let whole = place.f_blocks.saturating_mul(place.f_frsize);
        let wanted = (u64::from(data.free_mib) << 20).max(whole / 100 * u64::from(data.free_percent));
        Ok(Self { free, wanted })
    }

    /// Free and whole bytes of the disk of a folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn at(path: &std::path::Path) -> Result<(u64, u64), String> {
        let place = rustix::fs::statvfs(path).map_err(|error| error.to_string())?;
        Ok((place.f_bavail.saturating_mul(place.f_frsize), place.f_blocks.saturating_mul(place.f_frsize)))
    }

    /// Whether less is free than is wanted.
    pub fn is_short(self) -> bool {
        self.free < self.wanted
    }
}

/// A number of bytes as people say it.
#[allow(clippy::cast_precision_loss)]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{} KiB", bytes / 1_024),
        1_048_576..1_073_741_824 => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
        _ => format!("{:.1} GiB", bytes as f64 / 1_073_741_824.0),
    }
}
