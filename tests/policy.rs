//! The rule of visibility: one record and SQL say the same, and the circles are a lattice.

use cercles::circles::Circle;
use cercles::db::ids::{MemberId, ThemeId, ThreadId};
use cercles::db::schema::{animators, memberships, thread_parties, threads};
use cercles::points_durs::machine::{Edge, State};
use cercles::policy::{Act, Audience, Ground, Level, Standing, Subject, Viewer, allows, sees, visible_threads};
use cercles::threads::Kind;
use diesel::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::town::Town;

/// A membership as the definition reads it, for the independent reckoning.
#[derive(Clone)]
struct Place {
    theme: ThemeId,
    circle: Circle,
    confirmed: bool,
    ended: bool,
    suspended: bool,
}

struct Told {
    member: MemberId,
    places: Vec<Place>,
    animates: Vec<ThemeId>,
}

struct Thing {
    id: ThreadId,
    theme: ThemeId,
    audience: Audience,
    removed: bool,
    parties: Vec<MemberId>,
}

/// The definition, word for word, written a second time.
fn should_see(told: Option<&Told>, thing: &Thing) -> bool {
    if thing.removed {
        return false;
    }
    if thing.audience == Audience::Public {
        return true;
    }
    let Some(told) = told else { return false };
    if thing.parties.contains(&told.member) {
        return true;
    }
    // A private conversation has no other reader, whatever their place or their office.
    if thing.audience == Audience::Named {
        return false;
    }
    if told.animates.contains(&thing.theme) {
        return true;
    }
    told.places.iter().any(|place| {
        let circle = if place.ended { Circle::Community } else { place.circle };
        let needed = match thing.audience {
            Audience::Public | Audience::Community => 0,
            Audience::Peer => 1,
            Audience::Expert | Audience::Named => 2,
        };
        place.theme == thing.theme && place.confirmed && !place.suspended && circle as i32 >= needed
    })
}

const THEMES: [&str; 3] = ["numerique-en-sante", "sante-mentale", "patrimoine-immobilier"];
const WORLDS: u64 = 12;

#[actix_web::test]
async fn sql_and_the_rule_and_the_definition_agree_in_random_worlds() {
    for seed in 0..WORLDS {
        let town = Town::new().await;
        let mut random = StdRng::seed_from_u64(seed);
        let mut themes = Vec::new();
        for slug in THEMES {
            themes.push(town.theme(slug).await);
        }
        let mut people = Vec::new();
        for number in 0..7 {
            let person = town.person(&format!("Personne {number}"), "occitanie", &[]).await;
            people.push(told(&town, person.id(), &themes, &mut random).await);
        }
        let things = things(&town, &people, &themes, &mut random).await;
        compare(&town, None, &things).await;
        for told in &people {
            compare(&town, Some(told), &things).await;
        }
    }
}

async fn told(town: &Town, member: MemberId, themes: &[ThemeId], random: &mut StdRng) -> Told {
    let mut told = Told { member, places: Vec::new(), animates: Vec::new() };
    for theme in themes {
        if random.random_bool(0.7) {
            told.places.push(Place {
                theme: *theme,
                circle: Circle::ALL[random.random_range(0..3)],
                confirmed: random.random_bool(0.8),
                ended: random.random_bool(0.2),
                suspended: random.random_bool(0.2),
            });
        }
        if random.random_bool(0.15) {
            told.animates.push(*theme);
        }
    }
    let (places, animates) = (told.places.clone(), told.animates.clone());
    town.write(move |tx| {
        let now = tx.now();
        for place in &places {
            let row = (
                memberships::member_id.eq(member),
                memberships::theme_id.eq(place.theme),
                memberships::circle.eq(place.circle),
                memberships::state.eq(if place.confirmed { "confirmed" } else { "invited" }),
                memberships::since.eq(now.plus_seconds(-86_400)),
                memberships::until.eq(place.ended.then(|| now.plus_seconds(-60))),
                memberships::suspended_until.eq(place.suspended.then(|| now.plus_seconds(3_600))),
            );
            diesel::insert_into(memberships::table).values(row).execute(tx.db())?;
        }
        for theme in &animates {
            let row = (animators::theme_id.eq(theme), animators::member_id.eq(member), animators::since.eq(now));
            diesel::insert_into(animators::table).values(row).execute(tx.db())?;
        }
        Ok(())
    })
    .await;
    told
}

