# People: signing in, account, directory.
sign-in-title = Sign in
sign-in-submit = Sign in
sign-in-forgotten = Forgotten password?
sign-in-personal = This is my own computer
sign-in-personal-hint = Leave this box empty on a computer shared by the ward: the session closes there after thirty minutes without activity.
sign-in-wrong = The address or the password is not right. Check both, or ask for a new password.
sign-in-held = Your session had closed. Your text is kept: sign in and you will find it at once.
found-again-title = Here is your text
found-again-lede = You are signed in again. Nothing was lost, nothing has been published yet.
found-again-submit = Send now

# Forgotten password
forgotten-title = Forgotten password
forgotten-lede = Write your address: if it is known, a link valid for one hour leaves for it at once.
forgotten-submit = Send me the link
forgotten-back = Back to signing in
said-reset-asked = If this address belongs to an account, a link valid for one hour has just left for it. Nothing after a few minutes? Look in the junk folder.
new-password-title = Choose a new password
new-password-lede = For the account { $email }. Sessions open elsewhere will be closed.
new-password-label = New password
new-password-hint = At least 15 characters. A few rare, unrelated words make a good password that is easy to remember.
new-password-submit = Save and sign in
said-password-changed = Your new password is saved.

# Charter
charter-title = The charter
charter-version = Version { $version }, of { $date }.
charter-lede = Read it, it is short: your agreement opens the community.
charter-text = The text
charter-accept = I have read the charter and accept it
charter-later = Not now: sign me out
charter-accepted = You have accepted this version.
refusal-charter-changed = The charter has just changed. Read it again before accepting it.

# Directory
directory-title = Directory
directory-lede = Find somebody who has been through it.
directory-filters = Filter the directory
directory-words = Name, establishment, field
directory-theme = Theme
directory-circle = Circle
directory-region = Region
directory-profession = Profession
directory-expertise = Exact field
directory-available = Available to help
directory-all = All
directory-all-f = All
directory-submit = Filter
directory-clear = Clear the filters
directory-count = { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
directory-nobody = Nobody matches all of this. Take one criterion away, or search with fewer words.
directory-pages = Pages of the directory
directory-previous = Previous
directory-next = Next
person-available = Available
person-not-arrived = Invitation pending
person-animates = Animation, { $theme }

# A person's page
member-card = Card
member-edit = Edit my profile
member-not-arrived = This person was invited and has not answered yet: they receive nothing but their invitation.
member-nothing-yet = Say in a few lines what you do and what you have been through: that is how people find you.
member-presentation = About
member-expertises = Fields
member-available = Can help
member-available-for-all = Available for members' questions.
member-threads = Latest threads
member-answers = Answers
member-solution = Solution
member-moves = Path through the circles
member-moves-who = Visible to the person and to the theme's animators.
member-circles = Circles
member-animates = Animation
member-since = since { $date }
member-where = Bearings
member-establishment = Establishment
member-region = Region
member-local-time = Local time
member-clock = { $hour }:{ $minute }
member-time-ahead = { $hours } ahead of you
member-time-behind = { $hours } behind you
member-given = What was given
member-solved = Answers that solved
member-answered = Answers written
member-opened = Threads opened
member-given-seen = In the threads you may read.

establishment-CHU = University hospital
establishment-CH = Public hospital
establishment-Clinique = Private clinic
establishment-EHPAD = Nursing home
establishment-ESMS = Other medico-social establishment
establishment-GHT = Territorial hospital group
establishment-CPTS = Primary care
establishment-GRADeS = GRADeS
establishment-ARS = Regional health agency
establishment-Autre = Other
