# Coming into the community: invitations, requests, import of a spreadsheet.

import-empty = This file is empty.
import-no-row = This file holds nothing but its line of titles: there is nobody to import.
import-column-missing = The column “{ $column }” is missing from the first line.
import-column-twice = This column is written twice in the first line.
import-row-short = { $cells ->
    [one] The line has one cell instead of { $columns }.
   *[other] The line has { $cells } cells instead of { $columns }.
 }
import-row-long = The line has { $cells } cells instead of { $columns }: a text may hold the sign that parts the cells, without quotes around it.
import-open-quotes = A cell holds a line break: quotes may have been left open.
import-mixed-encodings = The accents of this line are not stored like those of the other lines: it probably comes from another file. Open the file in your spreadsheet, check the accents, save it again.
import-bad-characters = The cell holds invisible or unreadable characters: type it again.
import-missing = This cell is empty: it is needed.
import-unknown-kind = Unknown type: CHU, CH, Clinique, EHPAD, ESMS, GHT, CPTS, GRADeS, ARS or Autre.
import-unknown-region = Unknown region: write the name of one of the 18 regions or of an overseas collectivity.
import-unknown-region-near = Unknown region. Perhaps: { $near }?
import-unknown-theme = Unknown theme: write the name of an open theme, or the end of its address.
import-unknown-circle = Unknown circle: communauté, pair or expert.
import-twice = This person already stands in this theme on line { $line }.
import-other-name = The same address bears another name on line { $line }.
import-other-establishment = The same address has another establishment on line { $line }.
import-other-profession = The same address has another profession on line { $line }.
import-other-kind = The same establishment is of another type on line { $line }.
import-closed = The account of this address is closed: remove the line, or reopen the account first.

import-figure-people = People in the file
import-figure-places = Memberships in the file
import-figure-newcomers = New people, invited by mail
import-figure-memberships = New memberships
import-figure-inward = Moves inward
import-figure-outward = Moves outward
import-figure-relocations = Changes of establishment
import-figure-edits = Names, professions or regions corrected
import-figure-establishments = New establishments
import-figure-kinds = Types of establishment corrected
import-figure-unchanged = People unchanged

import-line-figure = { $label }: { $n }
import-line-inward = Inward: { $name }, { $theme }, { $from } → { $to }
import-line-outward = Outward: { $name }, { $theme }, { $from } → { $to }
import-line-relocation = Establishment: { $name }, { $from } → { $to }
import-line-edit = Corrected: { $name } ({ $columns })
import-line-join = Enters a theme: { $name }, { $theme }, { $circle }
import-line-dry = Nothing was changed: run it again without --dry-run to import.
import-line-done = Done.
import-line-refused = { $n ->
    [one] one line of { $file } is to be corrected; nothing was imported.
   *[other] { $n } lines of { $file } are to be corrected; nothing was imported.
 }
import-fault-line = Line { $line }: { $why }
import-fault-empty = Line { $line }, { $column }: { $why }
import-fault-cell = Line { $line }, { $column }, “{ $written }”: { $why }

refusal-import-changed = The community has changed since the check. Nothing was imported: check the file again.

# Mails.
mail-invitation-subject-person = { $inviter } invites you: { $theme }
mail-invitation-subject-import = Welcome to { $community }: open your account
mail-invitation-subject-request = Your request is accepted: { $theme }
mail-invitation-subject-open = Confirm your address to join { $theme }
mail-invitation-subject-reminder = { $community } is waiting for you: your account is not open yet
mail-invitation-hello = Hello,
mail-invitation-who = { $inviter } ({ $work }) invites you to { $community }, the community of practice of health professionals:
mail-invitation-why-person = You are invited to { $community }, the community of practice of health professionals:
mail-invitation-why-import = The team of { $community }, the community of practice of health professionals, has put you down for:
mail-invitation-why-request = You asked to join { $community }. The team has accepted your request:
mail-invitation-why-open = You asked to join { $community }:
mail-invitation-reminder = You already received an invitation. This reminder is the only one: you will get nothing more until you accept.
mail-invitation-message = A word from { $inviter }:
mail-invitation-what = People ask their questions there, tell what worked and what did not, and help one another from one establishment to the next.
mail-invitation-do = To choose your password and come in, open this link:
mail-invitation-do-known = To accept with your account, open this link:
mail-invitation-link = Choose a password and come in
mail-invitation-link-known = Accept the invitation
mail-invitation-life = { $n ->
    [one] The link works once, for one day. If you are sent another, this one stops working.
   *[other] The link works once, for { $n } days. If you are sent another, this one stops working.
 }
mail-invitation-not-you = Not interested? Do nothing: no account is created.
mail-invitation-not-import = Not interested? Do nothing: after a single reminder, nothing more will be sent to you. What we know about you, and how to have it erased:

