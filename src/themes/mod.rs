//! Communities of practice: themes and their sub-topics.

pub mod administration;
pub mod pages;
pub mod pages_regions;
pub mod store;

use crate::db::{Db, Tx};
use crate::refusal::Refusal;
pub use store::{Subtopic, Theme, all, by_id, by_slug, subtopic, subtopics_of};

crate::vocabulary! {
    /// How one joins a theme.
    JoinPolicy {
        /// Whoever asks is in.
        Open = "open",
        /// An animator decides.
        Request = "request",
        /// Only invited people.
        Invitation = "invitation",
    }
}

/// A theme an empty database starts with.
struct First {
    slug: &'static str,
    name: &'static str,
    presentation: &'static str,
    targets: [i32; 3],
    subtopics: &'static [(&'static str, &'static str)],
}

const FIRST: &[First] = &[
    First {
        slug: "numerique-en-sante",
        name: "Numérique en santé",
        presentation: "Systèmes d’information, identité, hébergement, téléconsultation : rendre le numérique utile à celles et ceux qui soignent.",
        targets: [450, 100, 25],
        subtopics: &[
            ("dsi-commune-de-ght", "DSI commune de GHT"),
            ("hebergement-hds", "Hébergement HDS"),
            ("urbanisation-du-sih", "Urbanisation du SIH"),
            ("teleconsultation", "Téléconsultation"),
            ("identitovigilance", "Identitovigilance"),
            ("numerique-au-bloc", "Numérique au bloc"),
        ],
    },
    First {
        slug: "sante-mentale",
        name: "Santé mentale",
        presentation: "Parcours, centres médico-psychologiques, ambulatoire : organiser les soins au plus près des personnes.",
        targets: [120, 40, 15],
        subtopics: &[("parcours", "Parcours"), ("cmp", "CMP"), ("ambulatoire", "Ambulatoire")],
    },
    First {
        slug: "dialogue-de-gestion",
        name: "Dialogue de gestion",
        presentation: "Contrats de pôle, tableaux de bord, information médicale : décider ensemble, chiffres en main.",
        targets: [100, 30, 10],
        subtopics: &[
            ("contrats-de-pole", "Contrats de pôle"),
            ("tableaux-de-bord", "Tableaux de bord"),
            ("information-medicale", "Information médicale"),
        ],
    },
    First {
        slug: "responsabilite-societale",
        name: "Responsabilité sociétale",
        presentation: "Achats, déchets, transports : soigner aujourd’hui sans abîmer demain.",
        targets: [100, 25, 10],
        subtopics: &[("achats-durables", "Achats durables"), ("dechets", "Déchets"), ("transports", "Transports")],
    },
    First {
        slug: "patrimoine-immobilier",
        name: "Patrimoine immobilier",
        presentation: "Schéma directeur, maintenance, énergie : des bâtiments qui servent le soin.",
        targets: [80, 20, 8],
        subtopics: &[("schema-directeur", "Schéma directeur"), ("maintenance", "Maintenance"), ("energie", "Énergie")],
    },
];

/// Founds the five themes an empty database starts with.
///
/// # Errors
/// What the database says.
pub fn found_first(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    for (position, first) in (1..).zip(FIRST) {
        let theme = store::insert(
            tx,
            first.slug,
            first.name,
            first.presentation,
            JoinPolicy::Request,
            first.targets,
            position,
        )?;
        for (position, (slug, name)) in (1..).zip(first.subtopics) {
            store::insert_subtopic(tx, theme, slug, name, position)?;
        }
    }
    Ok(())
}

/// The theme of a slug, archived or not.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn named(db: &mut Db, slug: &str) -> Result<Theme, Refusal> {
    store::by_slug(db, slug)
}

/// The theme of a slug, if things may still be changed there.
///
/// # Errors
/// `Refusal::NotFound`; `Refusal::Conflict` once it is archived.
pub fn open(db: &mut Db, slug: &str) -> Result<Theme, Refusal> {
    let theme = store::by_slug(db, slug)?;
    if theme.archived_at.is_some() { Err(Refusal::Conflict("refusal-theme-archived")) } else { Ok(theme) }
}

/// The address of a theme's page.
pub fn address(slug: &str) -> String {
    format!("/themes/{slug}")
}