async fn things(town: &Town, people: &[Told], themes: &[ThemeId], random: &mut StdRng) -> Vec<Thing> {
    let mut things = Vec::new();
    for _ in 0..24 {
        let parties = people.iter().map(|told| told.member).filter(|_| random.random_bool(0.1)).collect();
        things.push(Thing {
            id: ThreadId(town.app.database.ids().next(town.app.database.now().millis())),
            theme: themes[random.random_range(0..themes.len())],
            audience: Audience::ALL[random.random_range(0..Audience::ALL.len())],
            removed: random.random_bool(0.15),
            parties,
        });
    }
    let author = people[0].member;
    let rows: Vec<_> = things
        .iter()
        .map(|thing| (thing.id, thing.theme, thing.audience, thing.removed, thing.parties.clone()))
        .collect();
    town.write(move |tx| {
        let now = tx.now();
        for (id, theme, audience, removed, parties) in &rows {
            let row = (
                threads::id.eq(id),
                threads::theme_id.eq(theme),
                threads::kind.eq(Kind::Discussion),
                threads::audience.eq(audience),
                threads::title.eq("t"),
                threads::author_id.eq(author),
                threads::created_at.eq(now),
                threads::posts_count.eq(1),
                threads::last_post_id.eq(id.0),
                threads::last_post_at.eq(now),
                threads::last_author_id.eq(author),
                threads::removed_at.eq(removed.then_some(now)),
            );
            diesel::insert_into(threads::table).values(row).execute(tx.db())?;
            for party in parties {
                let row = (
                    thread_parties::thread_id.eq(id),
                    thread_parties::member_id.eq(party),
                    thread_parties::since.eq(now),
                );
                diesel::insert_into(thread_parties::table).values(row).execute(tx.db())?;
            }
        }
        Ok(())
    })
    .await;
    things
}

async fn compare(town: &Town, told: Option<&Told>, things: &[Thing]) {
    let viewer = match told {
        None => Viewer::visitor(),
        Some(told) => {
            let (member, now) = (told.member, town.app.database.now());
            let standings = town.read(move |db| cercles::members::sessions::standings(db, member, now)).await;
            Viewer { member: Some(member), admin: true, region: "occitanie".into(), standings }
        }
    };
    let asking = viewer.clone();
    let in_sql: Vec<ThreadId> =
        town.read(move |db| Ok(threads::table.filter(visible_threads(&asking)).select(threads::id).load(db)?)).await;
    for thing in things {
        let named = told.is_some_and(|told| thing.parties.contains(&told.member));
        let subject = Subject { theme: thing.theme, audience: thing.audience, removed: thing.removed, named };
        let expected = should_see(told, thing);
        assert_eq!(sees(&viewer, &subject), expected, "the rule: {subject:?} for {viewer:?}");
        assert_eq!(in_sql.contains(&thing.id), expected, "SQL: {subject:?} for {viewer:?}");
    }
}

/// Where a thread of a theme stands, which its community reads.
fn step(theme: ThemeId, edge: Edge, helps: bool) -> Act<'static> {
    let (state, reporter, lead) = (State::Resolved, MemberId(8), Some(MemberId(9)));
    Act::StepPointDur { edge, ground: ground(theme), state, reporter, lead, helps }
}

fn ground(theme: ThemeId) -> Ground {
    Ground { theme, audience: Audience::Community }
}

fn standing(theme: i64, level: Level) -> Standing {
    Standing { theme: ThemeId(theme), level }
}

