//! The people of a generated community: the five accounts, then others whose names, places and circles are those of the
//! hand-written people, drawn apart.

use rand::RngExt;
use rand::rngs::StdRng;

use super::part_of;
use crate::circles::Circle;
use crate::db::Moment;
use crate::db::ids::{Ids, MemberId};
use crate::demo::ACCOUNTS;
use crate::demo::cast::Person;
use crate::demo::plan::{Joined, Stands};
use crate::members::Email;
use crate::text::slug;

/// Everyone, in the order they joined, between two moments: the accounts with the founding.
///
/// # Errors
/// A sentence when the hand-written people cannot be used.
pub fn joined(
    cast: Vec<Person>,
    members: usize,
    (founded, now): (Moment, Moment),
    random: &mut StdRng,
) -> Result<Vec<Joined>, String> {
    let (accounts, models): (Vec<Person>, Vec<Person>) = cast.into_iter().partition(is_account);
    if accounts.len() != ACCOUNTS.len() || models.is_empty() {
        return Err("the demo accounts are missing from the hand-written people".into());
    }
    let room = now.seconds_since(founded) * 4 / 5;
    let mut dated: Vec<(Moment, Person)> = accounts.into_iter().map(|account| (founded, account)).collect();
    for number in dated.len()..members {
        // Most came with the founding, a few every week since.
        let share: f64 = random.random_range(0.0..1.0_f64).powi(2);
        dated.push((founded.plus_seconds(part_of(room, share)), drawn(&models, number, random)?));
    }
    dated.sort_by_key(|(at, _)| *at);
    let ids = Ids::default();
    ids.reseed(super::SEED);
    Ok(dated
        .into_iter()
        .map(|(at, person)| Joined {
            id: MemberId(ids.next(at.millis())),
            at,
            standings: standings(&person, at),
            person,
        })
        .collect())
}

/// Whether somebody is one of the demo accounts.
pub fn is_account(person: &Person) -> bool {
    ACCOUNTS.iter().any(|(email, _)| *email == person.email.address())
}

fn drawn(models: &[Person], number: usize, random: &mut StdRng) -> Result<Person, String> {
    let mut model = || &models[random.random_range(0..models.len())];
    let (given, family, place, work, own) = (model(), model(), model(), model(), model());
    let address = format!("{}.{}.{number}@cercles.example", slug(&given.given_name), slug(&family.family_name));
    Ok(Person {
        email: Email::parse(&address).map_err(|_| format!("{address} is not an address"))?,
        given_name: given.given_name.clone(),
        family_name: family.family_name.clone(),
        workplace: place.workplace.clone(),
        profession: work.profession.clone(),
        expertises: work.expertises.clone(),
        presentation: work.presentation.clone(),
        help: work.help.clone(),
        standings: own.standings.clone(),
    })
}

fn standings(person: &Person, since: Moment) -> Vec<Stands> {
    let stands =
        |(theme, circle): &(String, Circle)| Stands { theme: theme.clone(), circle: *circle, since, until: None };
    person.standings.iter().map(stands).collect()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::demo::cast;

    #[test]
    fn circles_have_the_shares_of_the_hand_written_people() {
        let now: Moment = "2026-11-22T03:00:00Z".parse::<jiff::Timestamp>().unwrap().into();
        let mut random = StdRng::seed_from_u64(1);
        let people =
            joined(cast::read().unwrap(), 2_000, (now.plus_seconds(-super::super::AGE), now), &mut random).unwrap();
        assert_eq!(people.len(), 2_000);
        let stand = |circle| {
            let here = |stands: &&Stands| stands.theme == "numerique-en-sante" && stands.circle == circle;
            people.iter().flat_map(|joined| &joined.standings).filter(here).count()
        };
        assert!(stand(Circle::Community) > 1_300 && stand(Circle::Peer) > 250 && stand(Circle::Expert) > 40);
        assert!(people.windows(2).all(|pair| pair[0].at <= pair[1].at && pair[0].id < pair[1].id));
    }
}
