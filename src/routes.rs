//! Every address, on one page: its method, its door, its handler.

use actix_web::guard;
use actix_web::web::{self, ServiceConfig};

use crate::circles::{pages as circles, pages_leaving as leaving};
use crate::files::pages as files;
use crate::home::pages as home;
use crate::instance::{pages as settings, pages_charter, pages_first_visit, pages_home, pages_texts};
use crate::joining::pages::{import, invitation, invitations as inviting, requests as asking};
use crate::members::pages as members;
use crate::search::pages as search;
use crate::themes::administration::{pages as theme_shape, pages_animators, pages_list};
use crate::themes::{pages as themes, pages_regions as theme_regions};
use crate::threads::{pages as threads, pages_write};
use crate::web::{Door, RouteRow, assets};

/// Declares the table and its wiring together, so that no route can stand outside the table.
macro_rules! routes {
    ($($path:literal { $($method:ident $door:ident $handler:path),+ $(,)? })+) => {
        /// Every route and its door.
        pub const TABLE: &[RouteRow] = &[
            $($(RouteRow { method: stringify!($method), path: $path, door: Door::$door },)+)+
        ];

        /// Wires the table.
        pub fn configure(service: &mut ServiceConfig) {
            $(service.service(web::resource($path)$(.route(routes!(@route $method).to($handler)))+);)+
        }
    };
    (@route GET) => { web::route().guard(guard::Any(guard::Get()).or(guard::Head())) };
    (@route POST) => { web::post() };
}

