//! `doctor`: a line for each thing looked at; 1 when one of them fails.

use crate::config::Config;
use crate::doctor::{self, Finding, Health};

/// Prints a line for each check.
pub(super) fn run(config: Result<Config, String>) -> Result<(), String> {
    let mut tell = |name: &str, finding: &Finding| println!("{:<4} {name}: {}", finding.health.word(), finding.words);
    let worst = match config {
        Ok(config) => {
            tell("settings", &Finding { health: Health::Ok, words: "they can be read.".into() });
            doctor::examine(&config, &mut tell)?
        }
        Err(why) => {
            tell("settings", &Finding { health: Health::Fail, words: why });
            Health::Fail
        }
    };
    if worst == Health::Fail {
        Err("something is wrong: the lines that begin with fail say what to do.".into())
    } else {
        Ok(())
    }
}
