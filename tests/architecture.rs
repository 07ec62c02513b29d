//! The dependency rule, read from the sources: what may be used where. See ARCHITECTURE.md.

use std::collections::BTreeSet;

use crate::sources::{files, sources};

/// The machinery that speaks SQL beside `db/` and the rooms' own `store`.
const SPEAKS_SQL: &[&str] = &[
    // The scope of visibility, and what every write leaves behind.
    "policy.rs",
    "journal.rs",
    "limits.rs",
    "pulse.rs",
    "refusal.rs",
    "web/once.rs",
    "jobs/mod.rs",
    // One table each, one file each.
    "members/sessions.rs",
    "members/throttle.rs",
    "members/resets.rs",
    "members/establishments.rs",
    "members/email_changes.rs",
    // What a reader is shown of threads: each query filters by the scope.
    "threads/lists.rs",
    "threads/given.rs",
];

fn is_store(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    (name.starts_with("store") && name.ends_with(".rs")) || file.contains("/store/")
}

fn is_pages(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    (name.starts_with("pages") && name.ends_with(".rs")) || file.contains("/pages/")
}

/// A word of the sources, and the only files where it may stand.
struct Rule {
    word: &'static str,
    may: fn(&str) -> bool,
}

const RULES: &[Rule] = &[
    Rule {
        word: "diesel",
        may: |file| {
            file.starts_with("db/") || file.starts_with("mail/") || is_store(file) || SPEAKS_SQL.contains(&file)
        },
    },
    Rule {
        word: "actix_web",
        may: |file| is_pages(file) || file.starts_with("web/") || file.starts_with("commands/") || file == "routes.rs",
    },
    Rule { word: "tera", may: |file| file.starts_with("web/") || file.starts_with("mail/") || file == "sentences.rs" },
    Rule { word: "fluent_bundle", may: |file| file.starts_with("web/") || file == "sentences.rs" },
    Rule { word: "lettre", may: |file| file.starts_with("mail/") || file == "config.rs" || file == "members/mod.rs" },
    Rule { word: "object_store", may: |file| file == "files/depot.rs" },
    Rule { word: "Timestamp::now", may: |file| file == "clock.rs" },
    Rule { word: "Zoned::now", may: |_| false },
    Rule { word: "SystemTime::now", may: |_| false },
    // How long a request lasted, how slowly a body arrives: durations, never dates.
    Rule {
        word: "Instant::now",
        may: |file| ["db/connect.rs", "web/forms.rs", "web/guard.rs", "web/parcel.rs"].contains(&file),
    },
    Rule { word: "sql_query(format!", may: |_| false },
    Rule { word: "sql_query(&format!", may: |_| false },
    Rule { word: "diesel::dsl::*", may: |_| false },
    Rule { word: "sql_types::*", may: |_| false },
    Rule { word: ".unwrap()", may: |_| false },
    Rule { word: ".expect(", may: |_| false },
    Rule { word: "todo!(", may: |_| false },
    Rule { word: "unimplemented!(", may: |_| false },
    Rule { word: "dbg!(", may: |_| false },
];

/// Whether a word stands by itself in a text: `tera` is not in `iteration`.
fn holds(text: &str, word: &str) -> bool {
    let bound = |letter: Option<char>| !letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let alone = word.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    text.match_indices(word).any(|(at, _)| {
        !alone || (bound(text[..at].chars().next_back()) && bound(text[at + word.len()..].chars().next()))
    })
}

#[test]
fn every_thing_is_used_where_the_rule_allows() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for rule in RULES.iter().filter(|rule| !(rule.may)(&file) && holds(&text, rule.word)) {
            wrong.push(format!("src/{file} uses {}", rule.word));
        }
    }
    assert!(wrong.is_empty(), "the dependency rule is broken: {wrong:#?}");
}

