# The community: first visit, administration, public texts, charter, e-mail.

first-visit-title = Open the community
first-visit-lede = This link works once: create the account of the first person who will administer this site. The next steps come right after.
first-visit-given-name = Given name
first-visit-family-name = Family name
first-visit-profession = Profession
first-visit-region = Region
first-visit-region-choose = Choose
first-visit-known = This address already has an account here. Give another one to whoever administers.
first-visit-password-hint = At least fifteen characters. The simplest: four or five unrelated words.
first-visit-charter = Read the community's charter
first-visit-charter-hint = By creating this account you accept the proposed charter. You can change it later.
first-visit-submit = Create my account and go on
refusal-first-visit-gone = It was used already, or is more than thirty minutes old. If your account exists, sign in. Otherwise restart the service: it will print a new link.
said-first-visit = Your account is ready: make yourself at home.

steps-title = First steps
steps-lede = { $n } steps to open the community to its members. { $done ->
    [one] { $done } is done.
   *[other] { $done } are done.
 }
steps-state-done = (done)
steps-state-now = (to do now)
steps-state-later = (to do)
steps-see-again = See again
step-administrator = Create the first account
step-administrator-done = That is you.
step-administrator-hint = The account of the person who administers.
step-administrator-act = See
step-identity = Name the community
step-identity-hint = Its name stands at the top of every page and in every e-mail; the contact address, in the legal notices.
step-identity-done = The name and the contact are given.
step-identity-act = Give the name and the contact
step-legal = Complete the legal notices
step-legal-hint = { $n ->
    [one] A text is ready; one passage is left to complete.
   *[other] A text is ready; { $n } passages are left to complete: publisher, host, data protection officer…
 }
step-legal-done = Everything is filled in.
step-legal-act = Complete the legal notices
step-accessibility = Complete the accessibility statement
step-accessibility-hint = { $n ->
    [one] The statement is ready; one passage is left to complete.
   *[other] The statement is ready; { $n } passages are left to complete.
 }
step-accessibility-done = Everything is filled in.
step-accessibility-act = Complete the statement
step-charter = Read the charter
step-charter-hint = Every member accepts it at their first visit. Keep the proposed one, or write your own.
step-charter-done = The charter is adopted.
step-charter-act = Read the charter
step-mail = Try sending e-mail
step-mail-hint = Invitations and new passwords leave by e-mail: check with a trial sent to yourself.
step-mail-done = The trial has left.
step-mail-act = Send a trial
step-themes = Choose the themes
step-themes-hint = No theme is open: at least one is needed.
step-themes-done = { $n ->
    [one] One theme is open, with its sub-topics.
   *[other] { $n } themes are open, with their sub-topics.
 }
step-themes-act = Open a theme
step-animators = Name the animators
step-animators-hint = { $n ->
    [0] Each theme needs at least one person to admit members.
    [one] One theme has nobody yet to admit its members.
   *[other] { $n } themes have nobody yet to admit their members. Name somebody who has an account: yourself, for instance, for the time being.
 }
step-animators-done = Every theme has at least one animator.
step-animators-act = Name the animators
step-people = Bring the members in
step-people-hint = Import a spreadsheet of people: each will receive an invitation.
step-people-done = { $n ->
    [one] One person is here or invited.
   *[other] { $n } people are here or invited.
 }
step-people-act = Import a spreadsheet
steps-end-title = And then?
steps-end-all = Everything is ready. This page becomes the administration's home: settings, recurring work, e-mail.
steps-end-some = { $n ->
    [one] One step is left. You can go on to the administration's home now: it will be recalled there.
   *[other] { $n } steps are left. You can go on to the administration's home now: they will be recalled there.
 }
steps-end-submit = End the first steps
said-first-steps-ended = The first steps are over.

admin-lede = What runs the community. What is written in themes belongs to their members: administrators have no access to it.
admin-waits = Left to do:
admin-back = Back to administration
admin-settings = Settings
admin-room-communaute = Name and contact
admin-room-communaute-hint = What stands at the top of pages and in e-mails.
admin-room-mentions-legales = Legal notices
admin-room-mentions-legales-hint = Publisher, host, personal data.
admin-room-accessibilite = Accessibility
admin-room-accessibilite-hint = The statement everyone can read.
admin-room-charte = Charter
admin-room-charte-hint = A new version is shown to everyone at their next visit.
admin-room-courriel = E-mail
admin-room-courriel-hint = Send a trial, see whether it left.
admin-room-themes = Themes and sub-topics
admin-room-themes-hint = Open, order, archive.
admin-room-animateurs = Animation team
admin-room-animateurs-hint = Who admits the members of each theme.
admin-room-import = Import
admin-room-import-hint = Bring people in from a spreadsheet.
admin-figures = The community in figures
admin-people = People
admin-people-active = Open accounts
admin-people-invited = Invited, not here yet
admin-people-closed = Closed accounts
admin-themes-open = Open
admin-themes-archived = Archived
admin-themes-without-animator = Without animator
admin-mail = E-mail
admin-mail-sent = Sent
admin-mail-waiting = Waiting
admin-mail-dead = Given up
admin-mail-oldest = { $n ->
    [one] The oldest has been waiting for a minute.
   *[other] The oldest has been waiting for { $n } minutes.
 }
