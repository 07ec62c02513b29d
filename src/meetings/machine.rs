//! The one machine of a meeting: which step leads from where to where. Who may take it is in `policy`.

crate::vocabulary! {
    /// Where a meeting stands. *Full* is no state: it is computed, on site and remote apart.
    State {
        /// It is being prepared, by its organisers alone.
        Draft = "draft",
        /// Its circle is asked which date suits.
        Polled = "polled",
        /// Its circle knows of it and registers.
        Announced = "announced",
        /// It took place.
        Held = "held",
        /// Its minutes are published.
        Minuted = "minuted",
        /// It will not take place.
        Cancelled = "cancelled",
    }
}

crate::vocabulary! {
    /// What is done of a meeting.
    Step {
        /// Begin to prepare one.
        Plan = "plan",
        /// Read it while it is prepared.
        Read = "read",
        /// Change its words: no calendar hears of it.
        Change = "change",
        /// Ask its circle which date suits.
        Poll = "poll",
        /// Tell its circle, and let it register.
        Announce = "announce",
        /// Change when or where it is, with a reason.
        Move = "move",
        /// Cancel it, with a reason.
        Cancel = "cancel",
        /// Give it up before anybody heard of it.
        Abandon = "abandon",
        /// It is over: the clock's own step.
        Hold = "hold",
        /// Write its programme, review and place what is contributed.
        Program = "program",
        /// Ask somebody outside the circle to come.
        Invite = "invite",
        /// See who comes with what they need, answer for them, note who was there.
        Attend = "attend",
        /// Write its minutes, its decisions and its actions.
        Write = "write",
        /// Publish its minutes.
        Publish = "publish",
        /// Review what members would like to present.
        Review = "review",
        /// Register, say that one cannot come.
        Answer = "answer",
        /// Say which dates suit.
        Choose = "choose",
        /// Offer an experience report.
        Contribute = "contribute",
        /// Say what one thought of it.
        Rate = "rate",
    }
}

impl State {
    /// Whether its circle knows of it.
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Draft)
    }

    /// Whether it took place.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Held | Self::Minuted)
    }
}

impl Step {
    /// The states it may be taken from.
    pub const fn from(self) -> &'static [State] {
        use State::{Announced, Cancelled, Draft, Held, Minuted, Polled};
        match self {
            Self::Plan => &[],
            Self::Read => &[Draft, Polled, Announced, Held, Minuted, Cancelled],
            Self::Change | Self::Program => &[Draft, Polled, Announced, Held, Minuted],
            Self::Poll => &[Draft],
            Self::Announce => &[Draft, Polled],
            Self::Move | Self::Hold => &[Announced],
            Self::Cancel => &[Polled, Announced],
            Self::Abandon => &[Draft],
            Self::Invite => &[Announced],
            Self::Attend | Self::Write => &[Announced, Held, Minuted],
            Self::Publish => &[Held, Minuted],
            Self::Review | Self::Contribute => &[Announced],
            Self::Answer => &[Announced],
            Self::Choose => &[Polled],
            Self::Rate => &[Held, Minuted],
        }
    }

    /// Where it leads from a state it may be taken from.
    pub const fn to(self, from: State) -> State {
        match self {
            Self::Poll => State::Polled,
            Self::Announce => State::Announced,
            Self::Cancel | Self::Abandon => State::Cancelled,
            Self::Hold => State::Held,
            Self::Publish => State::Minuted,
            _ => from,
        }
    }

    /// Whether it may be taken from a state.
    pub fn leaves(self, state: State) -> bool {
        self.from().contains(&state)
    }

    /// Whether calendars must take it for news: a time, a place, a cancellation (RFC 5546, 2.1.4).
    pub const fn raises_sequence(self) -> bool {
        matches!(self, Self::Move | Self::Cancel)
    }

    /// The fact of the journal.
    pub const fn fact(self) -> &'static str {
        match self {
            Self::Plan => "meeting.planned",
            Self::Read => "meeting.read",
            Self::Change => "meeting.changed",
            Self::Poll => "meeting.polled",
            Self::Announce => "meeting.announced",
            Self::Move => "meeting.moved",
            Self::Cancel => "meeting.cancelled",
            Self::Abandon => "meeting.abandoned",
            Self::Hold => "meeting.held",
            Self::Program => "meeting.programmed",
            Self::Invite => "meeting.guest-invited",
            Self::Attend => "meeting.attendance-noted",
            Self::Write => "meeting.minutes-saved",
            Self::Publish => "meeting.minuted",
            Self::Review => "meeting.contribution-reviewed",
            Self::Answer => "meeting.answered",
            Self::Choose => "meeting.dates-chosen",
            Self::Contribute => "meeting.contributed",
            Self::Rate => "meeting.rated",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_a_cancelled_meeting() {
        for step in Step::ALL.iter().filter(|step| **step != Step::Read) {
            assert!(!step.leaves(State::Cancelled), "{}", step.word());
        }
    }

    #[test]
    fn calendars_hear_of_time_place_and_cancellation_alone() {
        let heard: Vec<_> = Step::ALL.iter().filter(|step| step.raises_sequence()).collect();
        assert_eq!(heard, [&Step::Move, &Step::Cancel]);
    }
}
