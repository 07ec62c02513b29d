//! Every address, on one page: its method, its door, its handler.

use actix_web::guard;
use actix_web::web::{self, ServiceConfig};

use crate::absences::pages as absences;
use crate::announcements::pages as announcements;
use crate::bookmarks::pages as bookmarks;
use crate::circles::nominations::{pages as candidates, pages_link as nomination_link, pages_one as nomination};
use crate::circles::{pages as circles, pages_leaving as leaving};
use crate::console::{
    pages as console, pages_duty as console_duty, pages_rounds as console_rounds, pages_settings as console_settings,
};
use crate::conversations::{pages as conversations, pages_new as writing_to, pages_settings as conversing};
use crate::digests::{pages as digests, pages_unsubscribe};
use crate::feeds::pages as feeds;
use crate::files::pages as files;
use crate::health::{pages as health, pages_csv as health_table, pages_regions as health_regions};
use crate::home::pages as home;
use crate::instance::staff::pages as staff;
use crate::instance::{pages as settings, pages_charter, pages_first_visit, pages_home, pages_state, pages_texts};
use crate::intake::pages as incoming;
use crate::joining::pages::{import, invitation, invitations as inviting, requests as asking};
use crate::journal::{pages as journal, pages_csv as journal_table, pages_mine as journal_of_mine};
use crate::mail::{pages as mails, pages_samples as mail_samples};
use crate::meetings::attendance::{pages as attendance, pages_print as attendance_papers};
use crate::meetings::calendar::pages as calendars;
use crate::meetings::minutes::{pages as minutes, pages_actions as actions, pages_write as minutes_write};
use crate::meetings::poll::pages as meeting_dates;
use crate::meetings::programme::contributions::{
    pages as contributions, pages_edit as contribution_edit, pages_one as contribution,
};
use crate::meetings::programme::{pages as programme, pages_write as programme_write};
use crate::meetings::registration::{
    pages as registration, pages_link as registration_link, pages_list as registrations,
};
use crate::meetings::rhythm::pages as rhythm;
use crate::meetings::series::pages as series;
use crate::meetings::survey::pages as survey;
use crate::meetings::{pages as meetings, pages_acts as meeting_acts, pages_write as meeting_write};
use crate::members::pages as members;
use crate::moderation::appeals::{pages as appeals, pages_link as account_appeals};
use crate::moderation::curating::{pages as curating, pages_audience as readers};
use crate::moderation::held::{pages as held, pages_desk as held_desk, pages_rules as held_rules};
use crate::moderation::measures::{pages as measures, pages_accounts as accounts};
use crate::moderation::templates::{pages as reasons, pages_all as reasons_for_all};
use crate::moderation::{
    pages as care, pages_correction, pages_decisions, pages_removed, pages_threads as thread_care,
};
use crate::notices::pages as notices;
use crate::points_durs::attempts::pages as point_attempts;
use crate::points_durs::calls::pages as point_calls;
use crate::points_durs::tasks::pages as point_tasks;
use crate::points_durs::waiting::pages as waiting;
use crate::points_durs::{
    pages as points, pages_figures, pages_followers as joining_points, pages_lists, pages_report as reporting,
    pages_room as rooms, pages_silence, pages_steps as point_steps,
};
use crate::referrals::{pages as referrals, pages_bodies, pages_count, pages_link};
use crate::search::pages as search;
use crate::sheets::{
    pages as sheets, pages_acts as sheets_acts, pages_readers as sheets_readers, pages_write as sheets_write,
};
use crate::themes::administration::{pages as theme_shape, pages_animators, pages_list};
use crate::themes::{pages as themes, pages_regions as theme_regions};
use crate::threads::drafts::pages as drafts;
use crate::threads::history::pages as history;
use crate::threads::marks::pages as marks;
use crate::threads::{pages as threads, pages_places, pages_suggestions, pages_write};
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
    "/fils/{thread}/suivi" { POST Member pages_places::watch }
    "/messages/{post}" { GET Member pages_places::post }
    "/fils/{thread}/solution" { POST Member marks::mark_solution }
    "/fils/{thread}/solution/retrait" { POST Member marks::unmark_solution }
    "/fils/{thread}/solution/verrou" { POST Member marks::lock_solution }
    "/fils/{thread}/solution/verrou/retrait" { POST Member marks::unlock_solution }
    "/fils/{thread}/sans-reponse" { GET Member marks::show_aside, POST Member marks::set_aside }
    "/fils/{thread}/sans-reponse/retrait" { POST Member marks::take_up_again }
    "/fils/{thread}/signet" { POST Member bookmarks::put_on_thread }
    "/fils/{thread}/signet/retrait" { POST Member bookmarks::take_from_thread }
    "/messages/{post}/reactions/{kind}" { POST Member marks::say }
    "/messages/{post}/reactions/{kind}/retrait" { POST Member marks::unsay }
    "/messages/{post}/fait-chez-moi" { GET Member marks::show_done, POST Member marks::say_done }
    "/messages/{post}/signet" { POST Member bookmarks::put_on_post }
    "/messages/{post}/signet/retrait" { POST Member bookmarks::take_from_post }
    "/signets" { GET Member bookmarks::index }
    "/signets/{id}" { GET Member bookmarks::show, POST Member bookmarks::change }
    "/signets/{id}/retrait" { POST Member bookmarks::remove }
    "/messages/{post}/modifier" { GET Member pages_write::show_edit, POST Member pages_write::edit }
    "/brouillons" { GET Member drafts::index, POST Member drafts::keep }
    "/brouillons/{draft}/retrait" { POST Member drafts::discard }
    "/brouillons/{draft}/retour" { POST Member drafts::take_back }
    "/suggestions/personnes" { GET Member pages_suggestions::people }
    "/suggestions/destinataires" { GET Member writing_to::propose }
    "/suggestions/fils" { GET Member pages_suggestions::threads }
    "/messages/{post}/historique" { GET Member history::show }
    "/messages/{post}/historique/{revision}/retour" { POST Member history::restore }
    "/messages/{post}/historique/{revision}/masquage" { POST Member history::hide }
    "/messages/{post}/historique/{revision}/masquage/retrait" { POST Member history::unhide }
    "/messages/{post}/retrait" { POST Member care::withdraw }
    "/messages/{post}/retrait/annulation" { POST Member care::undo_withdrawal }
    "/messages/{post}/signalement" { GET Member care::show_flag, POST Member care::flag }
    "/messages/{post}/signalement/retrait" { POST Member care::withdraw_flag }
    "/messages/{post}/masquage" { GET Member care::show_hiding, POST Member care::hide }
    "/messages/{post}/masquage/retrait" { POST Member care::show }
    "/messages/{post}/correction" { GET Member pages_correction::show, POST Member pages_correction::correct }
    "/messages/{post}/urgence" { GET Member pages_correction::show_emergency, POST Member pages_correction::remove }
    "/messages/{post}/mesures" { GET Member measures::of_author }
    "/themes/{slug}/mesures/{member}" { GET Member measures::show, POST Member measures::take }
    "/themes/{slug}/mesures/{member}/{decision}/retrait" { POST Member measures::lift }
    "/themes/{slug}/raisons" { GET Member reasons::index, POST Member reasons::create }
    "/raisons/{id}" { GET Member reasons::show, POST Member reasons::change }
    "/raisons/{id}/retrait" { POST Member reasons::remove }
    "/decisions/{decision}/recours" { GET Member appeals::show_new, POST Member appeals::create }
    "/attente" { GET Member held::mine }
    "/attente/{held}" { GET Member held::show }
    "/attente/{held}/retrait" { POST Member held::withdraw }
    "/attente/{held}/accord" { POST Member held_desk::approve }
    "/attente/{held}/refus" { POST Member held_desk::refuse }
    "/themes/{slug}/attente/regles" { GET Member held_rules::show, POST Member held_rules::change }
    "/compte-ferme/{token}" { GET Anyone account_appeals::show, POST Anyone account_appeals::create }
    "/recours/{appeal}" { GET Member appeals::show, POST Member appeals::answer }
    "/fils/{thread}/gestion" { GET Member thread_care::show }
    "/fils/{thread}/rangement" { GET Member curating::show, POST Member curating::curate }
    "/fils/{thread}/lecteurs" { GET Member readers::show }
    "/fils/{thread}/lecteurs/accord" { POST Member readers::agree }
    "/fils/{thread}/lecteurs/refus" { POST Member readers::decline }
    "/fils/{thread}/suppression/retrait" { POST Member pages_removed::restore }
    "/themes/{slug}/supprimes" { GET Member pages_removed::show }
    "/fils/{thread}/fermeture" { POST Member thread_care::close }
    "/fils/{thread}/fermeture/retrait" { POST Member thread_care::reopen }
    "/fils/{thread}/deplacement" { POST Member thread_care::move_to }
    "/fils/{thread}/epingle" { POST Member thread_care::pin }
    "/fils/{thread}/epingle/retrait" { POST Member thread_care::unpin }
    "/themes/{slug}/annonces" { GET Member announcements::index, POST Member announcements::create }
    "/annonces/{id}" { GET Member announcements::show, POST Member announcements::rewrite }
    "/annonces/{id}/essai" { POST Member announcements::attempt }
    "/annonces/{id}/envoi" { POST Member announcements::schedule }
    "/annonces/{id}/annulation" { POST Member announcements::cancel }
    "/console" { GET Member console::show }
    "/console/prises" { POST Member console::claim }
    "/console/prises/retrait" { POST Member console::release }
    "/console/gestes" { POST Member console_rounds::carry_out }
    "/console/gestes/{id}" { GET Member console_rounds::show }
    "/console/gestes/{id}/annulation" { POST Member console_rounds::undo }
    "/console/permanence" { GET Member console_duty::show, POST Member console_duty::name }
    "/console/permanence/retrait" { POST Member console_duty::withdraw }
    "/reglages/decisions" { GET Member pages_decisions::show }
    "/reglages/journal" { GET Member journal_of_mine::show }
    "/console/sante" { GET Member health::show }
    "/console/sante.csv" { GET Member health_table::export }
    "/console/regions" { GET Member health_regions::show }
    "/console/journal" { GET Member journal::show }
    "/console/journal.csv" { GET Member journal_table::export }
    "/console/journal/adresses" { POST Member journal::open }
    "/console/candidats" { GET Member candidates::index }
    "/console/candidats/{slug}/{member}" { GET Member candidates::show_form, POST Member candidates::create }
    "/candidatures/{id}" { GET Member nomination::show }
    "/candidatures/{id}/reponse" { POST Member nomination::give_answer }
    "/candidatures/{id}/direction" { POST Member nomination::note }
    "/candidatures/{id}/mandat" { POST Member nomination::give_mandate }
    "/candidatures/{id}/retrait" { POST Member nomination::take_back }
    "/candidature/{token}" { GET Anyone nomination_link::show, POST Anyone nomination_link::give }
    "/points-durs" { GET Member pages_lists::index }
    "/points-durs/tableau" { GET Member pages_lists::show_board }
    "/points-durs/annee" { GET Anyone pages_figures::show }
    "/points-durs/export.csv" { GET Member pages_lists::export_csv }
    "/points-durs/vues" { POST Member pages_lists::keep_view }
    "/points-durs/vues/{view}/retrait" { POST Member pages_lists::forget_view }
    "/points-durs/{id}/transmettre" { GET Member referrals::show_new, POST Member referrals::create }
    "/points-durs/{id}/transmissions/{referral}" { GET Member referrals::show }
    "/points-durs/{id}/transmissions/{referral}/reception" { POST Member referrals::acknowledge }
    "/points-durs/{id}/transmissions/{referral}/reponse" { POST Member referrals::answer }
    "/points-durs/{id}/transmissions/{referral}/lien" { POST Member referrals::renew }
    "/points-durs/{id}/transmissions/{referral}/retrait" { POST Member referrals::take_back }
    "/organismes" { GET Member pages_bodies::index, POST Member pages_bodies::create }
    "/organismes/bilan" { GET Member pages_count::show }
    "/organismes/bilan.csv" { GET Member pages_count::export }
    "/organismes/{id}" { GET Member pages_bodies::show, POST Member pages_bodies::change }
    "/organismes/{id}/archive" { POST Member pages_bodies::archive }
    "/organismes/{id}/archive/retrait" { POST Member pages_bodies::restore }
    "/transmissions/{token}" { GET Anyone pages_link::show, POST Anyone pages_link::say }
    "/conversations" { GET Member conversations::index }
    "/conversations/nouvelle" { GET Member writing_to::show, POST Member writing_to::create }
    "/conversations/{thread}" { GET Member conversations::show }
    "/conversations/{thread}/personnes" { POST Member conversations::add }
    "/conversations/{thread}/depart" { POST Member conversations::leave }
    "/reglages/conversations" { GET Member conversing::show, POST Member conversing::change }
    "/reglages/conversations/blocages" { POST Member conversing::put_block }
    "/reglages/conversations/blocages/{member}/retrait" { POST Member conversing::take_block }
    "/points-durs/nouveau" { GET Member reporting::show, POST Member reporting::create }
    "/points-durs/attente" { GET Member waiting::show }
    "/points-durs/miens" { GET Member pages_lists::mine }
    "/points-durs/{thread}" { GET Member points::show }
    "/points-durs/{thread}/complements" { GET Member points::show_complete, POST Member points::tell_more }
    "/points-durs/{thread}/moi-aussi" { GET Member joining_points::show, POST Member joining_points::join }
    "/points-durs/{thread}/moi-aussi/retrait" { POST Member joining_points::leave }
    "/points-durs/{thread}/appels" { GET Member point_calls::show, POST Member point_calls::call }
    "/points-durs/{thread}/appels/reponse" { GET Member point_calls::show_answer, POST Member point_calls::reply }
    "/points-durs/{thread}/relance" { POST Member pages_silence::ask }
    "/points-durs/{thread}/taches" { GET Member point_tasks::show, POST Member point_tasks::create }
    "/points-durs/{thread}/taches/{task}/fait" { POST Member point_tasks::put_done }
    "/points-durs/{thread}/taches/{task}/fait/retrait" { POST Member point_tasks::take_done }
    "/points-durs/{thread}/essais" { GET Member point_attempts::show, POST Member point_attempts::create }
    "/points-durs/{thread}/essais/{attempt}/retrait" { POST Member point_attempts::remove }
    "/points-durs/{thread}/salle" { GET Member rooms::show, POST Member rooms::open }
    // After every other address below a point dur: the end is a step's.
    "/points-durs/{thread}/{step}" { GET Member point_steps::show, POST Member point_steps::take }
    "/fichiers" { GET Member files::show_sent, POST Member files::send }
    "/fichiers/{id}/vignette" { GET Member files::thumbnail }
    "/fichiers/{id}/{name}" { GET Member files::read }
    "/themes" { GET Anyone themes::index }
    "/themes/{slug}" { GET Anyone themes::show }
    "/themes/{slug}/suivi" { POST Member notices::watch_theme }
    "/adresse/{token}" { GET Anyone members::security::show_confirmation, POST Anyone members::security::confirm_email }
    "/membres" { GET Member members::directory::show }
    "/membres/{id}" { GET Member members::profile::show }
    "/membres/{id}/portrait" { GET Member members::profile::portrait }
    "/reglages" { GET Member members::settings::show, POST Member members::settings::change }
    "/flux/{token}/tout" { GET Anyone feeds::everything }
    "/flux/{token}/themes/{slug}" { GET Anyone feeds::theme }
    "/flux/{token}/fils/{thread}" { GET Anyone feeds::thread }
    "/flux/{token}/recherche" { GET Anyone feeds::question }
    "/reglages/flux" { GET Member feeds::addresses }
    "/reglages/flux/renouvellement" { POST Member feeds::take_back }
    "/notifications" { GET Member notices::show }
    "/notifications/lues" { POST Member notices::read_all }
    "/notifications/{id}" { GET Member notices::open }
    "/reglages/notifications" { GET Member notices::show_settings, POST Member notices::change_settings }
    "/reglages/resumes" { GET Member digests::show, POST Member digests::change }
    "/reglages/resumes/rythme" { POST Member digests::answer }
    "/reglages/resumes/liens" { POST Member digests::take_back }
    "/reglages/resumes/apercu" { GET Member digests::preview }
    "/themes/{slug}/rythme" { GET Member rhythm::show, POST Member rhythm::choose }
    "/rencontres" { GET Anyone meetings::index }
    "/rencontres/nouvelle" { GET Member meeting_write::show_new, POST Member meeting_write::create }
    "/rencontres/actions" { GET Member actions::mine }
    "/rencontres/series/nouvelle" { GET Member series::show_new, POST Member series::create }
    "/rencontres/{meeting}" { GET Anyone meetings::show }
    "/rencontres/{meeting}/discussion" { GET Member meetings::discussion }
    "/rencontres/{meeting}/modifier" { GET Member meeting_write::show_edit, POST Member meeting_write::edit }
    "/rencontres/{meeting}/dates" { GET Member meeting_dates::show, POST Member meeting_dates::open }
    "/rencontres/{meeting}/dates/reponse" { POST Member meeting_dates::reply }
    "/rencontres/{meeting}/dates/choix" { POST Member meeting_dates::keep }
    "/rencontres/{meeting}/annonce" { POST Member meeting_acts::announce }
    "/rencontres/{meeting}/annulation" { POST Member meeting_acts::cancel }
    "/rencontres/{meeting}/abandon" { POST Member meeting_acts::abandon }
    "/rencontres/{meeting}/programme" { GET Anyone programme::show }
    "/rencontres/{meeting}/programme/nouvelle" { GET Member programme_write::show_new, POST Member programme_write::create }
    "/rencontres/{meeting}/programme/{session}" { GET Member programme_write::show_edit, POST Member programme_write::edit }
    "/rencontres/{meeting}/programme/{session}/retrait" { POST Member programme::take_off }
    "/rencontres/{meeting}/programme/{session}/inscription" { POST Member programme::sign_up }
    "/rencontres/{meeting}/programme/{session}/inscription/retrait" { POST Member programme::sign_off }
    "/rencontres/{meeting}/contributions" { GET Member contributions::show, POST Member contributions::create }
    "/rencontres/{meeting}/contributions/appel" { POST Member contributions::open_call }
    "/rencontres/{meeting}/contributions/{contribution}" { GET Member contribution::show }
    "/rencontres/{meeting}/contributions/{contribution}/modifier" { GET Member contribution_edit::show, POST Member contribution_edit::save }
    "/rencontres/{meeting}/contributions/{contribution}/retrait" { POST Member contribution::take_back }
    "/rencontres/{meeting}/contributions/{contribution}/accord" { POST Member contribution::take_in }
    "/rencontres/{meeting}/contributions/{contribution}/refus" { POST Member contribution::turn_down }
    "/rencontres/{meeting}/contributions/{contribution}/retour-d-experience" { POST Member contribution::report }
    "/rencontres/{meeting}/compte-rendu" { GET Member minutes::show }
    "/rencontres/{meeting}/compte-rendu/modifier" { GET Member minutes_write::show, POST Member minutes_write::edit }
    "/rencontres/{meeting}/compte-rendu/historique" { GET Member minutes::history }
    "/rencontres/{meeting}/compte-rendu/publication" { POST Member minutes::publication }
    "/rencontres/{meeting}/compte-rendu/enregistrement" { POST Member minutes::recording }
    "/rencontres/{meeting}/actions" { POST Member actions::create }
    "/rencontres/{meeting}/actions/{action}/fait" { POST Member actions::put_done }
    "/rencontres/{meeting}/actions/{action}/fait/retrait" { POST Member actions::take_done }
    "/rencontres/{meeting}/actions/{action}/retrait" { POST Member actions::remove }
    "/rencontres/{meeting}/satisfaction" { GET Member survey::show, POST Member survey::give }
    "/rencontres/{meeting}/inscription" { POST Member registration::answer }
    "/rencontres/{meeting}/inscriptions" { GET Member registrations::show }
    "/rencontres/{meeting}/inscriptions/reponse" { POST Member registrations::answer_for }
    "/rencontres/{meeting}/inscriptions.csv" { GET Member registrations::export }
    "/rencontres/{meeting}/invites" { POST Member registrations::invite }
    "/rencontres/{meeting}/presence" { POST Member attendance::enter }
    "/rencontres/{meeting}/presences" { GET Member attendance::show, POST Member attendance::note }
    "/rencontres/{meeting}/presences/code" { POST Member attendance::draw }
    "/rencontres/{meeting}/emargement" { GET Member attendance_papers::sheet }
    "/rencontres/{meeting}/attestation/{member}" { GET Member attendance_papers::certificate }
    "/rencontres/{meeting}/accord" { GET Member attendance_papers::letter }
    "/venir/{token}" { GET Anyone registration_link::show, POST Anyone registration_link::give }
    "/rencontres/{meeting}/agenda.ics" { GET Anyone calendars::one }
    "/calendrier/{token}.ics" { GET Anyone calendars::feed }
    "/reglages/calendrier" { GET Member calendars::addresses }
    "/reglages/calendrier/renouvellement" { POST Member calendars::take_back }
    "/fiches" { GET Anyone sheets::index }
    "/fiches/nouvelle" { GET Member sheets_write::show_new, POST Member sheets_write::create }
    "/fiches/{sheet}" { GET Anyone sheets::show }
    "/fiches/{sheet}/discussion" { GET Member sheets::discussion }
    "/fiches/{sheet}/historique" { GET Member sheets::history }
    "/fiches/{sheet}/modifier" { GET Member sheets_write::show_edit, POST Member sheets_write::edit }
    "/fiches/{sheet}/relecture" { POST Member sheets_acts::submit }
    "/fiches/{sheet}/relecture/accord" { POST Member sheets_acts::approve }
    "/fiches/{sheet}/relecture/retour" { POST Member sheets_acts::send_back }
    "/fiches/{sheet}/essais" { POST Member sheets_acts::try_out }
    "/fiches/{sheet}/essais/reponse" { POST Member sheets_acts::answer }
    "/fiches/{sheet}/essais/dispense" { POST Member sheets_acts::waive }
    "/fiches/{sheet}/neutralite" { POST Member sheets_acts::justify }
    "/fiches/{sheet}/neutralite/lecture" { POST Member sheets_acts::read_products }
    "/fiches/{sheet}/publication" { POST Member sheets_acts::publish }
    "/fiches/{sheet}/confirmation" { POST Member sheets_acts::confirm }
    "/fiches/{sheet}/responsable" { POST Member sheets_acts::hand_over }
    "/fiches/{sheet}/retrait" { POST Member sheets_acts::withdraw }
    "/fiches/{sheet}/abandon" { POST Member sheets_acts::abandon }
    "/fiches/{sheet}/retours" { POST Anyone sheets_readers::say }
    "/fiches/{sheet}/diffusion" { POST Member sheets_readers::spread }
    "/fiches/{sheet}/application" { POST Member sheets_readers::apply }
    "/fiches/{sheet}/application/retrait" { POST Member sheets_readers::stop }
    "/retours/{feedback}/affichage" { POST Member sheets_readers::show_feedback }
    "/retours/{feedback}/masquage" { POST Member sheets_readers::hide_feedback }
    "/en-place/{token}" { GET Anyone sheets_readers::ask, POST Anyone sheets_readers::give }
    "/desabonnement/{token}" { GET Anyone pages_unsubscribe::ask, POST Anyone pages_unsubscribe::act }
    "/reglages/absences" { GET Member absences::show, POST Member absences::create }
    "/reglages/absences/departement" { POST Member absences::choose_department }
    "/reglages/absences/{absence}/retrait" { POST Member absences::remove }
    "/reglages/courriel" { GET Member incoming::standing, POST Member incoming::resume }
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
    "/administration/installation" { GET Member pages_state::show }
    "/administration/equipe" { GET Member staff::show, POST Member staff::name }
    "/administration/equipe/{member}/retrait" { POST Member staff::withdraw }
    "/administration/console" { GET Member console_settings::show, POST Member console_settings::choose }
    "/administration/courriers" { GET Member mails::show }
    "/administration/courriers/{mail}/renvoi" { POST Member mails::send_again }
    "/administration/courriers/{mail}/abandon" { POST Member mails::give_up }
    "/dev/mails" { GET Anyone mail_samples::index }
    "/dev/mails/{sample}" { GET Anyone mail_samples::show }
    "/dev/mails/{sample}/html" { GET Anyone mail_samples::html }
    "/dev/mails/{sample}/eml" { GET Anyone mail_samples::source }
    "/administration/courrier" { GET Member incoming::index }
    "/administration/courrier/{id}" { GET Member incoming::show }
    "/administration/courrier/{id}/retrait" { POST Member incoming::remove }
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
    "/themes/{slug}/demandes" { GET Member asking::answered }
    "/themes/{slug}/invitations" { GET Member inviting::show, POST Member inviting::create }
    "/invitations/{id}/renvoi" { POST Member inviting::resend }
    "/invitations/{id}/retrait" { POST Member inviting::withdraw }
    "/invitation/{token}" { GET Anyone invitation::show, POST Anyone invitation::accept }
    "/administration/raisons" { GET Member reasons_for_all::index, POST Member reasons_for_all::create }
    "/administration/comptes/{member}" { GET Member accounts::show }
    "/administration/comptes/{member}/fermeture" { POST Member accounts::close }
    "/administration/comptes/{member}/fermeture/retrait" { POST Member accounts::reopen }
    "/administration/import" { GET Member import::show, POST Member import::upload }
    "/administration/import/modele.csv" { GET Member import::template }
    "/administration/import/{draft}" { GET Member import::show_draft, POST Member import::confirm }
}

/// The process answers.
async fn livez() -> &'static str {
    "ok\n"
}
