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
charter-held = The charter changed while you were writing. Your text is kept: accept it and you will find it at once.
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
person-animates = Animates { $theme }

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
member-animating = Running themes
member-animating-named = { $theme }: entrusted by { $name }.
member-animating-withdrawn = { $theme }: withdrawn by { $name }.
member-circles = Circles
member-animates = Animator
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

# Settings
settings-title = Settings
settings-profile = Profile
settings-security = Security
settings-crumbs = You are here
settings-cancel = Cancel
settings-save = Save my profile
settings-problems = { $n ->
    [one] Nothing is saved yet: one point needs another look
   *[other] Nothing is saved yet: { $n } points need another look
 }
settings-no-given-name = Write your given name.
settings-no-family-name = Write your family name.
settings-no-profession = Write your profession.
settings-no-town = Say in which town the establishment is.
settings-no-region = Choose your region.
settings-no-kind = Choose the kind of the establishment.
settings-no-zone = Choose a time zone of the list.
settings-no-language = Choose a language of the list.
password-missing = Write your password.
password-missing-current = Write your current password.
said-settings-saved = Your settings are saved.
field-given-name = Given name
field-family-name = Family name
field-profession = Profession
field-establishment = Establishment
field-establishment-kind = Kind of establishment
field-town = Town
field-region = Region
field-time-zone = Time zone
field-language = Language
field-expertises = Fields
field-presentation = About you
field-current-password = Current password
settings-establishment-hint = Start typing: the known establishments of your region are proposed.
settings-expertises-hint = Five at most, separated by commas. They help others find you and bring you the questions where you are needed.
settings-too-many-expertises = { $count } fields is more than the { $most } possible: keep those where you are needed most.
settings-presentation-hint = What you do, what you have been through. Every member can read it.
settings-help = Helping
settings-available = I am available to help
settings-available-for = With what
settings-available-for-hint = For instance: reading an agreement, telling about a migration, hosting a visit.
settings-zone-usual = The one of my region
settings-zone-mainland = Metropolitan France
settings-portrait = Picture
settings-portrait-file = Choose a picture
settings-portrait-hint = JPEG, PNG or WebP, 5 MB at most. It is cut square; where and when it was taken is not kept.
settings-portrait-send = Send the picture
settings-portrait-remove = Go back to my initials
said-portrait-kept = Your picture is saved.
said-portrait-removed = Your picture is removed: your initials take its place.
portrait-missing = First choose a picture on your device.
portrait-not-a-picture = This file is not a picture we can read. Choose a JPEG, PNG or WebP picture.
portrait-too-heavy = This picture is over 5 MB. Choose a lighter one.
portrait-too-large = This picture is over 40 million pixels. Make it smaller, or choose another one.

# Security
security-sign-in = Signing in
security-change-email = Change the address
security-change-password = Change the password
security-devices = Connected devices
security-devices-lede = A device you do not recognise? Disconnect it, then change your password.
security-devices-count = { $n ->
    [one] One connected device
   *[other] { $n } connected devices
 }
security-device = Device
security-last = Last used
security-last-label = Last used:
security-opened = Signed in
security-opened-label = Signed in:
security-close = Close
security-unknown = Unknown device
security-current = this device
security-personal = own computer
security-shared = shared computer
security-here = You are here
security-close-one = Disconnect
security-close-others = Disconnect all other devices
security-close-too = Disconnect the other devices
said-session-closed = This device is disconnected.
said-sessions-closed = The other devices are disconnected.
security-change-password-title = Change the password
security-change-password-submit = Change the password
password-wrong = This is not your current password.
security-change-email-title = Change the address
security-change-email-lede = Today you sign in with { $email }. A link will leave for the new address: nothing changes until you open it.
security-new-email = New e-mail address
security-change-email-submit = Send me the link
email-same = This is your address already.
said-email-asked = If this address is free, a link valid for one hour has just left for it. Open it to confirm the change.
email-confirm-title = Confirm the new address
email-confirm-lede = From now on you will sign in with { $email } and receive your mail there. The former address will be told.
email-confirm-submit = Confirm this address
said-email-changed = Your new address is saved.
refusal-email-gone = It was used already, or it is more than an hour old. Ask for a new link from your settings.
refusal-email-taken = Another account has just taken this address. Yours has not changed.
