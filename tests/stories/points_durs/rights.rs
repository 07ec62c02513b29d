//! A row an act of the machine, a column a kind of person: who may take it where it may be taken.

use cercles::circles::Circle;
use cercles::db::ids::{MemberId, ThemeId};
use cercles::points_durs::machine::{Edge, State};
use cercles::policy::{Act, Audience, Ground, Level, Standing, Viewer, allows};

const THEME: ThemeId = ThemeId(1);
const REPORTER: MemberId = MemberId(20);
const LEAD: MemberId = MemberId(21);
const OTHER: MemberId = MemberId(30);

/// Reporter (community), another of the community, peer, helping peer, lead expert, former lead (community now), another
/// expert, animator, administrator, visitor.
type Row = (Edge, [bool; 10]);

const Y: bool = true;
const N: bool = false;
const DESK: [bool; 10] = [N, N, N, N, Y, N, Y, Y, N, N];
const THEIRS: [bool; 10] = [Y, N, N, N, N, N, N, N, N, N];
const LEADING: [bool; 10] = [N, N, N, N, Y, N, N, Y, N, N];
const NOBODY: [bool; 10] = [N; 10];

const TABLE: &[Row] = &[
    (Edge::Report, NOBODY),
    (Edge::Qualify, DESK),
    (Edge::TakeUp, DESK),
    (Edge::HandOver, LEADING),
    (Edge::Release, LEADING),
    (Edge::Propose, [N, N, N, Y, Y, N, N, N, N, N]),
    (Edge::Confirm, THEIRS),
    (Edge::Refuse, THEIRS),
    (Edge::Settle, NOBODY),
    (Edge::Formalise, DESK),
    (Edge::NoSheet, DESK),
    (Edge::AbandonSheet, DESK),
    (Edge::TryOut, DESK),
    (Edge::Diffuse, DESK),
    (Edge::SheetGone, DESK),
    (Edge::AskInformation, DESK),
    (Edge::Inform, THEIRS),
    (Edge::Lapse, NOBODY),
    (Edge::Merge, DESK),
    (Edge::Refer, DESK),
    (Edge::BodyAnswered, [N, N, N, N, N, N, N, Y, N, N]),
    (Edge::TakeBack, DESK),
    (Edge::Decline, DESK),
    (Edge::Withdraw, THEIRS),
    (Edge::Reopen, [Y, N, N, N, Y, N, Y, Y, N, N]),
];

fn viewer(member: Option<MemberId>, level: Option<Level>) -> Viewer {
    let standings = level.map(|level| Standing { theme: THEME, level }).into_iter().collect();
    Viewer { member, standings, ..Viewer::default() }
}

fn people() -> [(Viewer, bool); 10] {
    let circle = |circle| Some(Level::Circle(circle));
    [
        (viewer(Some(REPORTER), circle(Circle::Community)), false),
        (viewer(Some(OTHER), circle(Circle::Community)), false),
        (viewer(Some(OTHER), circle(Circle::Peer)), false),
        (viewer(Some(OTHER), circle(Circle::Peer)), true),
        (viewer(Some(LEAD), circle(Circle::Expert)), false),
        (viewer(Some(LEAD), circle(Circle::Community)), false),
        (viewer(Some(OTHER), circle(Circle::Expert)), false),
        (viewer(Some(OTHER), Some(Level::Animator)), false),
        (Viewer { admin: true, ..viewer(Some(OTHER), None) }, false),
        (Viewer::visitor(), false),
    ]
}

fn step(edge: Edge, state: State, helps: bool) -> Act<'static> {
    let ground = Ground { theme: THEME, audience: Audience::Community };
    Act::StepPointDur { edge, ground, state, reporter: REPORTER, lead: Some(LEAD), helps }
}

#[test]
fn every_step_has_its_row() {
    assert_eq!(TABLE.len(), Edge::ALL.len());
    for (edge, expected) in TABLE {
        let state = edge.rule().from.first().copied().unwrap_or(State::Reported);
        for (column, ((viewer, helps), expected)) in people().iter().zip(expected).enumerate() {
            assert_eq!(allows(viewer, &step(*edge, state, *helps)), *expected, "{edge:?}, column {column}");
        }
    }
}

#[test]
fn what_was_withdrawn_only_its_reporter_opens_again() {
    for (column, (viewer, _)) in people().iter().enumerate() {
        assert_eq!(allows(viewer, &step(Edge::Reopen, State::Withdrawn, false)), column == 0, "column {column}");
    }
}

#[test]
fn an_audience_is_no_narrower_than_ones_circle_save_the_experts() {
    let may =
        |level, audience| allows(&viewer(Some(OTHER), Some(level)), &Act::ReportPointDur { theme: THEME, audience });
    let community = Level::Circle(Circle::Community);
    assert!(may(community, Audience::Community));
    assert!(!may(community, Audience::Peer));
    assert!(may(community, Audience::Expert));
    assert!(may(Level::Circle(Circle::Peer), Audience::Peer));
    for level in [community, Level::Circle(Circle::Expert), Level::Animator] {
        assert!(!may(level, Audience::Public) && !may(level, Audience::Named));
    }
    assert!(!allows(&viewer(Some(OTHER), None), &Act::ReportPointDur { theme: THEME, audience: Audience::Expert }));
}

#[test]
fn who_knows_a_reporter_who_stays_unknown() {
    let knows = |viewer: &Viewer, anonymous, to_lead| {
        allows(viewer, &Act::KnowReporter { theme: THEME, reporter: REPORTER, anonymous, lead: Some(LEAD), to_lead })
    };
    // The reporter, the animators, and the lead expert when they agreed.
    let to_few = [Y, N, N, N, N, N, N, Y, N, N];
    let to_lead = [Y, N, N, N, Y, Y, N, Y, N, N];
    for (column, (viewer, _)) in people().iter().enumerate() {
        assert_eq!(knows(viewer, true, false), to_few[column], "column {column}");
        assert_eq!(knows(viewer, true, true), to_lead[column], "column {column}");
        assert_eq!(knows(viewer, false, false), viewer.member.is_some(), "column {column}");
    }
}