#[test]
fn the_rule_lists_no_file_that_no_longer_needs_it() {
    let sources = sources();
    for file in SPEAKS_SQL {
        let text = sources.iter().find(|(name, _)| name == file).map(|(_, text)| text);
        assert!(text.is_some_and(|text| holds(text, "diesel")), "{file} speaks no SQL: take it out of the list");
    }
}

/// Whether a source names a room's `store`, by its path or in a list of uses.
fn reaches_into(text: &str, room: &str) -> bool {
    let list = format!("{room}::{{");
    let mut lists = text.split(&list).skip(1).map(|rest| rest.split(';').next().unwrap_or_default());
    text.contains(&format!("{room}::store")) || lists.any(|list| holds(list, "store"))
}

#[test]
fn a_room_uses_another_through_its_door() {
    let rooms: BTreeSet<String> = sources()
        .iter()
        .filter_map(|(file, _)| file.strip_suffix("/mod.rs"))
        .filter(|room| !room.contains('/') && !["db", "web", "commands", "jobs", "text", "mail"].contains(room))
        .map(str::to_owned)
        .collect();
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for room in rooms.iter().filter(|room| !file.starts_with(&format!("{room}/"))) {
            if reaches_into(&text, room) {
                wrong.push(format!("src/{file} reaches into {room}::store"));
            }
        }
    }
    assert!(wrong.is_empty(), "what another room may use is named by its mod.rs: {wrong:#?}");
}

#[test]
fn handlers_decide_no_rights_and_templates_neither() {
    for (file, text) in files("templates", ".html") {
        for word in ["viewer", "standings"] {
            assert!(!holds(&text, word), "templates/{file} looks at {word}: give it a fact that starts with may_");
        }
    }
}

/// HTML that templates print as it is: where, which expression, and the declaration that makes it the sanitiser's.
const PRINTED_AS_IT_IS: &[(&str, &str, &str, &str)] = &[
    ("announcements/show.html", "html", "announcements/pages.rs", "html: Shown"),
    ("mail/announcement/body.html", "html", "announcements/letter.rs", "html: Shown"),
    ("instance/charter_past.html", "text", "instance/pages_charter.rs", "text: Shown"),
    ("instance/first_visit.html", "charter", "instance/pages_first_visit.rs", "charter: Shown"),
    ("instance/notice.html", "text", "instance/pages_texts.rs", "text: Shown"),
    ("instance/notice_edit.html", "text", "instance/pages_texts.rs", "text: Shown"),
    ("joining/invitation.html", "charter", "joining/pages/invitation.rs", "charter: Shown"),
    ("members/charter.html", "text", "members/pages/charter.rs", "text: Shown"),
    ("meetings/show.html", "html", "meetings/pages.rs", "html: Shown"),
    ("meetings/contribution.html", "html", "meetings/programme/contributions/pages_one.rs", "html: Shown"),
    ("meetings/minutes.html", "html", "meetings/minutes/pages.rs", "html: Option<Shown>"),
    ("sheets/show.html", "part.html", "sheets/views.rs", "html: Shown"),
    ("threads/preview.html", "form.preview", "web/forms.rs", "preview: Option<Shown>"),
    ("moderation/flag.html", "post.html", "moderation/pages.rs", "html: Option<Shown>"),
    ("moderation/hiding.html", "post.html", "moderation/pages.rs", "html: Option<Shown>"),
    ("moderation/appeal.html", "post", "moderation/appeals/pages.rs", "post: Option<Shown>"),
    ("moderation/held_one.html", "html", "moderation/held/pages.rs", "html: Shown"),
    ("threads/history.html", "version.html", "threads/history/pages.rs", "html: Option<Shown>"),
    ("threads/meanwhile.html", "meanwhile.html", "threads/history/pages.rs", "html: Shown"),
    ("threads/post.html", "post.html", "threads/pages.rs", "html: Option<Shown>"),
    ("threads/show.html", "post", "threads/pages.rs", "posts: Vec<Fragment>"),
    ("threads/post_gone.html", "post.html", "threads/pages.rs", "html: Option<Shown>"),
];

