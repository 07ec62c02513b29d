//! `cercles import members FILE [--dry-run]`: a spreadsheet of people, all rows or none.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{found, open_database, prepare_folder, up_to_date};
use crate::clock::Clock;
use crate::config::Config;
use crate::joining::import::report::Report;
use crate::joining::import::{self, Fault, Refused, sheet};
use crate::sentences::{Language, Sentences};

/// The largest file read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

#[derive(Args)]
pub(super) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// People, from a spreadsheet saved as CSV: email;nom;prenom;etablissement;type;ville;region;profession;theme;cercle
    Members {
        /// The file.
        file: PathBuf,
        /// Says what would change, and changes nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Reads, judges, compares, then carries out; bad lines go to standard error, the report to standard output.
pub(super) fn run(config: &Config, import: &Import) -> Result<(), String> {
    let What::Members { file, dry_run } = &import.what;
    let bytes = read(file)?;
    prepare_folder(config)?;
    let database = open_database(config, Clock::Real)?;
    up_to_date(&database)?;
    found(&database, false)?;
    let sentences = Sentences::load(language())?;
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let sheet = sheet::read(&bytes).map_err(|faults| refused(&faults, &name, &sentences))?;
    let mut faults = None;
    let mut keep = |refusal: Refused| match refusal {
        Refused::Faults(found) => {
            faults = Some(found);
            crate::refusal::Refusal::NotFound
        }
        Refused::Otherwise(refusal) => refusal,
    };
    let now = database.now();
    let outcome = if *dry_run {
        database.read_here(|db| import::dry_run(db, &sheet, now).map_err(&mut keep))
    } else {
        database.write_here(|tx| import::run(tx, &sheet, &name, None).map_err(&mut keep))
    };
    match (outcome, faults) {
        (Ok(plan), _) => {
            for line in Report::of(&plan).lines(&sentences) {
                println!("{line}");
            }
            println!("{}", sentences.tell(&if *dry_run { "import-line-dry" } else { "import-line-done" }.into()));
            Ok(())
        }
        (Err(_), Some(faults)) => Err(refused(&faults, &name, &sentences)),
        (Err(refusal), None) => Err(format!("the file was not imported: {refusal}.")),
    }
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("cannot read {}: {error}.", file.display());
    let length = std::fs::metadata(file).map_err(cannot)?.len();
    if length > LARGEST {
        return Err(format!("{} is too large: {length} bytes, more than {LARGEST}.", file.display()));
    }
    std::fs::read(file).map_err(cannot)
}

/// Prints every line to correct; gives the last sentence.
fn refused(faults: &[Fault], name: &str, sentences: &Sentences) -> String {
    for fault in faults {
        eprintln!("{}", fault.as_line(sentences));
    }
    let mut lines: Vec<u64> = faults.iter().map(|fault| fault.line).collect();
    lines.dedup();
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    sentences.tell(&crate::sentences::Sentence::new("import-line-refused").number("n", count).text("file", name))
}

/// The terminal's language, when it is one of ours; French otherwise.
fn language() -> Language {
    let said =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()));
    said.and_then(|said| Language::parse(said.get(..2).unwrap_or(""))).unwrap_or(Language::French)
}
