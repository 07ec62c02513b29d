# The console: everything that needs somebody, in one queue.
console-title = Console
console-waiting = { $n ->
    [0] nothing waits
    [one] { $n } case waits
   *[other] { $n } cases wait
 }
console-lede = Everything that needs somebody in your themes, in the order that matters: what may do harm first, then what has waited longest.
console-reasons = Write this reason in each case below
console-reasons-use = Write it
console-filter = By kind
console-by-theme = By theme
console-all = Everything
console-all-themes = All my themes
console-nothing = Nothing waits. Thanks to those who saw to it.
console-none = Nothing waits here.
console-no-more = Nothing else waits after these cases.
console-from-start = See the whole queue
console-next = Next cases
console-long = A hundred cases a page
console-back = Back to the console
console-kept = What you had written
console-which = : { $title }
console-since = Waiting since:
console-until = due:
console-aged = waits too long

console-kind-patient-hit = A patient may be identified
console-kind-appeal = Appeals
console-kind-held-post = Texts to read before they are published
console-kind-patient-flag = A patient may be recognised
console-kind-flag = Flagged posts
console-kind-private-flag = Flagged private messages
console-kind-point-to-sort = Difficulties to sort
console-kind-point-late = Difficulties that are late
console-kind-referral-overdue = Referrals to chase
console-kind-sheet-to-read = Sheets for a second reader
console-kind-sheet-to-review = Sheets to look at again
console-kind-join-request = Requests to join
console-kind-mandate-ending = Mandates that end
console-kind-stopped-mail = Members our mail does not reach
console-kind-dead-mail = Mails that will not leave by themselves

console-why-patient-hit = Confirmed by its author, likely, or read in an attached file: to be checked before others read it.
console-why-appeal = Somebody asks that another person look again at a decision about them.
console-why-held-post = Their author waits, and nobody else knows they exist.
console-why-patient-flag = First, whatever happens: as long as the post can be read, a patient may be recognised.
console-why-flag = Somebody waits for a decision, and the other person does not know yet that they are concerned.
console-why-private-flag = Only the flagged message is read here, never its conversation.
console-why-point-to-sort = Nobody has told whoever reported it yet that it was understood and taken seriously.
console-why-point-late = The promised time is over. The oldest first.
console-why-referral-overdue = The body has not answered in the time it announces.
console-why-sheet-to-read = A sheet is published only once a second expert agrees.
console-why-sheet-to-review = The day to check that these sheets still hold has come.
console-why-join-request = Somebody asked to come and waits for an answer.
console-why-mandate-ending = A mandate is renewed, or ends with thanks.
console-why-stopped-mail = These members get neither notices nor digests any more.
console-why-dead-mail = Every try failed.

console-claim = I am on it
console-release = I let it go
console-claim-mine = You are on it
console-claim-of = { $name } is on it
console-claimed-by = { $name } is on this case already. You may take it when it is let go.
said-console-claimed = Noted: the others see that you are on it.
said-console-released = Noted: the case is free again.

console-do-hide = Hide
console-do-leave = Leave the post
console-do-chase = Chase the body
console-do-admit = Let in
console-do-decline = Decline
console-do-send-again = Send again
console-do-give-up = Give up
console-do-publish = Publish
console-do-refuse = Do not publish
console-do-hide-hit = Hide
console-do-ask-edit = Ask for a correction
console-do-fine = Nothing to report
console-reason-hide = The author and those who flagged it will read it, with your name and the date.
console-reason-leave = Those who flagged it will read it, with your name and the date.
console-reason-decline = The person will read it in the mail that answers them.
console-reason-give-up = Administrators will read it.
console-reason-refuse = The person will read it, with your name and the date; they keep their text.
console-reason-hide-hit = The author will read it, with your name and the date.
console-reason-ask-edit = The author will read it, with your name and the date.
console-reason-fine = It stays in the theme's journal.
console-way-decide-otherwise = Decide otherwise
console-way-answer-appeal = Read the appeal and answer
console-way-read-held = Read it whole
console-way-qualify = Sort
console-way-ask-information = Ask for details
console-way-not-kept = Do not keep
console-way-take-up = Take up
console-way-call-experts = Call experts
console-way-see-point = See where it stands
console-way-see-referral = See the referral
console-way-read-sheet = Read it
console-way-see-sheet = Look at the sheet again
console-way-renew = Renew or thank
console-way-see-member = See the person
console-way-see-mails = See the mails
console-outcome-post = See the post

console-flag-by = { $reason }, { $name }
console-flag-line = { $reason }, { $name }: “{ $line }”
console-late-answer = The time for a first answer is over.
console-late-solution = The time for a solution is over.
console-severity = Severity: { $severity }
console-nobody-leads = Nobody leads it.
console-referral-sent = Sent to { $body } on { $day }
console-referral-had = Receipt confirmed on { $day }
console-referral-chased = { $n ->
    [0] No reminder yet
    [one] One reminder sent
   *[other] { $n } reminders sent
 }
console-referral-unwritten = This body has no mail address: it is reached otherwise.
console-sheet-second = Waits for a second reader
console-sheet-again = Its day to be looked at again has passed
console-sheet-yours = You wrote some of it: somebody else reads it.
console-mandate-ends = { $circle }: mandate held since { $since }, last day { $day }
console-mandate-over = { $circle }: mandate held since { $since }, ended { $day }
console-mandate-yours = It is your own mandate: another animator will decide.
console-stopped-what = They alone can start it again, by confirming their address: a word or a call often does.
console-mail-attempts = { $n ->
    [one] One try
   *[other] { $n } tries
 }

