//! Attachments: joined to a post, read by whoever sees it, kept through a refusal, forgotten late.

use std::io::{Cursor, Write};

use cercles::circles::{Circle, Move, place};
use cercles::db::ids::to_base32;
use cercles::db::schema::{files, post_files, posts};
use diesel::prelude::*;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _, ImageFormat};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::town::{Answer, PASSWORD, Person, THEME, Town, id_in};

/// A picture, red on the left.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let left_red = |x, _| image::Rgb(if x < width / 2 { [200, 0, 0] } else { [0, 0, 200] });
    image::RgbImage::from_fn(width, height, left_red).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A photograph that comes in one pass.
pub fn progressive_free_jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let grey = vec![90; (width * height) as usize * 3];
    JpegEncoder::new_with_quality(&mut bytes, 50).encode(&grey, width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// A photograph taken upright by a phone that says where it was: turned by its Exif, which holds a place.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"GPS 48.8566 N 2.3522 E");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 80);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode(&vec![120; (width * height) as usize * 3], width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// An archive of these parts.
pub fn office(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx() -> Vec<u8> {
    office(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")])
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

fn asking<'a>(title: &'a str, audience: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("theme", THEME), ("kind", "question"), ("title", title), ("body", "Voici."), ("audience", audience)]
}

/// Opens a thread with a file; says where the thread and the file are.
async fn shared(person: &Person<'_>, audience: &str, name: &str, bytes: &[u8]) -> (String, String) {
    let opened = person.uploads("/fils/nouveau", &asking("Un document à lire", audience), "files", name, bytes).await;
    let thread = opened.redirects_to("/fils/").location().to_owned();
    let page = person.visits(&thread).await;
    let file = page.attribute(".files a", "href").unwrap();
    (thread, file)
}

/// Half an hour later or more, one signs in again.
async fn back(person: &Person<'_>) {
    person.cookies.borrow_mut().remove("sid");
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    person.posts("/connexion", &fields).await.redirects_to("/");
}

fn reply_of(thread: &str) -> String {
    format!("/fils/{}/messages", to_base32(id_in(thread)))
}

#[actix_web::test]
async fn bilal_joins_a_plan_and_a_note_and_everyone_in_the_theme_reads_them() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let sent = bilal
        .encloses(
            "/fils/nouveau",
            &asking("Plan du bloc", "community"),
            "files",
            &[("Plan du bloc (v2).png", &png(1_000, 500)), ("Note.pdf", PDF), ("Relevé.docx", &docx()), ("", b"")],
        )
        .await;
    let thread = sent.redirects_to("/fils/").location().to_owned();
    let page = ana.visits(&thread).await;
    assert_eq!(page.ok().texts(".files .file-name"), ["Note.pdf", "Relevé.docx"]);
    page.shows("48 octets");
    assert_eq!(page.attribute(".file-picture img", "alt").unwrap(), "Plan du bloc (v2).png");
    assert_eq!(page.attribute(".file-picture img", "width").unwrap(), "320");
    let picture = ana.visits(&page.attribute(".file-picture", "href").unwrap()).await;
    assert_eq!((picture.ok().header("content-type"), picture.header("content-length").is_empty()), ("image/png", true));
    let made = image::load_from_memory(&picture.bytes).unwrap();
    assert_eq!((made.width(), made.height()), (1_000, 500));
    let small = ana.visits(&page.attribute(".file-picture img", "src").unwrap()).await;
    assert_eq!(small.ok().header("content-type"), "image/jpeg");
    assert_eq!(image::load_from_memory(&small.bytes).unwrap().width(), 480);
    let note = ana.visits(&page.attribute("a.file", "href").unwrap()).await;
    assert_eq!(note.ok().bytes, PDF);
    assert_eq!(note.header("content-disposition"), "attachment; filename*=UTF-8''Note.pdf");
}

#[actix_web::test]
async fn what_is_handed_over_can_do_nothing_in_a_browser() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    for (name, bytes, disposition) in [
        ("a\u{202e}fdp.exe\".pdf", PDF.to_vec(), "attachment; filename*=UTF-8''afdp.exe-.pdf"),
        ("../../été à la mer.png", png(30, 20), "inline; filename*=UTF-8''%C3%A9t%C3%A9%20%C3%A0%20la%20mer.png"),
        ("tableau.csv", b"a;b\n1;2\n".to_vec(), "attachment; filename*=UTF-8''tableau.csv"),
    ] {
        // A browser never sends a bare quote in a name.
        let (_, file) = shared(&bilal, "community", &name.replace('"', "%22"), &bytes).await;
        let answer = bilal.visits(&file).await;
        let disposition =
            if name.contains('"') { "attachment; filename*=UTF-8''afdp.exe%2522.pdf" } else { disposition };
        assert_eq!(answer.ok().header("content-disposition").replace("%25", "%"), disposition.replace("%25", "%"));
        assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'", "{name}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(answer.header("cache-control"), "private, no-store");
    }
    // On the disk nothing has the name somebody gave, and names are 128 random bits.
    for name in town.app.files.names().await.unwrap() {
        let random = name.trim_end_matches("-v");
        assert!(random.len() == 32 && random.chars().all(|letter| letter.is_ascii_hexdigit()), "{name}");
    }
}

