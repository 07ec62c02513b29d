//! What a file would change, as people read it before they confirm: the same on the page and at the command line.

use serde::Serialize;

use super::plan::{EstablishmentKey, Plan};
use super::{Fault, roster};
use crate::circles::Circle;
use crate::members::regions;
use crate::sentences::{Sentence, Sentences};
use crate::tokens;

/// The whole report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The numbers.
    pub figures: Figures,
    /// Who is new.
    pub newcomers: Vec<Newcomer>,
    /// Who joins a theme, having an account already.
    pub joins: Vec<Join>,
    /// Who moves inward.
    pub inward: Vec<Moved>,
    /// Who moves outward.
    pub outward: Vec<Moved>,
    /// Who works elsewhere.
    pub relocations: Vec<Relocation>,
    /// Whose name, profession or region changes.
    pub edits: Vec<Edited>,
}

/// The numbers of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// People in the file.
    pub people: usize,
    /// Places in the file.
    pub places: usize,
    /// New people, each invited.
    pub newcomers: usize,
    /// New memberships.
    pub memberships: usize,
    /// Those of people who have an account already.
    pub joins: usize,
    /// Moves inward.
    pub inward: usize,
    /// Moves outward.
    pub outward: usize,
    /// People whose establishment changes.
    pub relocations: usize,
    /// People whose other fields change.
    pub edits: usize,
    /// New establishments.
    pub establishments: usize,
    /// Establishments whose kind changes.
    pub kinds: usize,
    /// People nothing changes for.
    pub unchanged: usize,
}

impl Figures {
    /// Each number with the key of its label, in the order people read them.
    pub fn lines(&self) -> [(&'static str, usize); 11] {
        [
            ("import-figure-people", self.people),
            ("import-figure-places", self.places),
            ("import-figure-newcomers", self.newcomers),
            ("import-figure-memberships", self.memberships),
            ("import-figure-inward", self.inward),
            ("import-figure-outward", self.outward),
            ("import-figure-relocations", self.relocations),
            ("import-figure-edits", self.edits),
            ("import-figure-establishments", self.establishments),
            ("import-figure-kinds", self.kinds),
            ("import-figure-unchanged", self.unchanged),
        ]
    }

    /// Whether carrying the file out would change nothing.
    pub fn is_nothing(&self) -> bool {
        [self.newcomers, self.memberships, self.inward, self.outward, self.relocations, self.edits, self.kinds]
            .iter()
            .all(|count| *count == 0)
    }
}

/// A new person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Newcomer {
    /// Their name.
    pub name: String,
    /// Where they work.
    pub establishment: String,
}

/// A new membership of somebody who has an account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Join {
    /// Their name.
    pub name: String,
    /// The theme.
    pub theme: String,
    /// The circle.
    pub circle: Circle,
}

/// A move between circles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// Whose.
    pub name: String,
    /// The theme.
    pub theme: String,
    /// From.
    pub from: Circle,
    /// To.
    pub to: Circle,
}

/// A person who works elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Relocation {
    /// Who.
    pub name: String,
    /// Where they worked; empty when nothing was known.
    pub from: String,
    /// Where they work.
    pub to: String,
}

/// A person whose own fields change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edited {
    /// Who.
    pub name: String,
    /// The columns.
    pub columns: Vec<&'static str>,
}

impl Report {
    /// The report of a plan.
    pub fn of(plan: &Plan) -> Self {
        let person = |index: usize| &plan.roster.people[index];
        let theme = |id| plan.roster.themes.get(&id).cloned().unwrap_or_default();
        let newcomers: Vec<Newcomer> = plan
            .newcomers
            .iter()
            .map(|index| Newcomer {
                name: person(*index).name(),
                establishment: place_name(&person(*index).establishment),
            })
            .collect();
        let joins = plan
            .joins
            .iter()
            .map(|(index, _, place)| Join {
                name: person(*index).name(),
                theme: theme(place.theme),
                circle: place.circle,
            })
            .collect();
        let (inward, outward): (Vec<Moved>, Vec<Moved>) = plan
            .moves
            .iter()
            .map(|moved| Moved {
                name: person(moved.person).name(),
                theme: theme(moved.theme),
                from: moved.from,
                to: moved.to,
            })
            .partition(|moved| moved.to > moved.from);
        let relocations: Vec<Relocation> = plan
            .edits
            .iter()
            .filter_map(|edit| {
                let from = edit.moved_from.as_ref()?;
                let to = place_name(&person(edit.person).establishment);
                Some(Relocation { name: person(edit.person).name(), from: key_name(from.as_ref()), to })
            })
            .collect();
        let edits: Vec<Edited> = plan
            .edits
            .iter()
            .filter(|edit| !edit.columns.is_empty())
            .map(|edit| Edited {
                name: person(edit.person).name(),
                columns: edit.columns.iter().map(|column| column.word()).collect(),
            })
            .collect();
        let arriving: usize = plan.newcomers.iter().map(|index| person(*index).places.len()).sum();
        let figures = Figures {
            people: plan.roster.people.len(),
            places: plan.roster.people.iter().map(|person| person.places.len()).sum(),
            newcomers: newcomers.len(),
            memberships: arriving + plan.joins.len(),
            joins: plan.joins.len(),
            inward: inward.len(),
            outward: outward.len(),
            relocations: relocations.len(),
            edits: edits.len(),
            establishments: plan.new_establishments.len(),
            kinds: plan.kinds.len(),
            unchanged: plan.unchanged,
        };
        Self { figures, newcomers, joins, inward, outward, relocations, edits }
    }

