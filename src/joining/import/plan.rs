//! A file compared with who is here: exactly what carrying it out would change, and nothing else.

use std::collections::{HashMap, HashSet};

use super::roster::{Establishment, Person, Place, Roster};
use super::{Column, Fault};
use crate::circles::Circle;
use crate::db::ids::{EstablishmentId, MemberId, ThemeId};
use crate::members::{AccountState, EstablishmentKind, regions};

/// A name, a town and a region (slug).
pub type EstablishmentKey = (String, String, String);

/// What the database knows of the people and establishments of a file.
#[derive(Debug, Default)]
pub struct Known {
    /// Accounts, by the key of their address.
    pub members: HashMap<String, KnownMember>,
    /// Where they stand.
    pub places: HashMap<(MemberId, ThemeId), Circle>,
    /// Establishments.
    pub establishments: HashMap<EstablishmentKey, (EstablishmentId, EstablishmentKind)>,
}

/// An account, as the database knows it.
#[derive(Clone, Debug)]
pub struct KnownMember {
    /// Its id.
    pub id: MemberId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Profession.
    pub profession: String,
    /// Region (slug).
    pub region: String,
    /// Zone.
    pub time_zone: String,
    /// Invited, active or closed.
    pub state: AccountState,
    /// Where they work.
    pub establishment: Option<EstablishmentKey>,
}

/// A move between circles that a file asks for.
#[derive(Clone, Debug)]
pub struct PlannedMove {
    /// The person, in the roster.
    pub person: usize,
    /// Who.
    pub member: MemberId,
    /// Where.
    pub theme: ThemeId,
    /// From which circle.
    pub from: Circle,
    /// To which one.
    pub to: Circle,
}

/// What a file changes of a person's own row.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The person, in the roster.
    pub person: usize,
    /// Who.
    pub member: MemberId,
    /// Where they worked, when that changes (`None` inside: nowhere).
    pub moved_from: Option<Option<EstablishmentKey>>,
    /// The other columns that change.
    pub columns: Vec<Column>,
    /// The zone of the new region, when the region changes and the zone was the usual one.
    pub time_zone: Option<&'static str>,
}

/// Everything a file would change.
#[derive(Debug)]
pub struct Plan {
    /// The file's people.
    pub roster: Roster,
    /// Those who have no account, by their place in the roster.
    pub newcomers: Vec<usize>,
    /// New places of people who have an account.
    pub joins: Vec<(usize, MemberId, Place)>,
    /// Moves between circles.
    pub moves: Vec<PlannedMove>,
    /// Changes of people's own rows.
    pub edits: Vec<Edit>,
    /// Establishments nobody named before, each once.
    pub new_establishments: Vec<Establishment>,
    /// Establishments whose kind changes.
    pub kinds: Vec<(EstablishmentId, EstablishmentKind)>,
    /// Establishments known before.
    pub known_establishments: HashMap<EstablishmentKey, EstablishmentId>,
    /// How many people the file says nothing new about.
    pub unchanged: usize,
}

impl Plan {
    /// Compares.
    ///
    /// # Errors
    /// The lines about closed accounts.
    pub fn of(roster: Roster, known: &Known) -> Result<Self, Vec<Fault>> {
        let mut plan = Self {
            newcomers: Vec::new(),
            joins: Vec::new(),
            moves: Vec::new(),
            edits: Vec::new(),
            new_establishments: Vec::new(),
            kinds: Vec::new(),
            known_establishments: HashMap::new(),
            unchanged: 0,
            roster: Roster { people: Vec::new(), themes: roster.themes },
        };
        let mut faults = Vec::new();
        for (index, person) in roster.people.iter().enumerate() {
            match known.members.get(&person.email.key()) {
                None => plan.newcomers.push(index),
                Some(member) if member.state == AccountState::Closed => {
                    faults.push(Fault::new(person.line, Column::Email, person.email.address(), "import-closed"));
                }
                Some(member) => plan.compare(index, person, member, known),
            }
        }
        plan.compare_establishments(&roster.people, known);
        plan.roster.people = roster.people;
        if faults.is_empty() { Ok(plan) } else { Err(faults) }
    }

    fn compare(&mut self, index: usize, person: &Person, member: &KnownMember, known: &Known) {
        let before = (self.joins.len(), self.moves.len(), self.edits.len());
        for place in &person.places {
            match known.places.get(&(member.id, place.theme)) {
                None => self.joins.push((index, member.id, *place)),
                Some(from) if *from == place.circle => {}
                Some(from) => self.moves.push(PlannedMove {
                    person: index,
                    member: member.id,
                    theme: place.theme,
                    from: *from,
                    to: place.circle,
                }),
            }
        }
        self.edits.extend(edit(index, person, member));
        self.unchanged += usize::from(before == (self.joins.len(), self.moves.len(), self.edits.len()));
    }

    fn compare_establishments(&mut self, people: &[Person], known: &Known) {
        let mut seen = HashSet::new();
        for establishment in people.iter().map(|person| &person.establishment) {
            if !seen.insert(establishment.key()) {
                continue;
            }
            match known.establishments.get(&establishment.key()) {
                None => self.new_establishments.push(establishment.clone()),
                Some((id, kind)) => {
                    self.known_establishments.insert(establishment.key(), *id);
                    if *kind != establishment.kind {
                        self.kinds.push((*id, establishment.kind));
                    }
                }
            }
        }
    }

    /// Every new place, with the ids that the newcomers were given, in their order.
    pub fn new_places<'p>(&'p self, newcomers: &'p [MemberId]) -> impl Iterator<Item = (MemberId, Place)> + 'p {
        let arriving = self
            .newcomers
            .iter()
            .zip(newcomers)
            .flat_map(|(index, member)| self.roster.people[*index].places.iter().map(|place| (*member, *place)));
        arriving.chain(self.joins.iter().map(|(_, member, place)| (*member, *place)))
    }
}

/// What a line changes of a person's own row, if anything. The region is the establishment's: moving there changes both.
fn edit(index: usize, person: &Person, member: &KnownMember) -> Option<Edit> {
    let moved = member.establishment.as_ref() != Some(&person.establishment.key());
    let mut columns = Vec::new();
    let mut differs = |column: Column, here: &str, there: &str| {
        if here != there {
            columns.push(column);
        }
    };
    differs(Column::FamilyName, &member.family_name, &person.family_name);
    differs(Column::GivenName, &member.given_name, &person.given_name);
    differs(Column::Profession, &member.profession, &person.profession);
    if !moved {
        differs(Column::Region, &member.region, &person.establishment.region);
    }
    let leaves_region = member.region != person.establishment.region;
    let had_usual_zone = member.time_zone == regions::usual_zone(&member.region);
    let time_zone = (leaves_region && had_usual_zone).then(|| regions::usual_zone(&person.establishment.region));
    let moved_from = moved.then(|| member.establishment.clone());
    (moved || !columns.is_empty()).then_some(Edit { person: index, member: member.id, moved_from, columns, time_zone })
}