#[actix_web::test]
async fn a_file_is_read_whole_or_in_part_by_those_who_see_its_post_only() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let (bilal, oscar) = (town.member("Bilal Haddad").await, town.outsider("Oscar Dehors").await);
    let (_, file) = shared(&ana, "expert", "note.pdf", PDF).await;
    let part = karim.asks(&file, &[("range", "bytes=1-3")]).await;
    part.is(206);
    assert_eq!(
        (part.body.as_str(), part.header("content-range")),
        ("PDF", format!("bytes 1-3/{}", PDF.len()).as_str())
    );
    let tag = part.header("etag").to_owned();
    assert_eq!(karim.asks(&file, &[("range", "bytes=-6"), ("if-range", &tag)]).await.is(206).body, "%%EOF\n");
    assert_eq!(karim.asks(&file, &[("range", "bytes=-6"), ("if-range", "\"x\"")]).await.is(200).bytes, PDF);
    let beyond = karim.asks(&file, &[("range", "bytes=900-")]).await;
    assert_eq!(beyond.is(416).header("content-range"), format!("bytes */{}", PDF.len()));
    let head =
        karim.sends(actix_web::test::TestRequest::default().method(actix_web::http::Method::HEAD).uri(&file)).await;
    assert_eq!((head.is(200).bytes.len(), head.header("accept-ranges")), (0, "bytes"));
    for (who, person) in [("community", &bilal), ("outsider", &oscar)] {
        let hidden = person.visits(&file).await;
        assert_eq!(hidden.status, 404, "{who}");
        assert_eq!(person.asks(&file, &[("range", "bytes=1-3")]).await.status, 404, "{who}");
        person.visits(&format!("{}/vignette", &file[..file.rfind('/').unwrap()])).await.is(404);
    }
    town.visitor().visits(&file).await.redirects_to("/connexion");
    // Out of the circle: no longer theirs to read, from the next request on.
    let (id, theme) = (karim.id(), town.theme(THEME).await);
    town.write(move |tx| {
        let moved = Move { member: id, theme, to: Some(Circle::Peer), decided_by: None, reason: "fin de mandat" };
        place(tx, &moved)
    })
    .await;
    karim.visits(&file).await.is(404);
    karim.asks(&file, &[("range", "bytes=1-3")]).await.is(404);
    ana.visits(&file).await.ok();
}

#[actix_web::test]
async fn the_file_of_a_removed_post_is_nobodys_and_comes_back_with_it() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (thread, file) = shared(&bilal, "community", "plan.png", &png(30, 20)).await;
    let removed = move |gone: bool| {
        let thread = cercles::db::ids::ThreadId(id_in(&thread));
        town_write(gone, thread)
    };
    town.write(removed.clone()(true)).await;
    ana.visits(&file).await.is(404);
    bilal.visits(&file).await.is(404);
    town.write(removed(false)).await;
    ana.visits(&file).await.ok();
}

