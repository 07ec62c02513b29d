//! The machine: the states of a point dur and every edge between them, in one place. Who may take an edge is decided by
//! `policy::Act::StepPointDur`; what is written when it is taken, by `cross`.

crate::vocabulary! {
    /// Where a point dur stands.
    State {
        /// Somebody told of it.
        Reported = "reported",
        /// It is clear and in scope; its severity is known.
        Qualified = "qualified",
        /// An expert leads it.
        TakenUp = "taken_up",
        /// A solution waits for the reporter's word.
        Proposed = "proposed",
        /// It is solved, confirmed by the reporter or not.
        Resolved = "resolved",
        /// Solved, and an expert decided that no sheet is worth it.
        NoSheet = "no_sheet",
        /// Solved, and a practice sheet is being written.
        Formalised = "formalised",
        /// The sheet is being tried.
        InTrial = "in_trial",
        /// The sheet is published.
        Diffused = "diffused",
        /// It waits for the reporter.
        NeedsInformation = "needs_information",
        /// It is the same as another one.
        Duplicate = "duplicate",
        /// A body outside answers it.
        Referred = "referred",
        /// It was not kept.
        Declined = "declined",
        /// The reporter never answered.
        Lapsed = "lapsed",
        /// The reporter took it back.
        Withdrawn = "withdrawn",
        /// It was taken up again.
        Reopened = "reopened",
    }
}

crate::vocabulary! {
    /// A step from a state to another.
    Edge {
        /// A member reports it.
        Report = "report",
        /// It is clear and in scope.
        Qualify = "qualify",
        /// An expert leads it from now on.
        TakeUp = "take_up",
        /// Another expert leads it.
        HandOver = "hand_over",
        /// Nobody leads it any more.
        Release = "release",
        /// A solution is proposed.
        Propose = "propose",
        /// The reporter says that it works.
        Confirm = "confirm",
        /// The reporter says that it does not.
        Refuse = "refuse",
        /// The reporter said nothing: taken for solved.
        Settle = "settle",
        /// A practice sheet is begun.
        Formalise = "formalise",
        /// No sheet is worth it.
        NoSheet = "no_sheet",
        /// The sheet is given up.
        AbandonSheet = "abandon_sheet",
        /// The sheet is tried.
        TryOut = "try_out",
        /// The sheet is published.
        Diffuse = "diffuse",
        /// The sheet is withdrawn.
        SheetGone = "sheet_gone",
        /// The reporter is asked something.
        AskInformation = "ask_information",
        /// The reporter answers.
        Inform = "inform",
        /// The reporter said nothing: closed.
        Lapse = "lapse",
        /// It is the same as another one.
        Merge = "merge",
        /// A body outside is asked.
        Refer = "refer",
        /// The body answered.
        BodyAnswered = "body_answered",
        /// The body is not waited for any more.
        TakeBack = "take_back",
        /// It is not kept.
        Decline = "decline",
        /// The reporter takes it back.
        Withdraw = "withdraw",
        /// It is open again.
        Reopen = "reopen",
    }
}

crate::vocabulary! {
    /// How much it hurts: deadlines follow.
    Severity {
        /// A nuisance.
        Low = "low",
        /// Work suffers.
        Normal = "normal",
        /// Care or compliance suffers.
        High = "high",
        /// Patients are in danger now.
        Critical = "critical",
    }
}

crate::vocabulary! {
    /// How many people it touches.
    Reach {
        /// A few people.
        Few = "few",
        /// A unit.
        Unit = "unit",
        /// The whole establishment.
        Establishment = "establishment",
        /// Several establishments of a territory.
        Territory = "territory",
    }
}

crate::vocabulary! {
    /// What it touches.
    Impact {
        /// Patients' safety.
        Safety = "safety",
        /// How work is organised.
        Organisation = "organisation",
        /// Money.
        Cost = "cost",
        /// What the law asks.
        Compliance = "compliance",
    }
}

/// Where an edge leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// To a state.
    One(State),
    /// Nowhere: the state stays.
    Same,
    /// Back to the state it left when it began to wait.
    Resumes,
}

/// What an edge names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// Nothing.
    Nothing,
    /// An expert.
    Expert,
    /// Another point dur.
    PointDur,
    /// A post: the solution.
    Post,
    /// A practice sheet.
    Sheet,
    /// A referral.
    Referral,
}

/// What an edge asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asks {
    /// Words: a reason, a question, an answer.
    pub reason: bool,
    /// A severity.
    pub severity: bool,
    /// What it names.
    pub object: Object,
}

const NOTHING: Asks = Asks { reason: false, severity: false, object: Object::Nothing };
const REASON: Asks = Asks { reason: true, ..NOTHING };

const fn naming(object: Object) -> Asks {
    Asks { object, ..NOTHING }
}

const fn naming_with_reason(object: Object) -> Asks {
    Asks { object, ..REASON }
}

