# Who might go inward: candidates, nominations, mandates.
candidates-title = Renewing the circles
candidates-lede = Who gave much this year, and might go inward. A suggestion is not a decision: you propose, the person answers, the animators appoint.
candidates-open = Nominations under way
candidates-by = Proposed by { $name },
candidates-for-expert = Peers who might become experts
candidates-for-peer = Members who might become peers
candidates-none-expert = No peer stands out this year by answers, points durs or attendance.
candidates-none-peer = No member stands out this year by answers, points durs or attendance.
candidates-why = What they gave in a year
candidates-why-solutions = { $n ->
    [one] { $n } answer that solved a question
   *[other] { $n } answers that solved a question
 }
candidates-why-points = { $n ->
    [one] { $n } point dur resolved
   *[other] { $n } points durs resolved
 }
candidates-why-useful = { $n ->
    [one] an answer found useful
   *[other] { $n } times an answer found useful
 }
candidates-why-meetings = { $n ->
    [one] came to { $n } meeting
   *[other] came to { $n } meetings
 }
candidates-why-region = a region without a peer: { $region }
candidates-propose = Propose
candidates-ending = Mandates that end
candidates-ending-how = Those that end within three months, and those that just ended. A mandate that ended leaves the person in the community.
candidates-last-day = Last day
candidates-over = ended
candidates-what = What to do
candidates-renew = Renew
candidates-thank = Thank
candidates-no-ending = No mandate ends within three months.
candidates-settled = Last nominations settled
candidates-thanks-reason = Your mandate ends. Thank you for the time given to your colleagues, for your answers and your ear: what you passed on stays, and so does your place in the community.

nominate-title = Propose { $name }
nominate-lede-peer = For the circle of peers of “{ $theme }”.
nominate-lede-expert = For the circle of experts of “{ $theme }”.
nominate-gave = This year:
nominate-reason = Why this person
nominate-reason-hint = The person will read these words, in the mail that asks for their agreement. A thousand characters at most.
nominate-submit = Send the proposal

nomination-title = Nomination of { $name }
nomination-yours-peer = You are proposed for the circle of peers of “{ $theme }”
nomination-yours-expert = You are proposed for the circle of experts of “{ $theme }”
nomination-theirs-peer = { $name }, for the circle of peers of “{ $theme }”
nomination-theirs-expert = { $name }, for the circle of experts of “{ $theme }”
nomination-state-proposed = waits for the person's answer
nomination-state-agreed = the person agrees
nomination-state-declined = the person declines
nomination-state-placed = appointed
nomination-state-withdrawn = withdrawn
nomination-director-awaited = director's agreement to be noted
nomination-by = Proposed by
nomination-reason = Why
nomination-answer = Answer
nomination-director = Director's agreement
nomination-director-none = Nothing is noted.
nomination-settled = Settled by
nomination-your-answer = Your answer
nomination-say = Do you agree?
nomination-means-peer = A peer relays the theme in their region, welcomes newcomers and meets the others twice a year. The mandate has an end, and you may decline without giving a reason.
nomination-means-expert = An expert resolves points durs, writes sheets, watches over what is said and meets the others often. The mandate has an end, and you may decline without giving a reason.
nomination-agree = Yes, I agree
nomination-decline = No, I would rather decline
nomination-send = Send my answer
nomination-choose = Say whether you agree or decline.
nomination-your-director = Your director's agreement
nomination-your-director-hint = Who gave it, and when. You may also tell whoever proposes you later.
nomination-words = A word to add
nomination-note-title = Director's agreement
nomination-note = What the director said
nomination-note-hint = Who, when, and on what conditions. For somebody in private practice, write so here.
nomination-note-submit = Note
nomination-place-title = Give the mandate
nomination-until-hint = Required: a mandate has an end.
nomination-needs-end = Give the last day of the mandate.
nomination-place = Appoint
nomination-withdraw = Withdraw the nomination
nomination-link-agreed = Thank you! Your agreement is recorded. The theme's animators will write to you when your mandate begins.
nomination-link-declined = Noted, thank you for your answer. Your place in the community does not change.
nomination-link-placed = This nomination is settled: you are appointed.
nomination-link-withdrawn = This nomination was withdrawn.
said-nominated = The proposal is sent. The person will read it by mail and on the site.
said-nomination-answered = Your answer is recorded.
said-nomination-noted = It is noted.
said-nomination-placed = The mandate is given. The person hears of it by mail.
said-nomination-withdrawn = The nomination is withdrawn.
refusal-nomination-suspended = This person is suspended from the theme: wait until the suspension ends.
refusal-nomination-innermost = This person is in the circle of experts already.
refusal-nomination-open = A nomination is already under way for this person in this theme.
refusal-nomination-answered = This nomination no longer waits for an answer: it was settled meanwhile.
refusal-nomination-settled = This nomination was settled meanwhile, or the person has not agreed yet.
refusal-nomination-director = First note what the person's director said.

mail-nomination-subject-peer = You are proposed for the circle of peers of “{ $theme }”
mail-nomination-subject-expert = You are proposed for the circle of experts of “{ $theme }”
mail-nomination-peer = { $by } proposes you for the circle of peers of “{ $theme }”.
mail-nomination-expert = { $by } proposes you for the circle of experts of “{ $theme }”.
mail-nomination-reason = { $by } writes: “{ $reason }”
mail-nomination-ask = It is for you to say whether you agree. Nothing changes without your agreement.
mail-nomination-link = Read and answer
notice-decision-nomination = { $actor } proposes you for an inner circle of “{ $theme }”
notice-decision-nomination_agreed = { $actor } agrees to your proposal in “{ $theme }”
notice-decision-nomination_declined = { $actor } declines your proposal in “{ $theme }”