console-several = Decide several cases at once
console-several-hint = Tick the cases above, then give one reason for all. Each is decided in its own right; { $most } at most.
console-several-reason = Each person concerned will read it, with your name and the date.
console-several-which = the ticked cases
console-tick = Tick: { $title }
console-choose-case = Tick at least one case.
console-choose-gesture = Choose what to do.
console-too-many = { $n } cases at once are too many: { $most } at most. Nothing was changed; do it in several goes.
console-one-by-one = These cases are decided one by one.
console-refused-gone = This case is no more, or is not yours.
console-refused-meanwhile = Somebody decided this case meanwhile.
console-refused-later = Too much in a short time: this case still waits.

console-done-hide = { $n ->
    [0] No post hidden
    [one] The post is hidden
   *[other] { $n } posts hidden
 }
console-done-leave = { $n ->
    [0] No post left
    [one] The post is left, its flags are settled
   *[other] { $n } posts left, their flags are settled
 }
console-done-chase = { $n ->
    [0] No body chased
    [one] The body is chased
   *[other] { $n } bodies chased
 }
console-done-admit = { $n ->
    [0] Nobody let in
    [one] The person is let in, they will read so by mail
   *[other] { $n } people let in, they will read so by mail
 }
console-done-decline = { $n ->
    [0] No request declined
    [one] The request is declined, the person will read why
   *[other] { $n } requests declined, each person will read why
 }
console-done-send-again = { $n ->
    [0] No mail leaves again
    [one] The mail leaves again
   *[other] { $n } mails leave again
 }
console-done-give-up = { $n ->
    [0] No mail given up
    [one] The mail is given up
   *[other] { $n } mails given up
 }
console-done-publish = The text is published
console-done-refuse = The text is not published, its author will read why
console-done-hide-hit = The post is hidden
console-done-ask-edit = A correction is asked for
console-done-fine = The post stays, the case is settled
console-not-done = { $n ->
    [one] One case was not decided:
   *[other] { $n } cases were not decided:
 }
console-done-see = See the detail
console-done-detail = See the detail, or undo it
console-round-title = What you did
console-undo-title = Undo it
console-undo = { $n ->
    [one] Show the post again
   *[other] Show the { $n } posts again
 }
console-undone = This was undone
console-final = This is not undone from here: those concerned were told.
console-not-undone = This cannot be undone. Nothing was changed.
console-undone-already = This was undone already. Nothing was changed.
said-console-undone = It is as it was.
said-console-undone-some = It is as it was, save what somebody had shown again already.
console-meanwhile-hide = { $name } hid this post already: “{ $reason }”
console-meanwhile-remove = { $name } removed this post in an emergency already: “{ $reason }”
console-meanwhile-show = { $name } showed this post again: “{ $reason }”
console-meanwhile-leave = { $name } left this post already: “{ $reason }”
console-meanwhile-ask-edit = { $name } asked for a correction already: “{ $reason }”
console-meanwhile-admit = { $name } let this person in already.
console-meanwhile-decline = { $name } declined this request already: “{ $reason }”

console-keys = By keyboard
console-key-move = next case, previous case
console-key-act = act: the first gesture of the case
console-key-claim = take the case, or let it go
console-key-tick = tick the case
console-key-open = open what it is about
console-key-help = show or hide this help

console-duty-title = Duty
console-duty-lede = Who looks after the console of “{ $theme }”, week by week. When a case waits too long, a mail goes to those on duty; with nobody, to all the animators.
console-duty-now = On duty this week: { $names }.
console-duty-nobody = Nobody is on duty this week: the animators get the reminders.
console-duty-link = The roster
console-duty-name = Put somebody on duty
console-duty-week = Week
console-duty-who = Who
console-duty-choose = Choose somebody
console-duty-do = Put on duty
console-duty-weeks = The thirteen weeks to come
console-duty-days = { $first } to { $last }
console-duty-week-of = week of { $first }
console-duty-this-week = this week
console-settings-title = Settings of the console
console-settings-age = Hours a case may wait before those on duty are written to
console-settings-age-hint = Once the oldest case of a theme waits longer, those on duty get an e-mail, once a day. From 1 to 720.
console-settings-claim = Minutes during which somebody keeps a case
console-settings-claim-hint = Then it is free for somebody else. From 1 to 1,440.
console-settings-submit = Save
console-settings-number = Write a whole number.
console-settings-between = Write a number from 1 to { $most }.
said-console-settings = The settings are saved; they hold from now on.
console-duty-away = away from { $first } to { $last }: reminders go to the others
console-duty-none = nobody
console-duty-remove = Take off
console-duty-remove-which = { $name }, week of { $first }
console-duty-choose-week = Choose one of the weeks offered.
console-duty-choose-member = Choose an expert or an animator of this theme.
console-duty-full = Five people are on duty that week already.
console-duty-already = This person is on duty that week already.
console-duty-not = This person is not on duty that week any more.
said-console-duty-named = Noted in the roster.
said-console-duty-withdrawn = Taken off the roster.

job-console-ageing = Reminders of the console
job-console-old = Cleaning of the console

mail-console-subject = { $days ->
    [0] The console waits: the oldest case is { $hours } hours old
    [1] The console waits: the oldest case is { $hours } hours old
   *[other] The console waits: the oldest case is { $days } days old
 }
mail-console-ages = { $days ->
    [0] The oldest case of the console has waited for { $hours } hours.
    [1] The oldest case of the console has waited for { $hours } hours.
   *[other] The oldest case of the console has waited for { $days } days.
 }
mail-console-duty = You get this mail because you are on duty, or because nobody is this week. Everything is decided in the console:
mail-console-line = { $kind }: { $n }
