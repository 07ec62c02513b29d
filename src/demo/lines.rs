//! Lines of the demo's files, read strictly: an act takes the keys it needs, and a key that is left over is wrong.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// The zone-less moment of something: so many days ago, at an hour of whoever did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Days ago.
    pub days: i64,
    /// Minutes after midnight.
    pub minutes: i64,
}

impl When {
    /// Reads `ago` and `at` (`08:40`).
    ///
    /// # Errors
    /// A sentence when the hour is none.
    pub fn parse(days: i64, at: &str) -> Result<Self, String> {
        let wrong = || format!("{at} is not an hour: write it as 08:40");
        let (hours, minutes) = at.split_once(':').ok_or_else(wrong)?;
        let number = |text: &str, below: i64| {
            text.parse::<i64>().ok().filter(|number| text.len() == 2 && (0..below).contains(number))
        };
        let (hours, minutes) = number(hours, 24).zip(number(minutes, 60)).ok_or_else(wrong)?;
        if days < 1 {
            return Err(format!("{days} days ago is not the past"));
        }
        Ok(Self { days, minutes: hours * 60 + minutes })
    }
}

/// A line: what is done, and what goes with it.
pub struct Line {
    /// What is done.
    pub act: String,
    left: Table,
}

impl Line {
    /// A line of a file.
    ///
    /// # Errors
    /// A sentence when it does not say what is done.
    pub fn of(mut table: Table) -> Result<Self, String> {
        match table.remove("act") {
            Some(Value::String(act)) => Ok(Self { act, left: table }),
            _ => Err("a line says no act".into()),
        }
    }

    /// When it is done.
    ///
    /// # Errors
    /// A sentence when it is not said.
    pub fn when(&mut self) -> Result<When, String> {
        let (days, at): (i64, String) = (self.need("ago")?, self.need("at")?);
        When::parse(days, &at).map_err(|why| self.wrong(&why))
    }

    /// What a key says, which the act needs.
    ///
    /// # Errors
    /// A sentence when it is not there, or not of its kind.
    pub fn need<T: DeserializeOwned>(&mut self, key: &str) -> Result<T, String> {
        self.may(key)?.ok_or_else(|| self.wrong(&format!("{key} is missing")))
    }

    /// What a key says, if it is there.
    ///
    /// # Errors
    /// A sentence when it is not of its kind.
    pub fn may<T: DeserializeOwned>(&mut self, key: &str) -> Result<Option<T>, String> {
        let Some(value) = self.left.remove(key) else { return Ok(None) };
        value.try_into().map(Some).map_err(|_| self.wrong(&format!("{key} is not of its kind")))
    }

    /// A text that the act needs, without the space around it.
    ///
    /// # Errors
    /// A sentence when it is not there or empty.
    pub fn text(&mut self, key: &str) -> Result<String, String> {
        let text: String = self.need(key)?;
        let text = text.trim();
        if text.is_empty() { Err(self.wrong(&format!("{key} is empty"))) } else { Ok(text.to_owned()) }
    }

    /// A text that the act may go without.
    ///
    /// # Errors
    /// As [`Line::may`].
    pub fn words(&mut self, key: &str) -> Result<String, String> {
        Ok(self.may::<String>(key)?.unwrap_or_default().trim().to_owned())
    }

    /// One of the words a key may say.
    ///
    /// # Errors
    /// A sentence naming what is none.
    pub fn one_of<T>(&mut self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let word: String = self.need(key)?;
        parse(&word).ok_or_else(|| self.wrong(&format!("{word} is no {key}")))
    }

    /// Goes on if nothing was left over.
    ///
    /// # Errors
    /// A sentence naming the keys that the act does not take.
    pub fn done(self) -> Result<(), String> {
        let left: Vec<&str> = self.left.keys().map(String::as_str).collect();
        if left.is_empty() { Ok(()) } else { Err(self.wrong(&format!("it takes no {}", left.join(", ")))) }
    }

    fn wrong(&self, why: &str) -> String {
        format!("{}: {why}", self.act)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::of(toml::from_str(text).unwrap()).unwrap()
    }

    #[test]
    fn what_an_act_does_not_take_is_wrong() {
        let mut said = line("act = \"post\"\nago = 3\nat = \"08:40\"\ntext = \" Bonjour. \"\ntexte = \"x\"");
        assert_eq!(said.when(), Ok(When { days: 3, minutes: 520 }));
        assert_eq!(said.text("text"), Ok("Bonjour.".into()));
        assert_eq!(said.done(), Err("post: it takes no texte".into()));
        assert_eq!(line("act = \"post\"\nago = 3").when(), Err("post: at is missing".into()));
        assert_eq!(line("act = \"post\"\ntext = \" \"").text("text"), Err("post: text is empty".into()));
        assert!(line("act = \"post\"\ntext = 3").text("text").is_err());
    }

    #[test]
    fn an_hour_is_of_the_day_and_the_past_is_past() {
        for wrong in ["8:40", "24:00", "08:60", "0840", "-1:20", "huit heures"] {
            assert!(When::parse(1, wrong).is_err(), "{wrong}");
        }
        assert!(When::parse(0, "08:40").is_err());
    }
}