fn viewer(standings: Vec<Standing>) -> Viewer {
    Viewer { member: Some(MemberId(7)), admin: false, region: "corse".into(), standings }
}

#[test]
fn an_inner_circle_sees_all_that_an_outer_one_sees_and_themes_ignore_each_other() {
    let levels = [
        None,
        Some(Level::Circle(Circle::Community)),
        Some(Level::Circle(Circle::Peer)),
        Some(Level::Circle(Circle::Expert)),
        Some(Level::Animator),
    ];
    let at = |level: Option<Level>| viewer(level.map(|level| standing(1, level)).into_iter().collect());
    for (theme, named, removed) in [1, 2].iter().flat_map(|theme| {
        [(false, false), (true, false), (false, true), (true, true)].map(|(named, removed)| (*theme, named, removed))
    }) {
        for audience in Audience::ALL {
            let subject = Subject { theme: ThemeId(theme), audience: *audience, removed, named };
            for pair in levels.windows(2) {
                assert!(!sees(&at(pair[0]), &subject) || sees(&at(pair[1]), &subject), "{subject:?} {pair:?}");
            }
            for level in levels {
                let here = sees(&at(level), &subject);
                assert!(!removed || !here, "what is removed is seen by nobody");
                let elsewhere = sees(&viewer(vec![]), &subject);
                assert!(theme == 1 || here == elsewhere, "a place in one theme changes nothing in another");
            }
        }
        for pair in Audience::ALL.windows(2) {
            for level in levels {
                let sees_audience =
                    |audience| sees(&at(level), &Subject { theme: ThemeId(theme), audience, removed, named });
                assert!(sees_audience(pair[0]) || !sees_audience(pair[1]), "narrowing shows nothing more");
            }
        }
    }
}

#[test]
fn nobody_does_anything_unsigned_and_no_theme_gives_rights_in_another() {
    let theme = ThemeId(1);
    let acts = [
        Act::RunInstance,
        Act::ShapeTheme(theme),
        Act::SeeCircles(theme),
        Act::DecideRequests(theme),
        Act::Invite { theme, circle: Circle::Community, region: "corse" },
        Act::OpenThread { theme, kind: Kind::Question, audience: Audience::Community },
        Act::OpenThread { theme, kind: Kind::Announcement, audience: Audience::Community },
        Act::OpenThread { theme, kind: Kind::Discussion, audience: Audience::Named },
        Act::OpenConversation(theme),
        Act::ShapeConversation { audience: Audience::Named, named: false },
        Act::ShapeConversation { audience: Audience::Expert, named: true },
        Act::DecidePrivateFlags(theme),
        Act::SettlePrivateFlags { author: MemberId(8), theme },
        Act::Reply { theme, named: false, closed: false },
        Act::Reply { theme, named: true, closed: true },
        Act::EditPost { author: MemberId(7), theme },
        Act::MarkSolution { author: MemberId(7), theme },
        Act::LockSolution(theme),
        Act::MarkUseful { author: MemberId(7), theme },
        Act::SetAside { author: MemberId(7), theme },
        Act::React { author: MemberId(7), theme, named: false },
        Act::DecideFlags(theme),
        Act::HidePost { author: MemberId(8), ground: ground(theme) },
        Act::ReadHidden { author: MemberId(8), ground: ground(theme) },
        Act::RestoreRevision { author: MemberId(7), ground: ground(theme) },
        Act::ReportPointDur { theme, audience: Audience::Community },
        Act::ReportPointDur { theme, audience: Audience::Expert },
        Act::JoinPointDur(theme),
        step(theme, Edge::Qualify, false),
        step(theme, Edge::HandOver, false),
        step(theme, Edge::Propose, true),
        step(theme, Edge::Reopen, false),
        Act::KnowReporter { theme, reporter: MemberId(8), anonymous: true, lead: Some(MemberId(9)), to_lead: true },
        Act::OpenExpertsRoom(ground(theme)),
        Act::CloseThread(ground(theme)),
        Act::PinThread(ground(theme)),
        Act::MoveThread { from: ground(theme), to: theme, kind: Kind::Question },
        Act::MoveThread { from: ground(theme), to: theme, kind: Kind::Announcement },
    ];
    for act in &acts {
        assert!(!allows(&Viewer::visitor(), act), "{act:?}");
        assert!(!allows(&viewer(vec![]), act), "{act:?}");
        assert!(!allows(&viewer(vec![standing(2, Level::Animator)]), act), "{act:?}");
    }
    let admin = Viewer { admin: true, ..viewer(vec![]) };
    let by_office: Vec<_> = acts.iter().filter(|act| allows(&admin, act)).collect();
    assert!(matches!(by_office[..], [Act::RunInstance, Act::ShapeTheme(_)]), "{by_office:?}");
    let expert = viewer(vec![standing(1, Level::Circle(Circle::Expert))]);
    let public = Act::OpenThread { theme, kind: Kind::Discussion, audience: Audience::Public };
    assert!(!allows(&expert, &public), "threads start at the community");
}

