//! The regions and overseas collectivities, their zones: data of `config/regions.toml`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text;

/// A French region or overseas collectivity.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// As addresses and the database write it.
    pub slug: String,
    /// As people write it.
    pub name: String,
    /// `region` or `collectivity`.
    pub kind: String,
    /// Whether it lies overseas.
    pub overseas: bool,
    /// Its IANA time zones, the usual one first.
    pub zones: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    region: Vec<Region>,
}

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../config/regions.toml"))
        .unwrap_or_else(|error| unreachable!("config/regions.toml is checked by a test: {error}"));
    file.region
});

/// Every region, in the file's order.
pub fn all() -> &'static [Region] {
    &REGIONS
}

/// The region of a slug.
pub fn by_slug(slug: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.slug == slug)
}

/// The region of a name as people write it, accents and case aside.
pub fn by_name(name: &str) -> Option<&'static Region> {
    let folded = text::fold(name);
    REGIONS.iter().find(|region| text::fold(&region.name) == folded || region.slug == folded)
}

/// The name of a slug, the slug itself when unknown.
pub fn name_of(slug: &str) -> String {
    by_slug(slug).map_or_else(|| slug.to_owned(), |region| region.name.clone())
}

/// The usual zone of a region, Paris when unknown.
pub fn usual_zone(slug: &str) -> &'static str {
    by_slug(slug).and_then(|region| region.zones.first()).map_or("Europe/Paris", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_whole_and_their_zones_exist() {
        assert_eq!(all().iter().filter(|region| region.kind == "region").count(), 18);
        assert_eq!(all().iter().filter(|region| region.kind == "region" && region.overseas).count(), 5);
        for region in all() {
            assert!(!region.zones.is_empty(), "{}", region.name);
            for zone in &region.zones {
                assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{zone}");
            }
        }
        assert_eq!(by_name("ile de france").map(|region| region.slug.as_str()), None);
        assert_eq!(by_name("ÎLE-DE-FRANCE").map(|region| region.name.as_str()), Some("Île-de-France"));
        assert_eq!(by_name("Bretagne du Sud").map(|region| region.slug.as_str()), None);
        assert_eq!(usual_zone("guadeloupe"), "America/Guadeloupe");
    }
}
