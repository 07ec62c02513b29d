//! Every address, on one page: its method, its door, its handler.

use actix_web::guard;
use actix_web::web::{self, ServiceConfig};

use crate::circles::{pages as circles, pages_leaving as leaving};
use crate::members::pages as members;
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
    "/fils/{thread}" { GET Member threads::show }
    "/fils/{thread}/messages" { POST Member pages_write::reply }
    "/fils/{thread}/solution" { POST Member pages_write::mark_solution }
    "/fils/{thread}/solution/retrait" { POST Member pages_write::unmark_solution }
    "/messages/{post}/modifier" { GET Member pages_write::show_edit, POST Member pages_write::edit }
    "/messages/{post}/historique" { GET Member threads::history }
    "/themes" { GET Anyone themes::index }
    "/themes/{slug}" { GET Anyone themes::show }
    "/membres" { GET Member members::directory::show }
    "/membres/{id}" { GET Member members::profile::show }
    "/membres/{id}/portrait" { GET Member members::profile::portrait }
    "/themes/{slug}/cercles" { GET Member circles::show, POST Member circles::transfer }
    "/themes/{slug}/depart" { GET Member leaving::show, POST Member leaving::leave }
    "/themes/{slug}/regions" { GET Member theme_regions::index }
    "/themes/{slug}/regions/{region}" { GET Member theme_regions::show }
}

/// The process answers.
async fn livez() -> &'static str {
    "ok\n"
}