#[test]
fn peers_invite_community_members_of_their_region_only() {
    let theme = ThemeId(1);
    let peer = viewer(vec![standing(1, Level::Circle(Circle::Peer))]);
    let invite = |circle, region| Act::Invite { theme, circle, region };
    assert!(allows(&peer, &invite(Circle::Community, "corse")));
    assert!(!allows(&peer, &invite(Circle::Community, "bretagne")));
    assert!(!allows(&peer, &invite(Circle::Peer, "corse")));
    let member = viewer(vec![standing(1, Level::Circle(Circle::Community))]);
    assert!(!allows(&member, &invite(Circle::Community, "corse")));
    let animator = viewer(vec![standing(1, Level::Animator)]);
    assert!(allows(&animator, &invite(Circle::Expert, "bretagne")));
}

#[test]
fn those_who_moderate_do_so_in_their_theme_and_never_on_what_they_wrote() {
    let (theme, other) = (ThemeId(1), ThemeId(2));
    let (me, somebody) = (MemberId(7), MemberId(8));
    let expert = viewer(vec![standing(1, Level::Circle(Circle::Expert))]);
    let both = viewer(vec![standing(1, Level::Circle(Circle::Expert)), standing(2, Level::Circle(Circle::Expert))]);
    let animator = viewer(vec![standing(1, Level::Animator)]);
    let peer = viewer(vec![standing(1, Level::Circle(Circle::Peer))]);
    for moderator in [&expert, &animator] {
        assert!(allows(moderator, &Act::HidePost { author: somebody, ground: ground(theme) }));
        assert!(!allows(moderator, &Act::HidePost { author: me, ground: ground(theme) }), "their own post");
        assert!(!allows(moderator, &Act::HidePost { author: somebody, ground: ground(other) }), "another theme");
        assert!(allows(moderator, &Act::Reply { theme, named: false, closed: true }));
        assert!(!allows(moderator, &Act::WithdrawPost(somebody)));
    }
    assert!(!allows(&peer, &Act::HidePost { author: somebody, ground: ground(theme) }));
    assert!(!allows(&peer, &Act::Reply { theme, named: true, closed: true }), "a closed thread");
    assert!(allows(&peer, &Act::RestoreRevision { author: me, ground: ground(theme) }));
    assert!(!allows(&peer, &Act::RestoreRevision { author: somebody, ground: ground(theme) }));
    assert!(allows(&viewer(vec![]), &Act::WithdrawPost(me)), "what one wrote stays one's own");
    assert!(!allows(&peer, &Act::FlagPost { author: me }));
    assert!(allows(&peer, &Act::FlagPost { author: somebody }));
    let moves = |kind| Act::MoveThread { from: ground(theme), to: other, kind };
    assert!(!allows(&expert, &moves(Kind::Question)), "a right in both themes");
    assert!(allows(&both, &moves(Kind::Question)));
    assert!(!allows(&both, &moves(Kind::Announcement)), "only animators announce");
}