routes! {
    "/livez" { GET Anyone livez }
    "/assets/{name}" { GET Anyone assets::serve }
    "/connexion" { GET Anyone members::show_sign_in, POST Anyone members::sign_in }
    "/deconnexion" { POST SignedIn members::sign_out }
    "/mot-de-passe-oublie" { GET Anyone members::resets::show_forgotten, POST Anyone members::resets::ask }
    "/mot-de-passe/{token}" { GET Anyone members::resets::show_new_password, POST Anyone members::resets::choose }
    "/charte" { GET Anyone members::charter::show, POST SignedIn members::charter::accept }
    "/fils" { GET Member threads::index }
    "/fils/nouveau" { GET Member pages_write::show_new, POST Member pages_write::create }
    "/fils/nouveau/semblables" { GET Member search::similar }
    "/recherche" { GET Anyone search::show }
    "/fils/{thread}" { GET Member threads::show }
    "/fils/{thread}/messages" { POST Member pages_write::reply }
    "/fils/{thread}/solution" { POST Member pages_write::mark_solution }
    "/fils/{thread}/solution/retrait" { POST Member pages_write::unmark_solution }
    "/messages/{post}/modifier" { GET Member pages_write::show_edit, POST Member pages_write::edit }
    "/messages/{post}/historique" { GET Member threads::history }
    "/fichiers" { GET Member files::show_sent, POST Member files::send }
    "/fichiers/{id}/vignette" { GET Member files::thumbnail }
    "/fichiers/{id}/{name}" { GET Member files::read }
    "/themes" { GET Anyone themes::index }
    "/themes/{slug}" { GET Anyone themes::show }
    "/adresse/{token}" { GET Anyone members::security::show_confirmation, POST Anyone members::security::confirm_email }
    "/membres" { GET Member members::directory::show }
    "/membres/{id}" { GET Member members::profile::show }
    "/membres/{id}/portrait" { GET Member members::profile::portrait }
    "/reglages" { GET Member members::settings::show, POST Member members::settings::change }
    "/reglages/portrait" { POST Member members::settings::change_portrait }
    "/reglages/portrait/retrait" { POST Member members::settings::remove_portrait }
    "/reglages/securite" { GET SignedIn members::security::show }
    "/reglages/securite/sessions/fermeture" { POST SignedIn members::security::close_others }
    "/reglages/securite/sessions/{id}/fermeture" { POST SignedIn members::security::close_session }
    "/reglages/securite/mot-de-passe" {
        GET SignedIn members::security::show_password, POST SignedIn members::security::change_password
    }
    "/reglages/securite/adresse" {
        GET SignedIn members::security::show_email, POST SignedIn members::security::ask_email
    }
    "/themes/{slug}/cercles" { GET Member circles::show, POST Member circles::transfer }
    "/themes/{slug}/depart" { GET Member leaving::show, POST Member leaving::leave }
    "/themes/{slug}/regions" { GET Member theme_regions::index }
    "/themes/{slug}/regions/{region}" { GET Member theme_regions::show }

    "/" { GET Anyone home::show }
    "/mentions-legales" { GET Anyone pages_texts::legal }
    "/accessibilite" { GET Anyone pages_texts::accessibility }

    "/premiere-visite/{token}" { GET Anyone pages_first_visit::show, POST Anyone pages_first_visit::welcome }
    "/administration" { GET Member pages_home::show }
    "/administration/premiers-pas" { POST Member pages_home::end_first_steps }
    "/administration/communaute" { GET Member settings::show_community, POST Member settings::describe }
    "/administration/mentions-legales" { GET Member pages_texts::edit_legal, POST Member pages_texts::rewrite_legal }
    "/administration/accessibilite" {
        GET Member pages_texts::edit_accessibility, POST Member pages_texts::rewrite_accessibility
    }
    "/administration/charte" { GET Member pages_charter::show, POST Member pages_charter::publish }
    "/administration/charte/maintien" { POST Member pages_charter::keep }
    "/administration/charte/{version}" { GET Member pages_charter::past }
    "/administration/courriel" { GET Member settings::show_mail, POST Member settings::try_mail }
    "/administration/themes" { GET Member pages_list::show, POST Member pages_list::create }
    "/administration/themes/{slug}" { GET Member theme_shape::show_to_administrators }
    "/administration/themes/{slug}/nom" { POST Member theme_shape::rename }
    "/administration/themes/{slug}/place" { POST Member pages_list::reorder }
    "/administration/themes/{slug}/archive" { POST Member theme_shape::archive }
    "/administration/themes/{slug}/archive/retrait" { POST Member theme_shape::restore }
    "/administration/animateurs" { GET Member pages_animators::show, POST Member pages_animators::name }
    "/administration/animateurs/{slug}/{member}/retrait" { POST Member pages_animators::withdraw }
    "/themes/{slug}/gestion" { GET Member theme_shape::show, POST Member theme_shape::shape }
    "/themes/{slug}/gestion/sous-themes" { POST Member theme_shape::add_subtopic }
    "/themes/{slug}/gestion/sous-themes/{subtopic}" { POST Member theme_shape::rename_subtopic }
    "/themes/{slug}/gestion/sous-themes/{subtopic}/archive" { POST Member theme_shape::archive_subtopic }
    "/themes/{slug}/gestion/sous-themes/{subtopic}/archive/retrait" { POST Member theme_shape::restore_subtopic }
    "/rejoindre" { GET Anyone asking::show_ask, POST Anyone asking::ask }
    "/rejoindre/merci" { GET Anyone asking::thanks }
    "/themes/{slug}/adhesion" { GET Member asking::show_membership, POST Member asking::ask_membership }
    "/themes/{slug}/demandes" { GET Member asking::show_desk }
    "/demandes/{id}/accord" { POST Member asking::approve }
    "/demandes/{id}/refus" { POST Member asking::decline }
    "/themes/{slug}/invitations" { GET Member inviting::show, POST Member inviting::create }
    "/invitations/{id}/renvoi" { POST Member inviting::resend }
    "/invitations/{id}/retrait" { POST Member inviting::withdraw }
    "/invitation/{token}" { GET Anyone invitation::show, POST Anyone invitation::accept }
    "/administration/import" { GET Member import::show, POST Member import::upload }
    "/administration/import/modele.csv" { GET Member import::template }
    "/administration/import/{draft}" { GET Member import::show_draft, POST Member import::confirm }
}

/// The process answers.
async fn livez() -> &'static str {
    "ok\n"
}
