//! What cannot start says so in one sentence on standard error and ends with 1; wrong usage ends with 2.

use std::net::TcpListener;
use std::time::Duration;

use super::process::{Folder, Process, cercles, ended};

/// It ends with 1 and one sentence, which holds these words.
#[track_caller]
fn refuses(command: &mut std::process::Command, words: &str) {
    let (status, _, errors) = ended(command);
    assert_eq!(status, 1, "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    let sentence = errors.strip_prefix("cercles: ").unwrap_or_else(|| panic!("{errors}"));
    assert!(sentence.contains(words), "“{words}” is not in: {sentence}");
    assert!(sentence.trim_end().ends_with('.'), "{sentence}");
}

fn serve(folder: &Folder) -> std::process::Command {
    let mut command = cercles(&["serve", "--listen", "127.0.0.1:0", "--data"]);
    command.arg(folder.path());
    command
}

#[test]
fn a_second_process_on_the_same_folder_is_refused() {
    let folder = Folder::new();
    let first = Process::start("serve", folder.path(), |_| {});
    refuses(&mut serve(&folder), "another process serves the database");
    refuses(cercles(&["migrate", "--data"]).arg(folder.path()), "another process serves the database");
    let (said, _) = first.stop();
    assert!(said.contains("/premiere-visite/"), "{said}");
    Process::start("serve", folder.path(), |_| {}).stop();
}

#[test]
fn a_busy_port_is_named() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    refuses(cercles(&["serve", "--listen", &address, "--data"]).arg(folder.path()), "is already in use");
    refuses(serve(&folder).args(["--admin-listen", &address]), "is already in use");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    refuses(&mut cercles(&["serve", "--data", "/proc"]), "cannot write in the folder /proc");
    refuses(&mut cercles(&["serve", "--data", "/proc/nowhere/at-all"]), "cannot create the data folder");
}

#[test]
fn a_file_that_is_not_a_database_is_left_alone() {
    let folder = Folder::new();
    let path = folder.path().join("cercles.db");
    std::fs::write(&path, "Compte rendu de la réunion du 3 mars").unwrap();
    refuses(&mut serve(&folder), "is not a SQLite database");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Compte rendu de la réunion du 3 mars");
    refuses(cercles(&["migrate", "--data"]).arg(folder.path()), "is not a SQLite database");
}

#[test]
fn wrong_settings_are_named() {
    let folder = Folder::new();
    refuses(serve(&folder).env("CERCLES_HTTP__PORT", "80"), "there is no setting http.port");
    refuses(serve(&folder).env("CERCLES_LIMITS__SCALE", "beaucoup"), "limits.scale");
    refuses(serve(&folder).env("CERCLES_MAIL__FROM", "personne"), "mail.from");
    refuses(serve(&folder).env("DATABASE_URL", "mysql://h/n"), "database.url");
    refuses(serve(&folder).args(["--config", "/nowhere.toml"]), "cannot read the settings /nowhere.toml");
    let wrong = folder.path().join("wrong.toml");
    std::fs::write(&wrong, "[http]\nlisten = \n").unwrap();
    refuses(serve(&folder).arg("--config").arg(&wrong), "is not valid TOML");
    refuses(cercles(&["serve", "--listen", "0.0.0.0:0", "--data"]).arg(folder.path()), "http.base_url");
    std::fs::write(folder.path().join("secret.key"), "court").unwrap();
    refuses(&mut serve(&folder), "secret.key");
}

#[test]
fn a_server_that_does_not_answer_is_said_without_its_password() {
    let folder = Folder::new();
    let mut command = serve(&folder);
    command.env("DATABASE_URL", "postgres://somebody:hush-hush@127.0.0.1:9/cercles");
    refuses(&mut command, "cannot reach PostgreSQL");
    assert!(!ended(&mut command).2.contains("hush-hush"));
}

#[test]
fn the_demo_keeps_to_itself() {
    let folder = Folder::new();
    Process::start("serve", folder.path(), |_| {}).stop();
    refuses(cercles(&["demo", "--listen", "127.0.0.1:0", "--data"]).arg(folder.path()), "community of its own");
    let demo = Folder::new();
    let first = Process::start("demo", demo.path(), |_| {});
    assert!(first.said.contains("admin@cercles.example"), "{}", first.said);
    let (_, log) = first.stop();
    assert!(log.contains("Loading the demo community"), "{log}");
    let again = Process::start("demo", demo.path(), |_| {});
    assert!(!again.stop().1.contains("Loading"), "the demo is loaded once");
    let mut public = cercles(&["serve", "--listen", "0.0.0.0:0", "--data"]);
    public.arg(demo.path()).env("CERCLES_HTTP__BASE_URL", "https://forum.example");
    refuses(&mut public, "demo community");
    let mut public = cercles(&["demo", "--listen", "0.0.0.0:0", "--data"]);
    public.arg(demo.path()).env("CERCLES_HTTP__BASE_URL", "https://forum.example");
    refuses(&mut public, "demo community");
}

#[test]
fn wrong_usage_ends_with_2() {
    for words in [&["dance"][..], &["serve", "--listen", "everywhere"], &["serve", "--loud"], &[]] {
        let (status, _, errors) = ended(&mut cercles(words));
        assert_eq!(status, 2, "{words:?}: {errors}");
    }
    let (status, said, _) = ended(&mut cercles(&["--help"]));
    assert_eq!(status, 0);
    assert!(said.contains("demo") && said.contains("serve") && said.contains("migrate"), "{said}");
}

#[test]
fn migrate_and_tick_say_what_they_did() {
    let folder = Folder::new();
    let (status, _, errors) = ended(cercles(&["tick", "--data"]).arg(folder.path()));
    assert_eq!(status, 1);
    assert!(errors.contains("cercles migrate"), "{errors}");
    let (status, said, errors) = ended(cercles(&["migrate", "--data"]).arg(folder.path()));
    assert_eq!(status, 0, "{errors}");
    assert!(said.contains("ran "), "{said}");
    let (_, said, _) = ended(cercles(&["migrate", "--data"]).arg(folder.path()));
    assert_eq!(said, "already up to date\n");
    let serving = Process::start("serve", folder.path(), |_| {});
    let (status, said, errors) = ended(cercles(&["tick", "--data"]).arg(folder.path()));
    assert_eq!(status, 0, "beside a serving process: {errors}");
    assert!(said.lines().all(|line| line.contains(": ")), "{said}");
    let mut serving = serving;
    serving.signal("INT");
    assert!(serving.ends_within(Duration::from_secs(10)).success());
}
