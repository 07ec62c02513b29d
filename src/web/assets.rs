//! Style, script and icons: embedded, named by their hash, compressed once, immutable for the browser.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;

use crate::tokens;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

struct Asset {
    content_type: &'static str,
    plain: Vec<u8>,
    gzip: Vec<u8>,
}

/// By public name (`cercles.1f2e3d4c.css`), and from the name in `assets/` to the public one.
static ASSETS: LazyLock<(HashMap<String, Asset>, HashMap<String, String>)> = LazyLock::new(|| {
    let mut by_address = HashMap::new();
    let mut addresses = HashMap::new();
    for name in Files::iter() {
        let Some(file) = Files::get(&name) else { continue };
        let plain = file.data.into_owned();
        let Some((stem, extension)) = name.rsplit_once('.') else { continue };
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "webmanifest" => "application/manifest+json",
            _ => continue,
        };
        let hash = &tokens::hex(&<sha2::Sha256 as sha2::Digest>::digest(&plain))[..12];
        let public = format!("{}.{hash}.{extension}", stem.replace('/', "-"));
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let gzip = encoder.write_all(&plain).and_then(|()| encoder.finish()).unwrap_or_default();
        addresses.insert(name.to_string(), format!("/assets/{public}"));
        by_address.insert(public, Asset { content_type, plain, gzip });
    }
    (by_address, addresses)
});

/// The address of a file of `assets/`.
pub fn address(name: &str) -> Option<String> {
    ASSETS.1.get(name).cloned()
}

/// Serves an asset by its public name.
pub async fn serve(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    let Some(asset) = ASSETS.0.get(name.as_str()) else {
        return HttpResponse::NotFound().finish();
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, asset.content_type))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    let accepts = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.contains("gzip"));
    if request.headers().get(header::ACCEPT_ENCODING).is_some_and(accepts) && !asset.gzip.is_empty() {
        response.insert_header((header::CONTENT_ENCODING, "gzip")).body(asset.gzip.as_slice())
    } else {
        response.body(asset.plain.as_slice())
    }
}