mail-join-requested-subject = A request is waiting: { $theme }
mail-join-requested-what = { $who } ({ $work }, { $region }) asks to join the theme “{ $theme }”.
mail-join-requested-do = Read the request and answer it here:
mail-join-requested-link = Read the request and answer
mail-join-approved-subject = Your request is accepted: { $theme }
mail-join-approved-what = The team has accepted your request: you are now part of the community of the theme “{ $theme }”.
mail-join-approved-do = The theme is open to you:
mail-join-declined-subject = Your request was not accepted: { $theme }
mail-join-declined-what = The team of the theme “{ $theme }” has not accepted your request. Here is why:
mail-join-declined-do = You may ask again when things have changed. The theme is presented here:

# What everybody says of themselves as they come in.
join-choose = Choose
join-given-name = Given name
join-given-name-needed = Give your given name.
join-family-name = Family name
join-email-needed = Give an e-mail address.
join-family-name-needed = Give your family name.
join-profession = Profession
join-profession-needed = Say what your profession is.
join-establishment = Establishment
join-establishment-needed = Say which establishment you work in.
join-establishment-hint = Its whole name, as it stands on its letters.
join-kind = Type of establishment
join-kind-needed = Choose the type of your establishment.
join-kind-chu = University hospital (CHU)
join-kind-ch = Hospital
join-kind-clinique = Clinic
join-kind-ehpad = Nursing home (EHPAD)
join-kind-esms = Other medico-social establishment
join-kind-ght = Regional hospital group (GHT)
join-kind-cpts = Primary care, CPTS
join-kind-grades = GRADeS
join-kind-ars = Regional health agency (ARS)
join-kind-other = Other
join-town = Town
join-password-needed = Choose a password.
join-town-needed = Say which town it is in.
join-region = Region
join-region-needed = Choose a region or a collectivity.
join-reason-invitation = Invitation accepted
join-reason-request = Request accepted
join-reason-open = Open to all

# The page of an invitation's link.
invitation-title = Invitation
invitation-by = { $inviter } invites you
invitation-heading-person = You are invited
invitation-heading-import = Welcome to { $community }
invitation-heading-request = Your request is accepted
invitation-heading-open = One more step to come in
invitation-lede = Read, ask your questions, tell what worked, help when you can.
invitation-until = This invitation is good until { $day }.
invitation-for = It is for
invitation-other = You are signed in as { $name }, and this invitation is for another address. Sign out, then open the link again.
invitation-known = This address has an account already: sign in, then accept with a single gesture.
invitation-accept = Accept the invitation
invitation-region-locked = Peers invite in their own region.
invitation-charter = Read the charter
invitation-charter-accept = I have read the community's charter and I accept it
accept-charter-needed = Read the charter and tick this box to come in.
accept-region-locked = This invitation is for another region: peers invite in their own.
invitation-enter = Accept the invitation and come in
invitation-ignore = You would rather not come in? Close this page: nothing will be recorded.
said-welcome = Welcome! Your account is open.
said-joined = Done: you are part of this theme.

refusal-invitation-unknown = This link is not, or no longer, that of an invitation: a later mail may have replaced it. Use the link of the last mail you got, or ask to join the theme from the “Themes” page.
refusal-invitation-used = This invitation was accepted already: sign in with the password you chose.
refusal-invitation-withdrawn = This invitation was taken back by whoever made it. You may ask to join the theme from the “Themes” page.
refusal-invitation-expired = This invitation has expired. Ask whoever invited you to send it again, or ask to join the theme from the “Themes” page: a new link will be sent to you.
refusal-invitation-inviter = Whoever invited you can no longer bring people into this circle. Nothing was created or changed. You may ask to join the theme from the “Themes” page.
refusal-invitation-closed = The account of this address was closed. Write to the administrators, whose address is in the legal notices.
refusal-invitation-member = This address has an account already: sign in, then open the invitation's link again.
refusal-invitation-somebody-else = This invitation is for another address than that of your account. Sign out, then open the link again.
refusal-invitation-answered = This invitation was already accepted or taken back.
refusal-suspended = This person is suspended from this theme: they cannot come in another way.
refusal-theme-receives-nobody = This theme is archived: it receives nobody any more.

# A theme's invitations.
invitations-title = Invitations
invitations-sent = Sent
invitations-for = For
invitations-circle = Circle
invitations-when = Sent
invitations-state = State
invitations-next = Next
invitations-circle-label = Circle:
invitations-when-label = Sent:
invitations-state-label = State:
invitations-import = Imported from a spreadsheet
invitations-by = by { $name }
invitations-waits = Waiting
invitations-waits-day = until { $day }
invitations-expired = Expired
invitations-expired-day = on { $day }
invitations-accepted = Accepted
invitations-accepted-day = on { $day }
invitations-withdrawn = Taken back
invitations-resend = Send again
invitations-withdraw = Take back
invitations-which = the invitation of { $email }
invitations-none = Nobody is invited yet. Suggest this theme to somebody you work with.
invitations-pages = Pages
invitations-older = Older
invitations-latest = The latest
invite-title = New invitation
invite-heading = Invite
invite-archived = This theme is archived: it receives nobody any more.
invite-email = E-mail address
invite-circle = Circle
invite-circle-needed = Choose a circle.
invite-region = Region
invite-region-hint = Optional: the person may correct it.
invite-as-peer = You invite to the theme's community, for your region: { $region }.
invite-message = A personal word
invite-message-hint = It is put into the mail as it is.
invite-send = Send the invitation
invite-waiting = An invitation already waits for this person in this theme. Send that one again instead.
invite-already-in = This person is already in this circle.
said-invited = The invitation is sent. It is good for seven days.
said-invited-again = The invitation is sent again. The link before it no longer works.
said-invitation-withdrawn = The invitation is taken back. Its link no longer works.

