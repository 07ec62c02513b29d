//! People as pages show them in lists.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::members::directory::Person;
use crate::members::{address, portrait_address, regions};
use crate::themes::Theme;
use crate::web::initials;

/// One of several, in a filter or a form.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    value: String,
    label: String,
}

impl Choice {
    /// A value and what people read.
    pub fn new(value: &str, label: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned() }
    }
}

/// A picture, or initials.
#[derive(Clone, Debug, Serialize)]
pub struct Avatar {
    /// The address of the picture, if there is one.
    pub picture: Option<String>,
    /// The initials.
    pub initials: String,
    /// The innermost circle, for the ring; empty for none.
    pub ring: &'static str,
}

impl Avatar {
    /// Somebody's picture, or their initials.
    pub fn of(id: MemberId, name: (&str, &str), fingerprint: Option<&str>, circle: Option<Circle>) -> Self {
        Self {
            picture: fingerprint.map(|fingerprint| portrait_address(id, fingerprint)),
            initials: initials(name.0, name.1),
            ring: circle.map_or("", Circle::word),
        }
    }
}

/// A circle of a theme.
#[derive(Clone, Debug, Serialize)]
pub struct Badge {
    circle: Circle,
    theme: String,
}

/// Somebody in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    address: String,
    name: String,
    avatar: Avatar,
    profession: String,
    establishment: String,
    region: String,
    badges: Vec<Badge>,
    animates: Vec<String>,
    arrived: bool,
    available: bool,
}

impl Card {
    /// A person of the directory; the innermost circles first.
    pub fn of(mut person: Person, themes: &BTreeMap<ThemeId, &Theme>) -> Self {
        let place = |theme: &ThemeId| themes.get(theme).map_or(i32::MAX, |theme| theme.position);
        let named = |theme: &ThemeId| themes.get(theme).map(|theme| theme.name.clone()).unwrap_or_default();
        person.circles.sort_by_key(|(theme, circle)| (std::cmp::Reverse(*circle), place(theme)));
        person.animates.sort_by_key(place);
        let names = (person.given_name.as_str(), person.family_name.as_str());
        let innermost = person.circles.first().map(|(_, circle)| *circle);
        Self {
            address: address(person.id),
            name: format!("{} {}", names.0, names.1),
            avatar: Avatar::of(person.id, names, person.picture.as_deref(), innermost),
            region: regions::name_of(&person.region),
            badges: person
                .circles
                .iter()
                .map(|(theme, circle)| Badge { circle: *circle, theme: named(theme) })
                .collect(),
            animates: person.animates.iter().map(named).collect(),
            arrived: person.arrived,
            available: person.available,
            establishment: person.establishment.unwrap_or_default(),
            profession: person.profession,
        }
    }
}