/// An edge, whole.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The states it leaves from.
    pub from: &'static [State],
    /// Where it leads.
    pub to: To,
    /// What it asks for.
    pub asks: Asks,
    /// The fact the journal keeps.
    pub fact: &'static str,
}

const fn rule(from: &'static [State], to: To, asks: Asks, fact: &'static str) -> Rule {
    Rule { from, to, asks, fact }
}

use State::{
    Declined, Diffused, Duplicate, Formalised, InTrial, Lapsed, NeedsInformation, NoSheet, Proposed, Qualified,
    Referred, Reopened, Reported, Resolved, TakenUp, Withdrawn,
};

/// Before a solution is proposed.
const OPEN: &[State] = &[Reported, Qualified, TakenUp, Reopened];

impl Edge {
    /// The rule of an edge: a new edge does not compile until someone writes it here.
    pub const fn rule(self) -> Rule {
        match self {
            Self::Report => rule(&[], To::One(Reported), NOTHING, "point_dur.report"),
            Self::Qualify => {
                rule(&[Reported, Reopened], To::One(Qualified), Asks { severity: true, ..NOTHING }, "point_dur.qualify")
            }
            Self::TakeUp => rule(&[Qualified, Reopened], To::One(TakenUp), NOTHING, "point_dur.take_up"),
            Self::HandOver => rule(&[TakenUp, Proposed], To::Same, naming(Object::Expert), "point_dur.hand_over"),
            Self::Release => rule(&[TakenUp, Proposed], To::One(Qualified), REASON, "point_dur.release"),
            Self::Propose => rule(&[TakenUp], To::One(Proposed), naming(Object::Post), "point_dur.propose"),
            Self::Confirm => rule(&[Proposed], To::One(Resolved), NOTHING, "point_dur.confirm"),
            Self::Refuse => rule(&[Proposed], To::One(TakenUp), REASON, "point_dur.refuse"),
            Self::Settle => rule(&[Proposed], To::One(Resolved), NOTHING, "point_dur.settle"),
            Self::Formalise => {
                rule(&[Resolved, NoSheet], To::One(Formalised), naming(Object::Sheet), "point_dur.formalise")
            }
            Self::NoSheet => rule(&[Resolved], To::One(NoSheet), REASON, "point_dur.no_sheet"),
            Self::AbandonSheet => rule(&[Formalised, InTrial], To::One(Resolved), REASON, "point_dur.abandon_sheet"),
            Self::TryOut => rule(&[Formalised], To::One(InTrial), naming(Object::Sheet), "point_dur.try_out"),
            Self::Diffuse => {
                rule(&[Formalised, InTrial], To::One(Diffused), naming(Object::Sheet), "point_dur.diffuse")
            }
            Self::SheetGone => {
                rule(&[Diffused], To::One(Resolved), naming_with_reason(Object::Sheet), "point_dur.sheet_gone")
            }
            Self::AskInformation => rule(OPEN, To::One(NeedsInformation), REASON, "point_dur.ask_information"),
            Self::Inform => rule(&[NeedsInformation], To::Resumes, REASON, "point_dur.inform"),
            Self::Lapse => rule(&[NeedsInformation], To::One(Lapsed), NOTHING, "point_dur.lapse"),
            Self::Merge => rule(
                &[Reported, Qualified, TakenUp, Reopened, NeedsInformation],
                To::One(Duplicate),
                naming_with_reason(Object::PointDur),
                "point_dur.merge",
            ),
            Self::Refer => rule(OPEN, To::One(Referred), naming(Object::Referral), "point_dur.refer"),
            Self::BodyAnswered => rule(&[Referred], To::Resumes, naming(Object::Referral), "point_dur.body_answered"),
            Self::TakeBack => rule(&[Referred], To::Resumes, REASON, "point_dur.take_back"),
            Self::Decline => rule(OPEN, To::One(Declined), REASON, "point_dur.decline"),
            Self::Withdraw => rule(
                &[Reported, Qualified, Reopened, NeedsInformation],
                To::One(Withdrawn),
                NOTHING,
                "point_dur.withdraw",
            ),
            Self::Reopen => rule(
                &[Resolved, NoSheet, Declined, Lapsed, Withdrawn, Duplicate, Diffused],
                To::One(Reopened),
                REASON,
                "point_dur.reopen",
            ),
        }
    }

    /// Whether it leaves from a state.
    pub fn leaves(self, state: State) -> bool {
        self.rule().from.contains(&state)
    }

    /// Where it leads from a state, `resumes` being where the point dur goes on once it no longer waits; nowhere when
    /// it does not leave from there.
    pub fn leads(self, state: State, resumes: Option<State>) -> Option<State> {
        if !self.leaves(state) {
            return None;
        }
        match self.rule().to {
            To::One(to) => Some(to),
            To::Same => Some(state),
            To::Resumes => resumes,
        }
    }