admin-jobs = Recurring work
admin-job-column = Work
admin-job-last-column = Last done
admin-job-last-label = Last done:
admin-job-count-column = Handled
admin-job-count-label = Handled:
admin-job-state-column = State
admin-job-state-label = State:
admin-job-never = never yet
admin-job-late = Late
admin-job-on-time = On time
job-outbox = Sending e-mail
job-search-index = Search index kept up to date
job-journal-seal = Sealing the journal
job-sessions-ended = Forgetting ended sessions
job-throttles-old = Forgetting old sign-in attempts
job-limits-ended = Forgetting rate counters
job-invitation-reminders = Reminder of unanswered invitations
job-import-drafts-old = Forgetting spreadsheets left aside
job-form-keys-old = Forgetting forms already received
job-backup = Backup
number = { $n }

notice-mentions-legales = Legal notices
notice-mentions-legales-heading = Legal notices
notice-mentions-legales-lede = The text everyone can read, member or not, from the foot of every page.
notice-accessibilite = Accessibility
notice-accessibilite-heading = Accessibility: partially compliant
notice-accessibilite-lede = The statement everyone can read, member or not, from the foot of every page.
notice-contact = Write to us:
notice-blanks = { $n ->
    [one] One passage of this text is still marked “à compléter”.
   *[other] { $n } passages of this text are still marked “à compléter”.
 }
notice-source = Text
notice-source-hint = In Markdown: “#” for a heading, “-” for a list, “**” around what matters.
notice-submit = Save the text
notice-public = See the public page
notice-preview = As it reads today
said-notice-kept = The text is saved; here is how it reads.

charter-admin-title = Charter
charter-admin-lede = Version { $n } is in force. Publishing a new text makes one more version, which every member accepts at their next visit.
charter-admin-proposed = This text is the one proposed at the start: nobody has adopted it yet. Read it, then keep it as it is or publish yours.
charter-admin-keep = Keep this text
charter-admin-source = Text of the charter
charter-admin-source-hint = In Markdown. Say also what is done with everyone's data.
charter-admin-submit = Publish this version
charter-admin-public = See the charter
charter-admin-unchanged = This text is already that of the charter in force: there is nothing to publish.
charter-admin-versions = Versions
charter-admin-version = Version { $n }
charter-admin-version-column = Version
charter-admin-published-column = Published
charter-admin-published-label = Published:
charter-admin-by-column = By
charter-admin-by-label = By:
charter-admin-by-nobody = proposed at the start
charter-admin-accepted-column = Accepted by
charter-admin-accepted-label = Accepted by:
charter-admin-past-title = Charter, version { $n }
charter-admin-past-lede = Published:
said-charter-published = The new version is published. Everyone will accept it at their next visit.
said-charter-kept = The charter is adopted.
refusal-charter-kept = A version of the charter was adopted or published already: reload the page to read it.

community-title = Name and contact
community-name = Name of the community
community-name-hint = A few words: it stands at the top of every page and signs every e-mail.
community-contact = Contact address
community-contact-hint = Shown to everyone on the front page, in the legal notices and the accessibility statement. Choose a mailbox that several people read.
community-submit = Save
said-community-kept = The name and the contact are saved.

mail-trial-title = E-mail
mail-trial-lede = Invitations, new passwords and news leave by e-mail. A trial tells whether everything is set right.
mail-trial-last = The last trial
mail-trial-asked = Asked for
mail-trial-state = State
mail-trial-sent = Sent
mail-trial-dead = Given up
mail-trial-failed = Not sent yet
mail-trial-waiting = Waiting
mail-trial-error = The server's answer
mail-trial-next = Next try
mail-trial-sent-hint = The mail server accepted it. Check that it arrived in your inbox, not among the junk. Without a server set, it is a file of the “mail” folder of the data.
mail-trial-waiting-hint = It usually leaves within seconds.
mail-trial-refresh = Refresh
mail-trial-failed-hint = Check the server's address, the user name and the password in the settings (mail section), then restart the service.
mail-trial-first = Make a trial
mail-trial-again = Make another trial
mail-trial-hint = A short message leaves for your own address.
mail-trial-submit = Send me a trial
said-mail-tried = The trial is on its way.
