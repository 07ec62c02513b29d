//! Pictures: whatever is sent is read within bounds and written again, small and square, so that nothing of the
//! original but its look is kept (no place, no date, no hidden bytes).

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};

use super::store::portraits as store;
use crate::db::ids::MemberId;
use crate::db::{Db, Tx};
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::tokens;

/// The side of a picture, in pixels.
const SIDE: u32 = 256;
/// The heaviest file read, in bytes.
const HEAVIEST: usize = 5 * 1024 * 1024;
/// The most pixels read.
const MOST_PIXELS: u64 = 40_000_000;
/// Memory a decoder may take, in bytes: forty million pixels of four bytes, and room to work.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

static TURN: Mutex<()> = Mutex::new(());

/// A picture made by us, ready to keep.
#[derive(Clone, Debug)]
pub struct Portrait {
    bytes: Vec<u8>,
    fingerprint: String,
}

impl Portrait {
    /// Makes a picture of a JPEG, PNG or WebP file: turned upright, cut square, 256 pixels wide, JPEG.
    /// It takes a while: never call it inside a transaction or on the event loop.
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn of(file: &[u8]) -> Result<Self, Sentence> {
        if file.len() > HEAVIEST {
            return Err("portrait-too-heavy".into());
        }
        let format = image::guess_format(file).ok();
        let format = format.filter(|one| matches!(one, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP));
        let format = format.ok_or_else(|| Sentence::new("portrait-not-a-picture"))?;
        // One at a time: a picture may take 256 MiB while it is read.
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let upright = upright(file, format)?;
        let square = upright.resize_to_fill(SIDE, SIDE, FilterType::Triangle).to_rgb8();
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 85)
            .encode_image(&square)
            .map_err(|_| Sentence::new("portrait-not-a-picture"))?;
        let fingerprint = tokens::hex(&Sha256::digest(&bytes));
        Ok(Self { bytes, fingerprint })
    }
}

/// The whole picture, the right way up.
fn upright(file: &[u8], format: ImageFormat) -> Result<DynamicImage, Sentence> {
    let unreadable = |_| Sentence::new("portrait-not-a-picture");
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err("portrait-too-large".into());
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Keeps a member's picture instead of the one before.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, member: MemberId, portrait: &Portrait) -> Result<(), Refusal> {
    store::remove(tx, member)?;
    Ok(store::insert(tx, member, &portrait.fingerprint, &portrait.bytes)?)
}

/// Goes back to initials.
///
/// # Errors
/// What the database says.
pub fn remove(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    Ok(store::remove(tx, member)?)
}

/// A member's picture: its fingerprint and its bytes (JPEG).
///
/// # Errors
/// `Refusal::NotFound` when they have none, or are gone.
pub fn of(db: &mut Db, member: MemberId) -> Result<(String, Vec<u8>), Refusal> {
    Ok(store::of(db, member)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let left_red = |x, _| image::Rgb(if x < width / 2 { [200, 0, 0] } else { [0, 0, 200] });
        image::RgbImage::from_fn(width, height, left_red).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_cut_square_and_written_again() {
        let portrait = Portrait::of(&png(900, 300)).unwrap();
        let made = image::load_from_memory_with_format(&portrait.bytes, ImageFormat::Jpeg).unwrap();
        assert_eq!((made.width(), made.height()), (SIDE, SIDE));
        assert!(!portrait.bytes.windows(4).any(|part| part == b"Exif"));
        assert_eq!(portrait.fingerprint.len(), 64);
    }

    #[test]
    fn what_is_not_a_picture_is_refused_with_a_sentence() {
        let key = |bytes: &[u8]| Portrait::of(bytes).unwrap_err().key;
        assert_eq!(key(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "portrait-not-a-picture");
        assert_eq!(key(b"GIF89a\x01\x00\x01\x00"), "portrait-not-a-picture");
        assert_eq!(key(b""), "portrait-not-a-picture");
        assert_eq!(key(&png(40, 40)[..60]), "portrait-not-a-picture");
        assert_eq!(key(&vec![0; HEAVIEST + 1]), "portrait-too-heavy");
    }

    #[test]
    fn a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() {
        // A whole PNG whose header announces 30,000 × 30,000 pixels.
        let mut bytes = png(8, 8);
        bytes[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(Portrait::of(&bytes).unwrap_err().key, "portrait-too-large");
    }

    /// The checksum of a PNG chunk (ISO 3309).
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }
}