#[test]
fn only_what_the_sanitiser_made_is_printed_as_it_is() {
    let sources = sources();
    let mut seen = BTreeSet::new();
    for (file, text) in files("templates", "") {
        for (at, _) in text.match_indices("| safe") {
            let start = text[..at].rfind("{{").map_or(0, |start| start + 2);
            let expression = text[start..at].trim();
            let known = PRINTED_AS_IT_IS.iter().find(|(known, what, ..)| *known == file && *what == expression);
            let Some((template, what, source, declaration)) = known else {
                panic!("templates/{file} prints {expression} as it is: it is not in the list of what may be");
            };
            let declared = sources.iter().any(|(name, text)| name == source && text.contains(declaration));
            assert!(declared, "src/{source} no longer declares {declaration} for templates/{file}");
            seen.insert((*template, *what));
        }
    }
    assert_eq!(seen.len(), PRINTED_AS_IT_IS.len(), "the list names what no template prints; printed: {seen:#?}");
}

#[test]
fn pages_hold_no_script_and_no_style_of_their_own() {
    // A mail carries its style with it: there is no content policy where it is read.
    let pages = files("templates", ".html");
    for (file, text) in
        pages.into_iter().filter(|(file, _)| !file.starts_with("mail/") && file != "components/mail.html")
    {
        for mark in [" style=", "<style", "javascript:", " onclick=", " onsubmit=", " onload=", " onerror="] {
            assert!(!text.contains(mark), "templates/{file} holds {mark}: the content policy would refuse it");
        }
        for (at, _) in text.match_indices("<script") {
            assert!(text[at..].starts_with("<script src="), "templates/{file} holds a script of its own");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_its_secrets() {
    for (file, text) in files("templates", ".html") {
        for (at, _) in text.match_indices("method=\"post\"") {
            let form = &text[at..text[at..].find("</form>").map_or(text.len(), |end| at + end)];
            let carries = form.contains("components/secret.html") || form.contains("name=\"_csrf\"");
            assert!(carries, "templates/{file} has a form without its token: {}", &form[..form.len().min(120)]);
        }
    }
}

#[test]
fn migrations_are_twins() {
    let [sqlite, postgres] = ["sqlite", "postgres"].map(|engine| files(&format!("migrations/{engine}"), ".sql"));
    let names = |migrations: &[(String, String)]| migrations.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&sqlite), names(&postgres), "one of the engines lacks a migration");
    assert!(!sqlite.is_empty());
    for ((name, lite), (_, post)) in sqlite.iter().zip(&postgres) {
        assert_eq!(tables(lite), tables(post), "{name} makes other tables, columns or indexes on the other engine");
    }
}

/// What a migration makes, in order: tables with their columns, indexes; types aside. The full-text index alone is
/// each engine's own; what SQLite makes again to change a constraint (`x_rebuilt`, then the indexes of `x`) is the same
/// table as before.
fn tables(migration: &str) -> Vec<String> {
    let rebuilt: Vec<&str> =
        migration.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.strip_suffix("_rebuilt (")).collect();
    let again = |head: &str| {
        rebuilt
            .iter()
            .any(|table| head.contains(&format!(" {table}_rebuilt ")) || head.contains(&format!(" ON {table} ")))
    };
    let migration = migration.replace(" IF NOT EXISTS", "");
    let statements = migration.split(';').map(|statement| {
        let lines = statement.lines().filter(|line| !line.trim_start().starts_with("--"));
        let names =
            lines.map(|line| line.split_whitespace().take(1).collect::<String>()).filter(|name| !name.is_empty());
        let head = statement.lines().find(|line| line.starts_with("CREATE")).unwrap_or_default();
        format!("{head} {}", names.collect::<Vec<_>>().join(" "))
    });
    statements
        .filter(|statement| !statement.contains("search_index") && !again(statement))
        .filter(|statement| statement.starts_with("CREATE TABLE") || statement.starts_with("CREATE INDEX"))
        .collect()
}