#[test]
fn in_a_private_conversation_nobody_moderates_and_its_parties_alone_shape_it() {
    let theme = ThemeId(1);
    let (me, somebody) = (MemberId(7), MemberId(8));
    let private = Ground { theme, audience: Audience::Named };
    let expert = viewer(vec![standing(1, Level::Circle(Circle::Expert))]);
    let animator = Viewer { admin: true, ..viewer(vec![standing(1, Level::Animator)]) };
    for person in [&expert, &animator] {
        for act in [
            Act::HidePost { author: somebody, ground: private },
            Act::ReadHidden { author: somebody, ground: private },
            Act::RestoreRevision { author: somebody, ground: private },
            Act::CloseThread(private),
            Act::PinThread(private),
            Act::MoveThread { from: private, to: theme, kind: Kind::Discussion },
            Act::OpenThread { theme, kind: Kind::Discussion, audience: Audience::Named },
            Act::AddressReaders { theme, audience: Audience::Named },
            Act::ShapeConversation { audience: Audience::Named, named: false },
            Act::ShapeConversation { audience: Audience::Community, named: true },
        ] {
            assert!(!allows(person, &act), "{act:?}");
        }
        assert!(allows(person, &Act::RestoreRevision { author: me, ground: private }), "one's own text");
        assert!(allows(person, &Act::ShapeConversation { audience: Audience::Named, named: true }));
    }
    assert!(!allows(&expert, &Act::DecidePrivateFlags(theme)));
    assert!(allows(&animator, &Act::DecidePrivateFlags(theme)));
    let settles = |author| Act::SettlePrivateFlags { author, theme };
    assert!(allows(&animator, &settles(MemberId(8))) && !allows(&expert, &settles(MemberId(8))));
    assert!(!allows(&animator, &settles(me)), "nobody decides about what they wrote");
    assert!(allows(&viewer(vec![standing(1, Level::Circle(Circle::Community))]), &Act::OpenConversation(theme)));
}

#[test]
fn every_step_of_a_sheet_has_those_who_may_take_it() {
    use cercles::sheets::Step;
    let theme = ThemeId(1);
    let at = |level| viewer(vec![standing(1, level)]);
    let people = [
        viewer(vec![]),
        at(Level::Circle(Circle::Community)),
        at(Level::Circle(Circle::Peer)),
        at(Level::Circle(Circle::Expert)),
        at(Level::Animator),
        viewer(vec![standing(2, Level::Animator)]),
    ];
    let (nobody, experts, inner, animators) = ("......", "...ea.", "...ea.", "....a.");
    for step in Step::ALL {
        // Who may: a stranger, the community, peers, experts, animators of the theme, those of another; then the
        // same as an author who answers for the sheet, then as somebody asked to try it.
        let (plain, writing, asked) = match step {
            Step::Begin | Step::Save | Step::Submit | Step::TryOut | Step::Justify | Step::Publish => {
                (experts, experts, experts)
            }
            Step::Confirm | Step::SortFeedback => (experts, experts, experts),
            Step::Read => (inner, inner, "scpeax"),
            Step::Approve | Step::SendBack | Step::ReadProducts => (experts, nobody, experts),
            Step::Answer => (nobody, nobody, "scpeax"),
            Step::Waive => (animators, animators, animators),
            Step::Withdraw | Step::HandOver | Step::Abandon => (animators, experts, animators),
            Step::Spread => ("..pea.", "..pea.", "..pea."),
            Step::Apply => ("scpeax", "scpeax", "scpeax"),
        };
        for (may, (writes, tries)) in [(plain, (false, false)), (writing, (true, false)), (asked, (false, true))] {
            let act = Act::StepSheet { theme, step: *step, writes, owner: writes, asked: tries };
            let told = people.iter().zip("scpeax".chars());
            let who: String = told.map(|(person, sign)| if allows(person, &act) { sign } else { '.' }).collect();
            assert_eq!(who, may, "{act:?}");
            assert!(!allows(&Viewer::visitor(), &act), "{act:?}");
        }
    }
    assert!(allows(&Viewer::visitor(), &Act::SayOfSheet), "visitors say what became of a sheet");
    for kind in [Kind::Sheet, Kind::PointDur] {
        let opened = Act::OpenThread { theme, kind, audience: Audience::Community };
        assert!(people.iter().all(|person| !allows(person, &opened)), "they begin elsewhere");
    }
    let moved = Act::MoveThread { from: ground(theme), to: theme, kind: Kind::Sheet };
    assert!(people.iter().all(|person| !allows(person, &moved)));
}

