//! The one machine of a practice sheet: which step leads from where to where. Who may take it is in `policy`.

crate::vocabulary! {
    /// Where a sheet stands.
    State {
        /// It is being written.
        Draft = "draft",
        /// A second expert reads it.
        InReview = "in_review",
        /// A second expert agreed with it.
        Reviewed = "reviewed",
        /// Establishments new to the subject try it.
        InTrial = "in_trial",
        /// Its last edition is read by its audience.
        Published = "published",
        /// It no longer holds: its address says why.
        Withdrawn = "withdrawn",
        /// It was given up before it was published.
        Abandoned = "abandoned",
    }
}

crate::vocabulary! {
    /// What is done of a sheet.
    Step {
        /// Begin one.
        Begin = "begin",
        /// Read it before it is published.
        Read = "read",
        /// Save another text.
        Save = "save",
        /// Ask for a review.
        Submit = "submit",
        /// Send it back to its authors.
        SendBack = "send_back",
        /// Agree with it.
        Approve = "approve",
        /// Ask somebody to try it.
        TryOut = "try_out",
        /// Say how the trial went.
        Answer = "answer",
        /// Do without a trial.
        Waive = "waive",
        /// Say why a product is named.
        Justify = "justify",
        /// Agree, as a second reader, that a product is named.
        ReadProducts = "read_products",
        /// Publish an edition.
        Publish = "publish",
        /// Say that the published edition still holds.
        Confirm = "confirm",
        /// Give it to another expert to answer for.
        HandOver = "hand_over",
        /// Withdraw it.
        Withdraw = "withdraw",
        /// Give it up before it is published.
        Abandon = "abandon",
        /// Show or hide what readers say of it.
        SortFeedback = "sort_feedback",
        /// Note where it was spread.
        Spread = "spread",
        /// Say that one will apply it.
        Apply = "apply",
    }
}

impl State {
    /// Whether it is still to be published for the first time.
    pub const fn is_in_preparation(self) -> bool {
        matches!(self, Self::Draft | Self::InReview | Self::Reviewed | Self::InTrial)
    }
}

impl Step {
    /// The states it may be taken from.
    pub const fn from(self) -> &'static [State] {
        use State::{Draft, InReview, InTrial, Published, Reviewed, Withdrawn};
        match self {
            Self::Save | Self::Justify | Self::ReadProducts => &[Draft, InReview, Reviewed, InTrial, Published],
            Self::HandOver => &[Draft, InReview, Reviewed, InTrial, Published],
            Self::Submit => &[Draft],
            // A text changed while it is tried or published is read again where it stands.
            Self::Approve => &[InReview, InTrial, Published],
            Self::SendBack => &[InReview],
            Self::TryOut | Self::Waive => &[Reviewed, InTrial],
            Self::Answer => &[InTrial],
            Self::Publish => &[Reviewed, InTrial, Published],
            Self::Confirm | Self::Withdraw | Self::Spread | Self::Apply => &[Published],
            Self::Abandon => &[Draft, InReview, Reviewed, InTrial],
            Self::SortFeedback => &[Published, Withdrawn],
            Self::Begin | Self::Read => &[],
        }
    }

    /// Where it leads from a state it may be taken from.
    pub const fn to(self, from: State) -> State {
        match self {
            Self::Save if matches!(from, State::Reviewed) => State::InReview,
            Self::Submit => State::InReview,
            Self::SendBack => State::Draft,
            Self::Approve if matches!(from, State::InReview) => State::Reviewed,
            Self::TryOut => State::InTrial,
            Self::Publish => State::Published,
            Self::Withdraw => State::Withdrawn,
            Self::Abandon => State::Abandoned,
            _ => from,
        }
    }

    /// Whether it may be taken from a state.
    pub fn leaves(self, state: State) -> bool {
        self.from().contains(&state)
    }

    /// The fact of the journal.
    pub const fn fact(self) -> &'static str {
        match self {
            Self::Begin => "sheet.begun",
            Self::Read => "sheet.read",
            Self::Save => "sheet.saved",
            Self::Submit => "sheet.submitted",
            Self::SendBack => "sheet.sent-back",
            Self::Approve => "sheet.approved",
            Self::TryOut => "sheet.trial-asked",
            Self::Answer => "sheet.tried",
            Self::Waive => "sheet.trial-waived",
            Self::Justify => "sheet.products-justified",
            Self::ReadProducts => "sheet.products-read",
            Self::Publish => "sheet.published",
            Self::Confirm => "sheet.confirmed",
            Self::HandOver => "sheet.handed-over",
            Self::Withdraw => "sheet.withdrawn",
            Self::Abandon => "sheet.abandoned",
            Self::SortFeedback => "sheet.feedback-sorted",
            Self::Spread => "sheet.spread",
            Self::Apply => "sheet.applied",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_what_is_over() {
        for step in Step::ALL {
            assert!(!step.leaves(State::Abandoned), "{}", step.word());
            assert!(!step.leaves(State::Withdrawn) || *step == Step::SortFeedback, "{}", step.word());
        }
    }

    #[test]
    fn only_publishing_publishes_and_never_what_nobody_reviewed() {
        for step in Step::ALL {
            for from in step.from().iter().filter(|from| **from != State::Published) {
                assert_eq!(step.to(*from) == State::Published, *step == Step::Publish, "{}", step.word());
            }
        }
        assert!(!Step::Publish.leaves(State::Draft) && !Step::Publish.leaves(State::InReview));
    }
}
