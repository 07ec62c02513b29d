//! What the files of points durs and sheets tell is possible: the machine leads there, whoever acts may, what one file
//! names another one holds.

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

    use crate::circles::Circle;
    use crate::db::ids::{MemberId, ThemeId};
    use crate::demo::cast::{self, Person};
    use crate::demo::fiches::{Fiche, FicheDeed};
    use crate::demo::journeys::{self, Journeys, follows_a_sheet};
    use crate::demo::lines::When;
    use crate::demo::tickets::{Deed, Done, Named, Ticket};
    use crate::points_durs::followers;
    use crate::points_durs::machine::{Edge, Severity, State};
    use crate::policy::{self, Act, Audience, Ground, Level, Standing, Viewer};
    use crate::sheets::{self, State as SheetState, Step};
    use crate::text::identifiers;
    use crate::threads::Title;

    /// People of the files, with made-up ids.
    struct Cast(Vec<Person>);

    impl Cast {
        fn read() -> Self {
            Self(cast::read().unwrap())
        }

        fn theme(slug: &str) -> ThemeId {
            let slugs = [
                "numerique-en-sante",
                "sante-mentale",
                "dialogue-de-gestion",
                "responsabilite-societale",
                "patrimoine-immobilier",
            ];
            let at = slugs.iter().position(|known| *known == slug).unwrap_or_else(|| panic!("no theme {slug}"));
            ThemeId(i64::try_from(at).unwrap())
        }

        fn viewer(&self, who: &str) -> Viewer {
            let at = self.0.iter().position(|person| person.email.address() == who);
            let at = at.unwrap_or_else(|| panic!("{who} is nobody"));
            let animates = who == cast::ANIMATOR;
            let themes: HashSet<&str> =
                self.0.iter().flat_map(|person| &person.standings).map(|(theme, _)| theme.as_str()).collect();
            let standings = if animates {
                themes.into_iter().map(|theme| Standing { theme: Self::theme(theme), level: Level::Animator }).collect()
            } else {
                let stands = |(theme, circle): &(String, Circle)| Standing {
                    theme: Self::theme(theme),
                    level: Level::Circle(*circle),
                };
                self.0[at].standings.iter().map(stands).collect()
            };
            let region = self.0[at].workplace.region.to_owned();
            Viewer { member: Some(MemberId(i64::try_from(at).unwrap())), admin: false, region, standings }
        }
    }

    /// Where a point dur stands while its file is followed.
    struct Walk<'a> {
        ticket: &'a Ticket,
        cast: &'a Cast,
        state: State,
        resumes: Option<State>,
        severity: Option<Severity>,
        lead: Option<MemberId>,
        helpers: HashSet<MemberId>,
    }

    impl<'a> Walk<'a> {
        fn of(ticket: &'a Ticket, cast: &'a Cast) -> Self {
            Self {
                ticket,
                cast,
                state: State::Reported,
                resumes: None,
                severity: None,
                lead: None,
                helpers: HashSet::new(),
            }
        }

        fn follow(mut self) -> State {
            let theme = Cast::theme(&self.ticket.theme);
            let reporter = self.cast.viewer(&self.ticket.by);
            let report = Act::ReportPointDur { theme, audience: self.ticket.audience };
            assert!(policy::allows(&reporter, &report), "{} reports « {} »", self.ticket.by, self.ticket.title);
            for done in in_time(&self.ticket.deeds) {
                let by = done.by.as_deref().map(|who| self.cast.viewer(who));
                if let Some(by) = &by {
                    let reads = by.reaches(theme, self.ticket.audience.circle()) || by.member == reporter.member;
                    assert!(reads, "{:?} does not read « {} »", done.by, self.ticket.title);
                }
                self.deed(by.as_ref(), &reporter, done);
            }
            self.state
        }

        fn deed(&mut self, by: Option<&Viewer>, reporter: &Viewer, done: &Done<Deed>) {
            let theme = Cast::theme(&self.ticket.theme);
            let told = format!("{done:?} of « {} »", self.ticket.title);
            let expert = |viewer: Option<&Viewer>| viewer.is_some_and(|viewer| viewer.reaches(theme, Circle::Expert));
            match &done.deed {
                Deed::Step(taken) => self.step(by, reporter, taken.edge, &told),
                Deed::Called(to) => assert!(expert(by) && expert(Some(&self.cast.viewer(to))), "{told}"),
                Deed::Answered { .. } => assert!(expert(by), "{told}"),
                Deed::Helped => {
                    assert!(expert(by), "{told}");
                    self.helpers.extend(by.and_then(|viewer| viewer.member));
                }
                Deed::Given { to, .. } => {
                    let to = self.cast.viewer(to);
                    assert!(expert(by) && (expert(Some(&to)) || to.member == reporter.member), "{told}");
                }
                Deed::MeToo(context) => {
                    assert!(by.is_some() && context.chars().count() <= followers::LONGEST_CONTEXT, "{told}");
                }
                Deed::Said(_) | Deed::Finished(_) | Deed::Tried { .. } => assert!(by.is_some(), "{told}"),
                Deed::Acknowledged => assert_eq!(self.state, State::Referred, "{told}"),
            }
            if let Deed::Step(taken) = &done.deed {
                self.severity = taken.severity.or(self.severity);
                if let Named::Expert(who) = &taken.named {
                    let lead = self.cast.viewer(who);
                    assert!(lead.reaches(theme, Circle::Expert), "{told}");
                    self.lead = lead.member;
                }
            }
        }

        fn step(&mut self, by: Option<&Viewer>, reporter: &Viewer, edge: Edge, told: &str) {
            let to = edge.leads(self.state, self.resumes).unwrap_or_else(|| panic!("{told}: from {:?}", self.state));
            assert!(edge != Edge::TakeUp || self.severity.is_some(), "{told}: not qualified");
            match by {
                Some(by) if !follows_a_sheet(edge) => {
                    let act = Act::StepPointDur {
                        edge,
                        ground: Ground { theme: Cast::theme(&self.ticket.theme), audience: self.ticket.audience },
                        state: self.state,
                        reporter: reporter.member.unwrap(),
                        lead: self.lead,
                        helps: by.member.is_some_and(|me| self.helpers.contains(&me)),
                    };
                    assert!(policy::allows(by, &act), "{told}: not theirs");
                }
                Some(_) => {}
                None => assert!(edge.is_the_clocks() || edge == Edge::BodyAnswered, "{told}: nobody takes it"),
            }
            match edge {
                Edge::TakeUp => self.lead = by.and_then(|viewer| viewer.member),
                Edge::Release | Edge::Reopen | Edge::Qualify => self.lead = None,
                _ => {}
            }
            self.resumes = matches!(edge, Edge::AskInformation | Edge::Refer).then_some(self.state).or(self.resumes);
            self.state = to;
        }
    }

    /// Deeds in the order of time; two at the same moment would have no order.
    fn in_time<D: std::fmt::Debug>(deeds: &[Done<D>]) -> Vec<&Done<D>> {
        let mut deeds: Vec<&Done<D>> = deeds.iter().collect();
        deeds.sort_by_key(|done| moment(done.when));
        for pair in deeds.windows(2) {
            assert_ne!(pair[0].when, pair[1].when, "{:?} and {:?}", pair[0], pair[1]);
        }
        deeds
    }

    fn moment(when: When) -> (i64, i64) {
        (-when.days, when.minutes)
    }

    fn read() -> (Cast, Journeys) {
        (Cast::read(), journeys::read().unwrap())
    }

    #[test]
    fn every_point_dur_follows_the_machine_by_people_who_may_and_every_state_is_there() {
        let (cast, journeys) = read();
        assert!(journeys.tickets.len() >= 32, "{}", journeys.tickets.len());
        let ends: BTreeSet<&str> =
            journeys.tickets.iter().map(|ticket| Walk::of(ticket, &cast).follow().word()).collect();
        let missing: Vec<&str> =
            State::ALL.iter().map(|state| state.word()).filter(|word| !ends.contains(word)).collect();
        assert!(missing.is_empty(), "no point dur stands in {missing:?}");
        let themes: BTreeSet<&str> = journeys.tickets.iter().map(|ticket| ticket.theme.as_str()).collect();
        assert_eq!(themes.len(), 5);
    }

    #[test]
    fn what_a_file_names_another_one_holds() {
        let (_, journeys) = read();
        let keys: HashSet<&str> = journeys.tickets.iter().map(|ticket| ticket.key.as_str()).collect();
        let fiches: HashMap<&str, &Fiche> = journeys.fiches.iter().map(|fiche| (fiche.key.as_str(), fiche)).collect();
        assert_eq!(keys.len(), journeys.tickets.len(), "two points durs have one key");
        assert_eq!(fiches.len(), journeys.fiches.len(), "two sheets have one key");
        let bodies = crate::demo::bodies::read().unwrap().bodies;
        for ticket in &journeys.tickets {
            for done in &ticket.deeds {
                let Deed::Step(taken) = &done.deed else { continue };
                match &taken.named {
                    Named::PointDur(key) => assert!(keys.contains(key.as_str()) && *key != ticket.key, "{key}"),
                    Named::Sheet(key) => assert_eq!(fiches[key.as_str()].point_dur, ticket.key, "{key}"),
                    Named::Note(note) => assert!(bodies.iter().any(|body| body.name == note.body), "{}", note.body),
                    Named::Nothing | Named::Expert(_) | Named::Through(_) => {}
                }
            }
        }
        for ticket in &journeys.tickets {
            let given = ticket.deeds.iter().filter_map(|done| match &done.deed {
                Deed::Given { title, .. } => Some((title, moment(done.when))),
                _ => None,
            });
            let given: HashMap<_, _> = given.collect();
            for done in &ticket.deeds {
                if let Deed::Finished(title) = &done.deed {
                    assert!(given.get(title).is_some_and(|since| *since < moment(done.when)), "{title}");
                }
            }
        }
    }

    /// What a sheet does to its point dur.
    fn edge_of(deed: &FicheDeed, tried: &mut bool) -> Option<Edge> {
        match deed {
            FicheDeed::Begun => Some(Edge::Formalise),
            FicheDeed::TrialAsked(_) => (!std::mem::replace(tried, true)).then_some(Edge::TryOut),
            FicheDeed::Published(_) => Some(Edge::Diffuse),
            FicheDeed::Withdrawn { .. } => Some(Edge::SheetGone),
            _ => None,
        }
    }

    #[test]
    fn a_sheet_and_its_point_dur_tell_the_same() {
        let (_, journeys) = read();
        for fiche in &journeys.fiches {
            let ticket = journeys.tickets.iter().find(|ticket| ticket.key == fiche.point_dur).unwrap();
            let told: Vec<(Edge, When, Option<&str>)> = in_time(&ticket.deeds)
                .into_iter()
                .filter_map(|done| match &done.deed {
                    Deed::Step(taken) if taken.named == Named::Sheet(fiche.key.clone()) => {
                        Some((taken.edge, done.when, done.by.as_deref()))
                    }
                    _ => None,
                })
                .collect();
            let mut tried = false;
            let done: Vec<(Edge, When, Option<&str>)> = in_time(&fiche.deeds)
                .into_iter()
                .filter_map(|done| edge_of(&done.deed, &mut tried).map(|edge| (edge, done.when, done.by.as_deref())))
                .collect();
            assert_eq!(told, done, "« {} »", fiche.title);
        }
    }

    /// Where a sheet stands while its file is followed, and whether each may do what they do.
    fn state_of(fiche: &Fiche, cast: &Cast) -> SheetState {
        let theme = Cast::theme(&fiche.theme);
        let expert = |who: &str| cast.viewer(who).reaches(theme, Circle::Expert);
        assert!(fiche.authors.iter().all(|author| expert(author)) && fiche.authors.contains(&fiche.owner));
        let (mut state, mut asked) = (SheetState::Draft, HashSet::new());
        for done in in_time(&fiche.deeds) {
            let by = done.by.as_deref();
            let told = format!("{done:?} of « {} »", fiche.title);
            let step = match &done.deed {
                FicheDeed::Begun => continue,
                FicheDeed::Written(_) => {
                    assert!(fiche.authors.iter().any(|author| Some(author.as_str()) == by), "{told}");
                    Step::Save
                }
                FicheDeed::ReviewAsked(to) => {
                    assert!(expert(to) && !fiche.authors.contains(to), "{told}");
                    Step::Submit
                }
                FicheDeed::Reviewed(_) => {
                    assert!(!fiche.authors.iter().any(|author| Some(author.as_str()) == by), "{told}");
                    Step::Approve
                }
                FicheDeed::TrialAsked(to) => {
                    assert!(!expert(to) && cast.viewer(to).reaches(theme, Circle::Community), "{told}");
                    asked.insert(to.as_str());
                    Step::TryOut
                }
                FicheDeed::TrialAnswered { .. } => {
                    assert!(by.is_some_and(|who| asked.contains(who)), "{told}");
                    Step::Answer
                }
                FicheDeed::Waived(_) => Step::Waive,
                FicheDeed::Published(_) | FicheDeed::Revised { .. } => Step::Publish,
                FicheDeed::Withdrawn { .. } => Step::Withdraw,
                FicheDeed::Heard { signed, .. } => {
                    assert_ne!(by.is_some(), signed.is_some(), "{told}: a member or a visitor");
                    assert_eq!(state, SheetState::Published, "{told}");
                    continue;
                }
                FicheDeed::Spread(_) => Step::Spread,
                FicheDeed::Applied(_) => Step::Apply,
            };
            assert!(step.leaves(state), "{told}: from {state:?}");
            let viewer = cast.viewer(by.unwrap_or_else(|| panic!("{told}: by nobody")));
            let (writes, owner) =
                (fiche.authors.iter().any(|who| Some(who.as_str()) == by), Some(fiche.owner.as_str()) == by);
            let act = Act::StepSheet { theme, step, writes, owner, asked: by.is_some_and(|who| asked.contains(who)) };
            assert!(policy::allows(&viewer, &act), "{told}: not theirs");
            state = step.to(state);
        }
        state
    }

    #[test]
    fn twelve_sheets_are_published_two_are_tried_and_one_is_replaced() {
        let (cast, journeys) = read();
        let mut states: BTreeMap<&str, usize> = BTreeMap::new();
        for fiche in &journeys.fiches {
            *states.entry(state_of(fiche, &cast).word()).or_default() += 1;
            assert_eq!(fiche.audience, Audience::Public, "« {} »", fiche.title);
        }
        assert_eq!(states, BTreeMap::from([("in_review", 1), ("in_trial", 2), ("published", 12), ("withdrawn", 1)]));
    }

    #[test]
    fn posts_are_worth_reading_and_hold_no_identifier_and_sheets_no_product() {
        let (_, journeys) = read();
        for ticket in &journeys.tickets {
            assert!(Title::parse(&ticket.title).is_ok(), "{}", ticket.title);
            let mut posts = vec![ticket.difficulty.as_str()];
            posts.extend(ticket.deeds.iter().filter_map(|done| match &done.deed {
                Deed::Said(text) => Some(text.as_str()),
                Deed::Step(taken) if taken.edge == Edge::Propose => Some(taken.words.as_str()),
                _ => None,
            }));
            let young = ticket.when.days < 7;
            assert!((3..=10).contains(&posts.len()) || young, "« {} » has {} posts", ticket.title, posts.len());
            for text in posts.iter().copied().chain(ticket.deeds.iter().map(|done| words(&done.deed))) {
                assert!(identifiers::strongest(text).is_none(), "{text}");
            }
        }
        for fiche in &journeys.fiches {
            let parts = crate::demo::replay_fiches::parts(fiche.texts.clone());
            assert!(parts.missing().is_empty(), "« {} »", fiche.title);
            assert!(identifiers::strongest(&parts.composed()).is_none(), "« {} »", fiche.title);
            let named = sheets::appraisal::products(&sheets::neutrality::List::usual(), &fiche.title, &parts);
            assert!(named.is_empty(), "« {} » names {named:?}", fiche.title);
        }
    }

    fn words(deed: &Deed) -> &str {
        match deed {
            Deed::Step(taken) => &taken.words,
            Deed::MeToo(text) | Deed::Said(text) | Deed::Tried { context: text, .. } => text,
            Deed::Answered { reason, .. } => reason,
            _ => "",
        }
    }

    #[test]
    fn experts_answer_in_days_and_nobody_waits_for_a_year() {
        let (_, journeys) = read();
        for ticket in &journeys.tickets {
            let deeds = in_time(&ticket.deeds);
            let first = deeds.iter().find(|done| matches!(done.deed, Deed::Step(_)));
            if let Some(first) = first {
                let waited = ticket.when.days - first.when.days;
                assert!((0..=3).contains(&waited), "« {} » waits {waited} days", ticket.title);
            } else {
                assert!(ticket.when.days <= 7, "« {} » waits for anybody", ticket.title);
            }
            assert!(ticket.when.days <= 285, "« {} » is older than the community", ticket.title);
            let asked = deeds.iter().rfind(|done| {
                let waits = [Edge::AskInformation, Edge::Propose];
                matches!(&done.deed, Deed::Step(taken) if waits.contains(&taken.edge))
            });
            let last = deeds.iter().rfind(|done| matches!(done.deed, Deed::Step(_)));
            if let (Some(asked), Some(last)) = (asked, last)
                && asked.when == last.when
            {
                // After two reminders the clock would have closed it.
                assert!(asked.when.days < 21, "« {} » waits for its reporter", ticket.title);
            }
        }
    }
}