# Asking to join.
ask-title = Ask to join { $community }
ask-lede = The team of the theme reads every request and answers by mail.
ask-nowhere = No theme takes requests at the moment: people come in by invitation.
ask-theme = Theme you are interested in
ask-theme-needed = Choose a theme.
ask-by-invitation = People come into this theme when a peer of their region or the team invites them: no request can be made.
ask-by-invitation-list = By invitation only: { $themes }.
ask-email = Work e-mail address
ask-email-hint = The answer will be sent there.
ask-establishment-hint = Its name and its town.
ask-motivation = What brings you
ask-motivation-needed = Say in two sentences what brings you.
ask-motivation-hint = Two sentences are enough.
ask-send = Send my request
thanks-title = Thank you, noted
thanks-lede = What comes next is sent by mail, to the address you gave.
thanks-nothing = Nothing comes? Look among the unwanted mail, then check the address by trying again.
membership-title = Joining
membership-heading = Join { $theme }
membership-declined = Your request was not accepted,
membership-waiting = Your request has been waiting for the team's answer since
membership-waiting-next = You will be told by mail.
membership-join = Join this theme
membership-cancel = Back to the theme
said-asked = Your request is sent to the theme's team.
refusal-already-in = You are already part of this theme.
refusal-by-invitation = People come into this theme when a peer of their region or the team invites them. Ask around you.

# The desk of requests.
requests-title = Requests to join
requests-lede = The last answers.
requests-waiting = See those that wait
requests-none = No request was answered yet.
requests-visitor = has no account yet
requests-who = Who
requests-answer = Answer
requests-by = By
requests-when = When
requests-answer-label = Answer:
requests-by-label = By:
requests-when-label = When:
requests-approved = Accepted
requests-declined = Declined
refusal-request-decided = Somebody else has already answered this request.

# The pages of the import.
import-title = Import members
import-crumb = Import
import-step-file = The file
import-step-check = The check
import-step-confirm = The confirmation
import-step-done = (done)
import-file = CSV file
import-file-again = Corrected file
import-file-hint = As your spreadsheet saves it: semicolon or comma, UTF-8 or Windows. 5 MB at most.
import-file-needed = Choose the file to check.
import-refused = This file is to be corrected.
import-template = Download the template
import-columns = (columns: { $columns })
import-check = Check the file
import-check-again = Check again
import-nothing-yet = Nothing is recorded at this step.
import-wrong-lines = { $n ->
    [one] One line out of { $rows } is to be corrected.
   *[other] { $n } lines out of { $rows } are to be corrected.
 }
import-wrong-file = This file cannot be read.
import-wrong-whole = Nothing is recorded: a file comes in whole, or not at all.
import-wrong-caption = To correct in “{ $file }”
import-wrong-line = Line
import-wrong-column = Column
import-wrong-column-label = Column:
import-wrong-row = whole line
import-wrong-written = Written
import-wrong-written-label = Written:
import-wrong-why = Why
import-wrong-why-label = Why:
import-wrong-more = { $n ->
    [one] And one more point, shown once these are corrected.
   *[other] And { $n } more points, shown once these are corrected.
 }
import-confirm-lede = This is what “{ $file }” would change. Nothing is recorded yet.
import-confirm-hint = Each new person gets an invitation, good for thirty days; the mails are spread out. A line that is absent from the file removes nobody.
import-confirm = { $n ->
    [one] Import one person
   *[other] Import { $n } people
 }
import-abandon = Give up
import-nothing = Everything this file says is already recorded: there is nothing to import.
import-other = Check another file
import-figures = What the file would change
import-count = { $n }
import-list-outward = Moves outward
import-list-inward = Moves inward
import-list-relocations = Changes of establishment
import-list-edits = Corrections
import-list-joins = Entering a theme
import-list-newcomers = New people
import-list-show = { $n ->
    [one] See the person
   *[other] See the { $n } people
 }
import-list-cut = { $shown } shown out of { $total }.
import-who = Who
import-theme = Theme
import-theme-label = Theme:
import-from = From
import-from-label = From:
import-to = To
import-to-label = To:
said-imported = The import is done. The invitations leave little by little.