#[test]
fn nobody_decides_about_themselves_nor_looks_again_at_what_they_decided() {
    use cercles::moderation::measures::Measure;
    let (theme, me, somebody, third) = (ThemeId(1), MemberId(7), MemberId(8), MemberId(9));
    let expert = viewer(vec![standing(1, Level::Circle(Circle::Expert))]);
    let peer = viewer(vec![standing(1, Level::Circle(Circle::Peer))]);
    let animator = viewer(vec![standing(1, Level::Animator)]);
    let admin = Viewer { admin: true, ..viewer(vec![]) };
    let takes = |member, measure, animates| Act::TakeMeasure { theme, member, measure, animates };
    for measure in Measure::ALL {
        assert!(allows(&animator, &takes(somebody, *measure, false)));
        assert_eq!(allows(&expert, &takes(somebody, *measure, false)), *measure != Measure::Suspend);
        for person in [&animator, &expert, &peer, &admin] {
            assert!(!allows(person, &takes(me, *measure, false)), "oneself");
            assert!(!allows(person, &takes(somebody, *measure, true)), "who animates");
        }
        assert!(!allows(&peer, &takes(somebody, *measure, false)));
        assert!(!allows(&admin, &takes(somebody, *measure, false)), "no content by office");
    }
    let answers = |theme, decided_by, concerned, weighty| Act::AnswerAppeal { theme, decided_by, concerned, weighty };
    for weighty in [true, false] {
        assert!(allows(&animator, &answers(Some(theme), somebody, third, weighty)));
        for person in [&animator, &expert, &admin] {
            assert!(!allows(person, &answers(Some(theme), me, third, weighty)), "their own decision");
            assert!(!allows(person, &answers(Some(theme), somebody, me, weighty)), "about themselves");
        }
        assert_eq!(allows(&expert, &answers(Some(theme), somebody, third, weighty)), !weighty);
        assert_eq!(allows(&admin, &answers(Some(theme), somebody, third, weighty)), weighty);
        assert!(!allows(&expert, &answers(Some(ThemeId(2)), somebody, third, weighty)), "another theme");
    }
    assert!(allows(&admin, &answers(None, somebody, third, true)));
    assert!(!allows(&animator, &answers(None, somebody, third, true)));
    assert!(allows(&admin, &Act::CloseAccount(somebody)) && !allows(&admin, &Act::CloseAccount(me)));
    assert!(!allows(&animator, &Act::CloseAccount(somebody)));
    let ground = ground(theme);
    assert!(allows(&animator, &Act::ReadSealed(ground)) && !allows(&expert, &Act::ReadSealed(ground)));
    for kind in [Kind::PointDur, Kind::Sheet, Kind::Meeting] {
        assert!(!allows(&animator, &Act::Curate { ground, kind }), "it has steps of its own");
    }
    assert!(allows(&expert, &Act::Curate { ground, kind: Kind::Question }));
    let private = cercles::policy::Ground { theme, audience: Audience::Named };
    assert!(!allows(&animator, &Act::Curate { ground: private, kind: Kind::Discussion }));
    assert!(!allows(&animator, &Act::ReadSealed(private)));
}