    /// The end of the address of its form (`/points-durs/{id}/qualification`); `None` for what has none of its own: it
    /// is the clock's, or follows from an act elsewhere (a sheet, a referral).
    pub const fn address(self) -> Option<&'static str> {
        match self {
            Self::Qualify => Some("qualification"),
            Self::TakeUp => Some("prise-en-charge"),
            Self::HandOver => Some("relais"),
            Self::Release => Some("remise"),
            Self::Propose => Some("solution"),
            Self::Confirm => Some("confirmation"),
            Self::Refuse => Some("refus"),
            Self::NoSheet => Some("sans-fiche"),
            Self::AskInformation => Some("precisions"),
            Self::Inform => Some("reponse"),
            Self::Merge => Some("doublon"),
            Self::Decline => Some("non-retenu"),
            Self::Withdraw => Some("retrait"),
            Self::Reopen => Some("reouverture"),
            Self::Report
            | Self::Settle
            | Self::Lapse
            | Self::Formalise
            | Self::AbandonSheet
            | Self::TryOut
            | Self::Diffuse
            | Self::SheetGone
            | Self::Refer
            | Self::BodyAnswered
            | Self::TakeBack => None,
        }
    }

    /// The edge of an address.
    pub fn at(address: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|edge| edge.address() == Some(address))
    }

    /// Whether the clock may take it.
    pub const fn is_the_clocks(self) -> bool {
        matches!(self, Self::Settle | Self::Lapse | Self::Release)
    }

    /// Whether it is taken in the quality of the reporter, so that naming who took it would name the reporter.
    pub const fn is_the_reporters(self) -> bool {
        matches!(self, Self::Report | Self::Confirm | Self::Refuse | Self::Inform | Self::Withdraw | Self::Reopen)
    }
}

impl State {
    /// Whether a lead expert answers for it now.
    pub const fn is_led(self) -> bool {
        matches!(self, Self::TakenUp | Self::Proposed)
    }

    /// Whether it waits for somebody outside the experts: the clock of deadlines stands still.
    pub const fn waits_outside(self) -> bool {
        matches!(self, Self::Proposed | Self::NeedsInformation | Self::Referred)
    }

    /// Whether nothing more is to be done, unless it is opened again.
    pub const fn is_over(self) -> bool {
        matches!(
            self,
            Self::NoSheet | Self::Diffused | Self::Duplicate | Self::Declined | Self::Lapsed | Self::Withdrawn
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The machine as the domain tells it, written a second time: edge, from, to.
    const TOLD: &str = "
        report -> reported
        qualify reported reopened -> qualified
        take_up qualified reopened -> taken_up
        hand_over taken_up proposed -> same
        release taken_up proposed -> qualified
        propose taken_up -> proposed
        confirm proposed -> resolved
        refuse proposed -> taken_up
        settle proposed -> resolved
        formalise resolved no_sheet -> formalised
        no_sheet resolved -> no_sheet
        abandon_sheet formalised in_trial -> resolved
        try_out formalised -> in_trial
        diffuse formalised in_trial -> diffused
        sheet_gone diffused -> resolved
        ask_information reported qualified taken_up reopened -> needs_information
        inform needs_information -> resumes
        lapse needs_information -> lapsed
        merge reported qualified taken_up reopened needs_information -> duplicate
        refer reported qualified taken_up reopened -> referred
        body_answered referred -> resumes
        take_back referred -> resumes
        decline reported qualified taken_up reopened -> declined
        withdraw reported qualified reopened needs_information -> withdrawn
        reopen resolved no_sheet declined lapsed withdrawn duplicate diffused -> reopened
    ";

    #[test]
    fn the_machine_is_the_one_that_was_told() {
        let lines: Vec<&str> = TOLD.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), Edge::ALL.len());
        for line in lines {
            let (left, to) = line.split_once(" -> ").unwrap_or_default();
            let mut words = left.split_whitespace();
            let edge = words.next().and_then(Edge::parse).unwrap_or_else(|| panic!("{line}"));
            let mut from: Vec<State> =
                words.map(|word| State::parse(word).unwrap_or_else(|| panic!("{line}"))).collect();
            let mut ours = edge.rule().from.to_vec();
            from.sort_unstable();
            ours.sort_unstable();
            assert_eq!(ours, from, "{line}");
            let expected = match to {
                "same" => To::Same,
                "resumes" => To::Resumes,
                word => To::One(State::parse(word).unwrap_or_else(|| panic!("{line}"))),
            };
            assert_eq!(edge.rule().to, expected, "{line}");
            assert_eq!(edge.rule().fact, format!("point_dur.{}", edge.word()), "{line}");
        }
    }

    #[test]
    fn every_state_can_be_reached_and_every_address_read_back() {
        for state in State::ALL {
            let reached = Edge::ALL.iter().any(|edge| edge.rule().to == To::One(*state));
            assert!(reached, "nothing leads to {}", state.word());
        }
        for edge in Edge::ALL {
            if let Some(address) = edge.address() {
                assert_eq!(Edge::at(address), Some(*edge));
            }
        }
        assert_eq!(Edge::at("ailleurs"), None);
    }
}
