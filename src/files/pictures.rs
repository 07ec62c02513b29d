//! Pictures are read within bounds and written again: nothing of the original but its look is kept (no place, no date,
//! no hidden bytes, nothing after the end).

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{HEAVIEST, Kind};
use crate::sentences::Sentence;

/// The most pixels read (OWASP ASVS 5.0, 5.2.6).
const MOST_PIXELS: u64 = 40_000_000;
/// A JPEG that comes in passes is held whole, six bytes a pixel, while it is read: fewer pixels then.
const MOST_PIXELS_IN_PASSES: u64 = 16_000_000;
/// The longest side written; larger pictures are made smaller.
const LONGEST_SIDE: u32 = 4_096;
/// The longest side of a thumbnail.
const THUMBNAIL: u32 = 480;
/// Memory the pixels of a picture may take, in bytes: forty million of four bytes.
const MOST_MEMORY: u64 = 160 * 1_000_000;

/// A picture written again.
pub(super) struct Picture {
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    /// A small JPEG of it.
    pub(super) thumbnail: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Picture {
    /// Reads a file as a picture of a format and writes it again. It takes a while, and up to some 230 MiB: never two at
    /// a time, never inside a transaction or on the event loop.
    ///
    /// # Errors
    /// The sentence to show beside the files.
    pub(super) fn rewritten(file: &mut File, format: ImageFormat, size: u64) -> Result<Self, Sentence> {
        let picture = upright(file, format)?;
        let thumbnail = jpeg(&on_white(&picture.thumbnail(THUMBNAIL, THUMBNAIL)), 80)?;
        let (kind, bytes) = written(&picture, format, size)?;
        if bytes.len() as u64 > HEAVIEST {
            return Err("file-too-heavy-once-read".into());
        }
        Ok(Self { kind, bytes, thumbnail, width: picture.width(), height: picture.height() })
    }
}

fn broken<E>(_: E) -> Sentence {
    Sentence::new("file-picture-broken")
}

/// The whole picture, the right way up, within the sides and eight bits a colour.
fn upright(file: &mut File, format: ImageFormat) -> Result<DynamicImage, Sentence> {
    let in_passes = format == ImageFormat::Jpeg && comes_in_passes(file).map_err(broken)?;
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    let mut reader = ImageReader::with_format(BufReader::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    let most = if in_passes { MOST_PIXELS_IN_PASSES } else { MOST_PIXELS };
    if u64::from(width) * u64::from(height) > most || decoder.total_bytes() > MOST_MEMORY {
        return Err("file-picture-too-large".into());
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    if width > LONGEST_SIDE || height > LONGEST_SIDE {
        picture = picture.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    picture.apply_orientation(orientation);
    Ok(match picture.color().has_alpha() {
        true => DynamicImage::ImageRgba8(picture.into_rgba8()),
        false => DynamicImage::ImageRgb8(picture.into_rgb8()),
    })
}

fn refusal(error: image::ImageError) -> Sentence {
    match error {
        image::ImageError::Limits(_) => "file-picture-too-large".into(),
        _ => "file-picture-broken".into(),
    }
}

/// Whether a JPEG is progressive (ITU-T T.81 table B.1): its frame says so before any pixel.
fn comes_in_passes(file: &mut File) -> std::io::Result<bool> {
    file.seek(SeekFrom::Start(2))?;
    let mut reader = BufReader::new(file);
    loop {
        let mut mark = [0; 2];
        reader.read_exact(&mut mark)?;
        while mark[1] == 0xff {
            reader.read_exact(&mut mark[1..])?;
        }
        match mark {
            [0xff, 0xc2 | 0xc6 | 0xca | 0xce] => return Ok(true),
            [0xff, 0xc0 | 0xc1 | 0xc3 | 0xda] => return Ok(false),
            [0xff, 0x01 | 0xd0..=0xd7] => continue,
            [0xff, _] => {}
            _ => return Err(std::io::ErrorKind::InvalidData.into()),
        }
        let mut length = [0; 2];
        reader.read_exact(&mut length)?;
        reader.seek_relative(i64::from(u16::from_be_bytes(length)).max(2) - 2)?;
    }
}

/// Written in its own format; a photograph that would grow a lot without loss becomes a JPEG.
fn written(picture: &DynamicImage, format: ImageFormat, size: u64) -> Result<(Kind, Vec<u8>), Sentence> {
    if format == ImageFormat::Jpeg {
        return Ok((Kind::Jpeg, jpeg(picture, 88)?));
    }
    let mut bytes = Vec::new();
    let kind = if format == ImageFormat::WebP {
        picture.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).map_err(broken)?;
        Kind::Webp
    } else {
        picture.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).map_err(broken)?;
        Kind::Png
    };
    let grown = bytes.len() as u64 > (size * 2).max(1024 * 1024);
    if grown && !picture.color().has_alpha() { Ok((Kind::Jpeg, jpeg(picture, 88)?)) } else { Ok((kind, bytes)) }
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Sentence> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    let done = match picture.as_rgb8() {
        Some(rgb) => encoder.encode(rgb, rgb.width(), rgb.height(), ExtendedColorType::Rgb8),
        None => {
            let rgb = picture.to_rgb8();
            encoder.encode(&rgb, rgb.width(), rgb.height(), ExtendedColorType::Rgb8)
        }
    };
    done.map_err(broken)?;
    Ok(bytes)
}

/// What shines through becomes white.
fn on_white(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture.clone();
    }
    let over = |colour: u8, alpha: u8| {
        let mixed = (u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    let rgba = picture.to_rgba8();
    let rgb = image::RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        image::Rgb([over(red, alpha), over(green, alpha), over(blue, alpha)])
    });
    DynamicImage::ImageRgb8(rgb)
}
