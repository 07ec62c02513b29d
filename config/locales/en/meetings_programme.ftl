# The programme of a meeting: its sessions, who speaks, what about, signing up for a session.
programme-title = Programme
programme-of = Programme: { $title }
programme-see = { $n ->
    [one] See the programme (1 session)
   *[other] See the programme ({ $n } sessions)
 }
programme-begin = Write the programme
programme-none = The programme is not written yet.
programme-add = Add a session
programme-add-in = Add a session inside
programme-edit = Edit
programme-edit-title = Edit the session “{ $title }”
programme-clock = { $from } – { $to }
programme-there = (on site: { $from } – { $to })
programme-after = { $from } – { $to } after the start
programme-lasts-minutes = { $n } min
programme-lasts = { $hours }
programme-starts-hint = By the meeting’s own clock ({ $zone }). If the meeting moves, the programme moves with it.
programme-after-minutes = Start, in minutes after the meeting’s
programme-after-hint = The date is not set yet: count from the start of the meeting.
programme-minutes = Length in minutes
programme-parent = Is part of
programme-parent-none = The meeting itself
programme-place = Order among sessions at the same time
programme-place-hint = 1 for the first, 2 for the next; leave it empty if the order does not matter.
programme-summary = What it is about
programme-speakers = Who speaks
programme-speakers-hint = Names with commas between: members of the theme, or people from outside.
programme-links = To read before
programme-links-hint = One address a line: threads, difficulties or practice sheets of this site. Only those who may read them will see their titles.
programme-signing = Signing up for the session
programme-signs-up = People sign up for this session
programme-capacity = Seats in the session
programme-save-anyway = Save my version
programme-meanwhile-title = This session changed while you were writing
programme-meanwhile-how = This is what became of it. What you typed is kept below: save it instead, or take over what follows.
programme-remove = Take the session off the programme
programme-remove-sure = The session disappears from the programme; this cannot be undone.
programme-remove-children = { $n ->
    [one] The session in it goes with it.
   *[other] The { $n } sessions in it go with it.
 }
programme-remove-signed = { $n ->
    [one] The person who signed up is told.
   *[other] The { $n } people who signed up are told.
 }
programme-join = Sign up
programme-leave = Take my name off
programme-signed = You signed up.
programme-people = { $n ->
    [one] 1 person signed up
   *[other] { $n } people signed up
 }
programme-refused = You were not signed up

said-session-added = The session is in the programme.
said-session-saved = The session is saved.
said-session-removed = The session is off the programme.
said-session-joined = You are signed up for the session.
said-session-left = Your name is off the session.

programme-too-many = The programme has three hundred sessions already: take some off first.
programme-start-needed = Say when the session starts.
programme-after-wrong = Give a number of minutes, 0 or more.
programme-minutes-wrong = Give a length in minutes, between 1 and 10,080.
programme-place-wrong = Give a number between 1 and 20, or leave it empty.
programme-no-date = The meeting has no date yet: count in minutes after its start.
programme-before = The session would start before the meeting.
programme-beyond = The session would end after the meeting.
programme-parent-unknown = Choose a session of this programme, or the meeting itself.
programme-parent-before = It would start before “{ $title }”, which it is part of.
programme-parent-beyond = It would end after “{ $title }”, which it is part of.
programme-child-beyond = “{ $title }”, which is part of it, would end after it.
programme-too-deep = Other sessions are part of it: it cannot be part of another one.
programme-seats-taken = { $taken ->
    [one] One person signed up already.
   *[other] { $taken } people signed up already.
 }
programme-speakers-many = Name { $most } people at most.
programme-name-several = Several members are called { $name }: choose from the list, or add the end of the address of their page in brackets.
programme-links-many = Give { $most } addresses at most.
programme-link-unknown = { $address } leads to no thread, difficulty or sheet that you may read.
programme-longer = The programme lasts { $hours } h { $minutes }: shorten it first.
programme-meanwhile = The session changed while you were writing: see what became of it, then save.
programme-meanwhile-button = The session changed meanwhile: see what became of it, then try again.
programme-closed = Signing up for this session is over: it began, or takes no names.
programme-clash = You signed up for “{ $title }”, which is at the same time: take your name off it first.
programme-full = There is no seat left in “{ $title }”.