/// Removes the posts of a thread, or brings them back.
fn town_write(
    gone: bool,
    thread: cercles::db::ids::ThreadId,
) -> impl FnMut(&mut cercles::db::Tx<'_>) -> Result<(), cercles::refusal::Refusal> + Send + Clone + 'static {
    move |tx| {
        let at = gone.then(|| tx.now());
        diesel::update(posts::table.filter(posts::thread_id.eq(thread)))
            .set(posts::removed_at.eq(at))
            .execute(tx.db())?;
        Ok(())
    }
}

#[actix_web::test]
async fn a_refused_form_keeps_its_text_and_its_files() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let refused = bilal
        .encloses(
            "/fils/nouveau",
            &asking("  ", "community"),
            "files",
            &[("plan.png", &png(30, 20)), ("faux.png", b"<svg/>"), ("note.pdf", PDF)],
        )
        .await;
    refused.is(422).shows("Ce champ est nécessaire").shows("« faux.png » n'est pas d'un type que nous acceptons");
    assert_eq!(refused.texts(".files-kept .file-name"), ["plan.png", "note.pdf"]);
    assert_eq!(refused.field("body").unwrap().trim(), "Voici.");
    let opened = bilal.fills_in(&refused, "/fils/nouveau", &[("title", "Le bon titre")]).await;
    let page = bilal.follows(&opened).await;
    assert_eq!((page.ok().count(".file-picture"), page.count("a.file")), (1, 1));
    // A reply, whose session ended meanwhile: what was joined before is kept, what was chosen is asked for again.
    let reply = reply_of(opened.location());
    let kept = bilal.uploads(&reply, &[("body", "")], "files", "suite.pdf", PDF).await;
    let joined = kept.is(422).field("attached").unwrap();
    bilal.cookies.borrow_mut().remove("sid");
    let fields = [("body", "La suite"), ("attached", joined.as_str())];
    let away = bilal.uploads(&reply, &fields, "files", "annexe.pdf", PDF).await;
    away.is(401);
    let held = away.field("fields").or_else(|| away.field("held_fields")).unwrap_or_else(|| away.body.clone());
    assert!(held.contains(&joined) && held.contains("La%20suite"), "{held}");
}

#[actix_web::test]
async fn files_chosen_on_an_ended_session_are_asked_for_again() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let (thread, _) = shared(&bilal, "community", "note.pdf", PDF).await;
    let refused = bilal.posts(&reply_of(&thread), &[("body", "La suite"), ("attached", "!")]).await;
    refused.is(422).shows("Choisissez-les de nouveau").shows("La suite");
    bilal.fills_in(&refused, &reply_of(&thread), &[]).await.redirects_to("/fils/");
}

#[actix_web::test]
async fn a_correction_joins_and_takes_away_files() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (thread, file) = shared(&bilal, "community", "note.pdf", PDF).await;
    let post = bilal.visits(&thread).await.attribute("li.post", "id").unwrap();
    let edit = format!("/messages/{}/modifier", post.trim_start_matches("m-"));
    let form = bilal.visits(&edit).await;
    assert_eq!(form.ok().texts(".files-kept .file-name"), ["note.pdf"]);
    let all = form.form_fields(&format!("form[action=\"{edit}\"]"));
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    bilal.uploads(&edit, &all, "files", "annexe.docx", &docx()).await.redirects_to(&thread);
    assert_eq!(ana.visits(&thread).await.texts(".files .file-name"), ["note.pdf", "annexe.docx"]);
    // The box is unticked: the browser sends nothing of it.
    let left: Vec<(String, String)> = bilal.visits(&edit).await.form_fields(&format!("form[action=\"{edit}\"]"));
    let last = left.iter().rfind(|(name, _)| name == "attached").unwrap().clone();
    let fields: Vec<(&str, &str)> = left
        .iter()
        .filter(|(name, _)| name != "attached")
        .chain([&last])
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    bilal.posts_raw(&edit, &fields).await.redirects_to(&thread);
    assert_eq!(ana.visits(&thread).await.texts(".files .file-name"), ["annexe.docx"]);
    ana.visits(&file).await.is(404);
}

#[actix_web::test]
async fn nobody_joins_the_file_of_another() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let (_, file) = shared(&ana, "expert", "secret.pdf", PDF).await;
    let id = file.split('/').nth(2).unwrap();
    let (thread, _) = shared(&bilal, "community", "note.pdf", PDF).await;
    let stolen = bilal.posts(&reply_of(&thread), &[("body", "Merci"), ("attached", id)]).await;
    stolen.is(422).shows("Un des fichiers n'est plus là").hides("secret.pdf");
    bilal.visits(&file).await.is(404);
    bilal.visits(&format!("/fichiers?joints={id}")).await.ok().hides("secret.pdf");
}