    /// Shortens the lists; the figures go on counting everything.
    pub fn cut(&mut self, most: usize) {
        self.newcomers.truncate(most);
        self.joins.truncate(most);
        self.inward.truncate(most);
        self.outward.truncate(most);
        self.relocations.truncate(most);
        self.edits.truncate(most);
    }

    /// What tells two reports apart: the confirmation carries it, so that only what was shown is carried out.
    pub fn fingerprint(&self) -> String {
        tokens::stored(&serde_json::to_string(self).unwrap_or_default())
    }

    /// The report as lines of text: a figure a line, then each change.
    pub fn lines(&self, sentences: &Sentences) -> Vec<String> {
        let say = |sentence: Sentence| sentences.tell(&sentence);
        let circle = |circle: Circle| say(Sentence::new(circle_key(circle)));
        let mut lines: Vec<String> = self
            .figures
            .lines()
            .map(|(key, count)| {
                say(Sentence::new("import-line-figure").text("label", say(key.into())).text("n", count.to_string()))
            })
            .to_vec();
        for moved in self.inward.iter().chain(&self.outward) {
            let key = if moved.to > moved.from { "import-line-inward" } else { "import-line-outward" };
            lines.push(say(Sentence::new(key)
                .text("name", &moved.name)
                .text("theme", &moved.theme)
                .text("from", circle(moved.from))
                .text("to", circle(moved.to))));
        }
        for there in &self.relocations {
            let line = Sentence::new("import-line-relocation").text("name", &there.name);
            lines.push(say(line.text("from", &there.from).text("to", &there.to)));
        }
        for edited in &self.edits {
            let columns = edited.columns.join(", ");
            lines.push(say(Sentence::new("import-line-edit").text("name", &edited.name).text("columns", columns)));
        }
        for join in &self.joins {
            let line = Sentence::new("import-line-join").text("name", &join.name).text("theme", &join.theme);
            lines.push(say(line.text("circle", circle(join.circle))));
        }
        lines
    }
}

/// The sentence that names a circle.
fn circle_key(circle: Circle) -> &'static str {
    match circle {
        Circle::Community => "circle-community",
        Circle::Peer => "circle-peer",
        Circle::Expert => "circle-expert",
    }
}

fn place_name(establishment: &roster::Establishment) -> String {
    key_name(Some(&establishment.key()))
}

fn key_name(key: Option<&EstablishmentKey>) -> String {
    key.map_or_else(String::new, |(name, town, region)| format!("{name}, {town} ({})", regions::name_of(region)))
}

/// A fault told in the reader's language.
#[derive(Clone, Debug, Serialize)]
pub struct ToldFault {
    /// The line; 0 for the file as a whole.
    pub line: u64,
    /// The column; empty for the whole line.
    pub column: &'static str,
    /// What is written there.
    pub written: String,
    /// Why it cannot be kept.
    pub why: String,
}

impl Fault {
    /// Tells it.
    pub fn told(&self, sentences: &Sentences) -> ToldFault {
        ToldFault {
            line: self.line,
            column: self.column.map_or("", super::Column::word),
            written: self.written.clone(),
            why: sentences.tell(&self.why),
        }
    }

    /// As a line of text: the line, the field, what is written there, why.
    pub fn as_line(&self, sentences: &Sentences) -> String {
        let told = self.told(sentences);
        let (key, column) = match (told.line, told.column, told.written.as_str()) {
            (0, ..) => return told.why,
            (_, "", _) => ("import-fault-line", ""),
            (_, column, "") => ("import-fault-empty", column),
            (_, column, _) => ("import-fault-cell", column),
        };
        let sentence = Sentence::new(key).text("line", told.line.to_string()).text("why", told.why);
        sentences.tell(&sentence.text("column", column).text("written", told.written))
    }
}