notice-meeting-meeting_session_gone = A session you signed up for is off the programme of “{ $title }”
notice-meeting-meeting_session_gone-many = { $n } sessions you signed up for are off the programme of “{ $title }”
notice-meeting-meeting_session_moved = A session you signed up for is at another time or in another room: “{ $title }”
notice-meeting-meeting_session_moved-many = { $n } changes of time or room in the sessions you signed up for: “{ $title }”

contributions-title = Contributions
contributions-of = Contributions: { $title }
contributions-see = See the contributions
contributions-until = Offer your experience until { $day }.
contributions-over = The call for contributions ended on { $day }.
contributions-not-called = There is no call for contributions for this meeting.
contributions-mine = Yours
contributions-to-review = All proposals
contributions-accepted = In the programme
contributions-none = No contribution yet.
contributions-call = Call for contributions
contributions-until-label = Until
contributions-until-hint = Included, by the meeting’s clock. Invited members may offer a text until that day.
contributions-call-save = Open the call until that day
contribution-offer = Offer a contribution
contribution-text = Your experience
contribution-hint = What you did, what came of it, what would help others do it again. No patient data.
contribution-submit = Send it
contribution-edit = Edit my proposal
contribution-edit-title = Edit “{ $title }”
contribution-save = Save the proposal
contribution-state-submitted = To review
contribution-state-accepted = Accepted
contribution-state-declined = Not accepted
contribution-state-withdrawn = Taken back
contribution-in = Presented in the session
contribution-became = Became an experience report:
contribution-why = Why it is not accepted
contribution-rex = Share this experience
contribution-rex-hint = The text becomes an experience report under your name, read by the circle of the meeting.
contribution-rex-do = Make it an experience report
contribution-presented = Presented at a meeting
contribution-review = Review
contribution-session-label = Accept it into the session
contribution-accept = Accept
contribution-no-session = Add a session to present it in first:
contribution-reason-label = Why it is not accepted
contribution-reason-hint = Whoever offered it will read this.
contribution-decline = Do not accept
contribution-withdraw = Take it back
contribution-withdraw-hint = It will not be reviewed any more; you alone will still read it.

said-contribution-submitted = Your contribution is sent.
said-contribution-saved = Your proposal is saved.
said-contributions-called = The call for contributions is open.
said-contribution-withdrawn = Your contribution is taken back.
said-contribution-accepted = The contribution is accepted; whoever offered it is told.
said-contribution-declined = The contribution is not accepted; whoever offered it is told.
said-contribution-rex = Your experience report is published.

contribution-not-large = Calls for contributions are for large events: tick it by editing the meeting.
contribution-until-late = That day comes after the start of the meeting.
contribution-call-over = The call for contributions is over. Your text is kept below.
contribution-meanwhile = This contribution changed meanwhile: see where it stands, then try again.
contribution-decided = This contribution was reviewed: it can no longer be edited.
contribution-not-yours = Only whoever offered it may do that.
contribution-own = Nobody reviews their own contribution.
contribution-session = Choose a session of this programme.
contribution-reason = Say why: whoever offered it will read it.
contribution-no-rex = Only a contribution that was presented becomes an experience report, once, after the meeting.

notice-meeting-meeting_contribution = { $actor } offers a contribution to “{ $title }”
notice-meeting-meeting_contribution-many = { $n } contributions offered to “{ $title }”
notice-meeting-meeting_contribution_accepted = Your contribution to “{ $title }” is accepted
notice-meeting-meeting_contribution_accepted-many = { $n } of your contributions to “{ $title }” are accepted
notice-meeting-meeting_contribution_declined = Your contribution to “{ $title }” is not accepted
notice-meeting-meeting_contribution_declined-many = { $n } of your contributions to “{ $title }” are not accepted