#[actix_web::test]
async fn a_photograph_loses_where_it_was_taken_and_stands_upright() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let sent = photograph(400, 200);
    assert!(sent.windows(11).any(|part| part == b"GPS 48.8566"), "the photograph says where it was taken");
    let (_, file) = shared(&bilal, "community", "IMG_0001.HEIC.jpg", &sent).await;
    let served = bilal.visits(&file).await;
    assert_eq!(served.ok().header("content-type"), "image/jpeg");
    assert!(!served.bytes.windows(4).any(|part| part == b"Exif" || part == b"GPS "));
    let made = image::load_from_memory(&served.bytes).unwrap();
    assert_eq!((made.width(), made.height()), (200, 400), "turned as the camera said");
    for (name, width, height, kept) in
        [("large.png", 5_000, 1_000, (4_096, 819)), ("juste.png", 4_096, 10, (4_096, 10))]
    {
        let (_, file) = shared(&bilal, "community", name, &png(width, height)).await;
        let made = image::load_from_memory(&bilal.visits(&file).await.bytes).unwrap();
        assert_eq!((made.width(), made.height()), kept, "{name}");
    }
    let mut gif = Cursor::new(Vec::new());
    image::RgbaImage::from_pixel(20, 10, image::Rgba([0, 0, 0, 0])).write_to(&mut gif, ImageFormat::Gif).unwrap();
    let (_, file) = shared(&bilal, "community", "anime.gif", gif.get_ref()).await;
    assert!(file.ends_with("/anime.png"), "{file}");
}

#[actix_web::test]
async fn a_picture_stands_in_the_text_where_its_author_put_it() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (thread, _) = shared(&bilal, "community", "note.pdf", PDF).await;
    let sent = bilal.uploads("/fichiers", &[], "files", "plan [1].png", &png(30, 20)).await;
    let listed = bilal.follows(sent.redirects_to("/fichiers?joints=")).await;
    let markdown = listed.ok().attribute("[data-markdown]", "data-markdown").unwrap();
    let id = listed.field("attached").unwrap();
    assert_eq!(markdown, format!("![plan 1.png](/fichiers/{id}/plan%20%5B1%5D.png)"));
    // Not published yet: its author's alone.
    let address = markdown.split(['(', ')']).nth(1).unwrap();
    bilal.visits(address).await.ok();
    ana.visits(address).await.is(404);
    let text = format!("Voyez :\n\n{markdown}\n\n![ailleurs](https://x.example/y.png) ![ici](/deconnexion)");
    let told = bilal.posts(&reply_of(&thread), &[("body", &text), ("attached", &id)]).await;
    let page = ana.follows(told.redirects_to("/fils/")).await;
    assert_eq!(page.ok().attribute(".prose img", "src").unwrap(), address);
    assert_eq!(page.count(".prose img"), 1, "only what was attached here is shown");
    assert_eq!(page.count(".file-picture"), 0, "not twice");
    ana.visits(address).await.ok();
}

#[actix_web::test]
async fn ten_files_a_post_thirty_in_half_an_hour_and_no_more_than_fit() {
    let town = Town::with_limits().await;
    let bilal = town.member("Bilal Haddad").await;
    let many: Vec<(&str, &[u8])> = vec![("note.pdf", PDF); 11];
    let refused = bilal.encloses("/fils/nouveau", &asking("Onze fichiers", "community"), "files", &many).await;
    refused.is(422).shows("10 fichiers au plus");
    assert_eq!(refused.count("input[name=attached]"), 10);
    for _ in 0..2 {
        let ten: Vec<(&str, &[u8])> = vec![("note.pdf", PDF); 10];
        bilal.encloses("/fichiers", &[], "files", &ten).await.redirects_to("/fichiers?joints=");
    }
    let often = bilal.uploads("/fils/nouveau", &asking("Un de trop", "community"), "files", "note.pdf", PDF).await;
    often.is(422).shows("pourront l'être dans 31 min").shows("Voici.");
    // Another limit is not touched, nor another person's.
    bilal.posts("/fils/nouveau", &asking("Sans fichier", "community")).await.redirects_to("/fils/");
    let lea = town.member("Léa Martin").await;
    lea.uploads("/fichiers", &[], "files", "note.pdf", PDF).await.redirects_to("/fichiers?joints=");
    town.passes(1_801).await;
    back(&bilal).await;
    bilal.uploads("/fichiers", &[], "files", "note.pdf", PDF).await.redirects_to("/fichiers?joints=");
    // 500 MiB in all, said once they are near.
    let id = bilal.id();
    town.write(move |tx| {
        for number in 0..25 {
            let row = (
                files::id.eq(tx.id()),
                files::object.eq(format!("{number:032}")),
                files::uploader_id.eq(id),
                files::name.eq("archive.pdf"),
                files::kind.eq(cercles::files::Kind::Pdf),
                files::size.eq(20_i64 << 20),
                files::created_at.eq(tx.now()),
            );
            diesel::insert_into(files::table).values(row).execute(tx.db())?;
        }
        Ok(())
    })
    .await;
    bilal.visits("/fils/nouveau").await.ok().shows("500 Mo sur 500");
    let full = bilal.uploads("/fils/nouveau", &asking("Plus de place", "community"), "files", "note.pdf", PDF).await;
    full.is(422).shows("Il n'y a plus de place");
}

