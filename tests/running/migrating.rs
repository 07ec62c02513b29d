//! The migration of private conversations: an older database keeps its rows, its keys and its indexes, even when the
//! migration was cut short.

use std::path::Path;

use cercles::db::{self, DatabaseUrl};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::SqliteConnection;

use super::process::Folder;

const IT: &str = "2026-11-26-000007_conversations";

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn number(conn: &mut SqliteConnection, query: &str) -> i64 {
    diesel::sql_query(format!("SELECT ({query}) AS number")).get_result::<Number>(conn).unwrap().number
}

/// Everything but the two tables' definitions, which changed.
fn names(conn: &mut SqliteConnection) -> Vec<String> {
    let query = "SELECT type || ' ' || name || ' on ' || tbl_name AS name FROM sqlite_schema WHERE name NOT LIKE 'conversation_%' AND tbl_name NOT LIKE 'conversation_%' ORDER BY 1";
    diesel::sql_query(query).load::<Name>(conn).unwrap().into_iter().map(|row| row.name).collect()
}

/// A database as it was before, with a thread that everything refers to.
fn before(path: &Path) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
    conn.batch_execute("PRAGMA foreign_keys = ON; CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);").unwrap();
    let mut folders: Vec<String> = std::fs::read_dir("migrations/sqlite")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.as_str() < IT)
        .collect();
    folders.sort();
    for name in folders {
        let text = std::fs::read_to_string(format!("migrations/sqlite/{name}/up.sql")).unwrap();
        conn.batch_execute(&text).unwrap();
        let version = name.split('_').next().unwrap().replace('-', "");
        let noted = format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}')");
        conn.batch_execute(&noted).unwrap();
    }
    conn.batch_execute(
        "INSERT INTO members (id, email, email_key, given_name, family_name, folded, profession, region, time_zone, language, presentation, available, available_for, state, admin, created_at)
         VALUES (1, 'a@b', 'a@b', 'A', 'B', 'b a', '', '', '', 'fr', '', 0, '', 'active', 0, '2026-01-01 00:00:00');
         INSERT INTO themes (id, slug, name, presentation, join_policy, target_community, target_peer, target_expert, position, created_at)
         VALUES (2, 't', 'T', '', 'open', 1, 1, 1, 1, '2026-01-01 00:00:00');
         INSERT INTO threads (id, theme_id, kind, audience, title, author_id, created_at, posts_count, last_post_id, last_post_at, last_author_id, answers_gone, no_answer_reason)
         VALUES (3, 2, 'question', 'expert', 'Titre', 1, '2026-01-01 00:00:00', 7, 4, '2026-01-01 00:00:00', 1, 5, 'raison');
         INSERT INTO posts (id, thread_id, number, author_id, source, html, renderer, created_at) VALUES (4, 3, 1, 1, 's', 'h', 1, '2026-01-01 00:00:00');
         INSERT INTO thread_parties VALUES (3, 1, '2026-01-01 00:00:00');
         INSERT INTO readings VALUES (1, 3, 6, '2026-01-01 00:00:00');
         INSERT INTO notices (id, member_id, kind, about, subject_id, theme_id, thread_id, post_id, number, mail, created_at)
         VALUES (5, 1, 'reply', '', 4, 2, 3, 4, 1, 'due', '2026-01-01 00:00:00');",
    )
    .unwrap();
    conn
}

fn kept(conn: &mut SqliteConnection) {
    let whole = "SELECT count(*) FROM threads WHERE id = 3 AND audience = 'expert' AND title = 'Titre' AND posts_count = 7 AND answers_gone = 5 AND no_answer_reason = 'raison' AND last_post_id = 4";
    assert_eq!(number(conn, whole), 1);
    for table in ["posts", "thread_parties", "readings"] {
        assert_eq!(number(conn, &format!("SELECT count(*) FROM {table} WHERE thread_id = 3")), 1, "{table}");
    }
    assert_eq!(
        number(conn, "SELECT count(*) FROM notices WHERE mail = 'due' AND thread_id = 3 AND read_at IS NULL"),
        1
    );
    assert_eq!(number(conn, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
    assert!(
        conn.batch_execute("INSERT INTO thread_parties VALUES (99, 1, '2026-01-01 00:00:00')").is_err(),
        "keys lead to the new table"
    );
    assert!(conn.batch_execute("UPDATE threads SET audience = 'nobody'").is_err());
    assert!(conn.batch_execute("UPDATE notices SET kind = 'gossip'").is_err());
    conn.batch_execute("UPDATE threads SET audience = 'named'; UPDATE notices SET kind = 'conversation'").unwrap();
    conn.batch_execute("UPDATE threads SET audience = 'expert'; UPDATE notices SET kind = 'reply'").unwrap();
}

/// Later migrations add; nothing that stood is missing.
fn stand_still(before: &[String], after: &[String]) {
    let lost: Vec<_> = before.iter().filter(|name| !after.contains(name)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
}

#[test]
fn an_older_database_keeps_its_rows_keys_and_indexes() {
    let folder = Folder::new();
    let path = folder.path().join("old.db");
    let before = {
        let mut conn = before(&path);
        names(&mut conn)
    };
    assert!(before.iter().any(|name| name == "index threads_no_answer on threads"));
    let ran = db::migrate(&DatabaseUrl::Sqlite(path.clone())).unwrap();
    assert!(ran.iter().any(|name| name == "20261126000007"), "{ran:?}");
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
    stand_still(&before, &names(&mut conn));
    kept(&mut conn);
    conn.batch_execute("DELETE FROM threads").unwrap();
    for table in ["posts", "thread_parties", "readings", "notices"] {
        assert_eq!(number(&mut conn, &format!("SELECT count(*) FROM {table}")), 0, "{table} goes with its thread");
    }
}

#[test]
fn a_migration_cut_short_is_run_again() {
    let folder = Folder::new();
    let path = folder.path().join("old.db");
    let text = std::fs::read_to_string(format!("migrations/sqlite/{IT}/up.sql")).unwrap();
    let names_before = {
        let mut conn = before(&path);
        names(&mut conn)
    };
    for cut in ["DROP TABLE threads;", "CREATE TABLE notices_rebuilt", "INSERT INTO broken_keys", "COMMIT;"] {
        let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
        conn.batch_execute(&text[..text.find(cut).unwrap()]).unwrap();
        drop(conn);
        let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
        assert_eq!(names(&mut conn), names_before, "cut before {cut}: nothing of it stays");
    }
    // Done, and killed before it was noted.
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
    conn.batch_execute(&text).unwrap();
    drop(conn);
    db::migrate(&DatabaseUrl::Sqlite(path.clone())).unwrap();
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
    stand_still(&names_before, &names(&mut conn));
    kept(&mut conn);
}

#[test]
fn a_key_that_leads_nowhere_stops_it() {
    let folder = Folder::new();
    let path = folder.path().join("old.db");
    let mut conn = before(&path);
    conn.batch_execute("PRAGMA foreign_keys = OFF; UPDATE readings SET thread_id = 77").unwrap();
    drop(conn);
    assert!(db::migrate(&DatabaseUrl::Sqlite(path.clone())).is_err());
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
    assert!(conn.batch_execute("UPDATE threads SET audience = 'named'").is_err(), "as before");
}