#[actix_web::test]
async fn a_name_that_says_who_a_patient_is_holds_the_file_back() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let name = "Ordonnance 1 89 05 49 588 157 23.pdf";
    let refused = bilal.uploads("/fils/nouveau", &asking("Un cas", "community"), "files", name, PDF).await;
    refused.is(422).shows("Renommez ce fichier").hides("49 588 157").shows("Voici.");
    assert_eq!(refused.count("input[name=attached]"), 0);
    let name = "Mme Martin née le 12.03.1948.pdf";
    let warned = bilal.uploads("/fils/nouveau", &asking("Un cas", "community"), "files", name, PDF).await;
    warned.is(422).shows("Le fichier est gardé");
    assert_eq!(warned.count("input[name=attached]"), 1);
    bilal.fills_in(&warned, "/fils/nouveau", &[]).await.redirects_to("/fils/");
    // Sent by itself, it is kept and the same is said beside it.
    let sent = bilal.uploads("/fichiers", &[], "files", name, PDF).await;
    bilal.follows(sent.redirects_to("/fichiers?joints=")).await.ok().shows("Le fichier est gardé");
    bilal.uploads("/fichiers", &[], "files", "faux.png", b"<svg/>").await.is(422).shows("« faux.png » n'est pas");
}

#[actix_web::test]
async fn files_of_no_use_are_forgotten_late() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let (thread, file) = shared(&bilal, "community", "plan.png", &png(30, 20)).await;
    let sent = bilal.uploads("/fichiers", &[], "files", "jamais.pdf", PDF).await;
    let never = sent.location().split('=').nth(1).unwrap().to_owned();
    let names = async || town.app.files.names().await.unwrap().len();
    assert_eq!(names().await, 3, "a picture, its thumbnail, a document");
    town.runs_the_timetable().await;
    town.passes(86_000).await;
    town.runs_the_timetable().await;
    assert_eq!(names().await, 3);
    town.passes(4_000).await;
    town.runs_the_timetable().await;
    assert_eq!(names().await, 2, "never published, a day old");
    back(&bilal).await;
    bilal.visits(&format!("/fichiers/{never}/jamais.pdf")).await.is(404);
    let gone = bilal.posts(&reply_of(&thread), &[("body", "Trop tard"), ("attached", &never)]).await;
    gone.is(422).shows("Un des fichiers n'est plus là");
    let id = cercles::db::ids::ThreadId(id_in(&thread));
    town.write(town_write(true, id)).await;
    town.runs_the_timetable().await;
    town.passes(6 * 86_400).await;
    town.runs_the_timetable().await;
    assert_eq!(names().await, 2, "its post is gone for six days only");
    town.write(town_write(false, id)).await;
    town.passes(3 * 86_400).await;
    town.runs_the_timetable().await;
    back(&bilal).await;
    bilal.visits(&file).await.ok();
    town.write(town_write(true, id)).await;
    town.passes(3_601).await;
    town.runs_the_timetable().await;
    town.passes(8 * 86_400).await;
    town.runs_the_timetable().await;
    assert_eq!(names().await, 0);
    let left: i64 = town.read(|db| Ok(post_files::table.count().get_result(db)?)).await;
    assert_eq!(left, 0);
}

#[actix_web::test]
async fn a_page_of_posts_with_files_asks_one_statement_more() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (thread, _) = shared(&bilal, "community", "note.pdf", PDF).await;
    for _ in 0..4 {
        bilal.encloses(&reply_of(&thread), &[("body", "Encore")], "files", &[("a.pdf", PDF), ("b.pdf", PDF)]).await;
    }
    let before = town.app.database.statements();
    let page: Answer = ana.visits(&thread).await;
    let asked = town.app.database.statements() - before;
    assert_eq!(page.ok().count("a.file"), 9);
    assert!(asked <= 8, "{asked} statements");
}

#[actix_web::test]
async fn a_parcel_too_large_is_refused_whole() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let heavy = vec![b'a'; 13 << 20];
    let both: Vec<(&str, &[u8])> = vec![("a.txt", &heavy), ("b.txt", &heavy)];
    bilal.encloses("/fils/nouveau", &asking("Trop", "community"), "files", &both).await.is(413);
    let forged = bilal.posts_bytes("/fichiers", "multipart/form-data; boundary=X", b"--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7 %%EOF\r\n--X--\r\n".to_vec()).await;
    forged.is(403);
    assert!(town.app.files.names().await.unwrap().is_empty());
}
