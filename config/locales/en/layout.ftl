# The frame of every page.
layout-skip = Skip to the content
layout-nav-main = Main
layout-nav-footer = Footer
layout-themes = Themes
layout-threads = Threads
layout-directory = Directory
layout-my-page = My page
layout-settings = Settings
layout-administration = Administration
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-demo-name = Demonstration
layout-demo = Demonstration community: the people and the establishments are invented.
layout-accessibility = Accessibility: partially compliant
layout-legal = Legal notices
layout-charter = Charter
layout-theme-auto = Appearance: automatic
layout-theme-light = Appearance: light
layout-theme-dark = Appearance: dark

circle-public = Public
circle-community = Community
circle-peer = Peer circle
circle-expert = Expert circle

text-task-done = Done
text-task-to-do = To do
text-table = Table

when-now = just now
when-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
 }
when-today = today at { $hour }:{ $minute }
when-yesterday = yesterday at { $hour }:{ $minute }
when-weekday = { when-weekday-name } at { $hour }:{ $minute }
when-day = { when-day-number } { when-month-name }
when-date = { when-day } { $year }
when-exact = { when-weekday-name } { when-date } at { $hour }:{ $minute }
when-weekday-name = { $weekday ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
 }
when-day-number = { $day }
when-month-name = { $month ->
    [jan] January
    [feb] February
    [mar] March
    [apr] April
    [may] May
    [jun] June
    [jul] July
    [aug] August
    [sep] September
    [oct] October
    [nov] November
   *[dec] December
 }

form-problems = { $n ->
    [one] One point needs another look
   *[other] { $n } points need another look
 }
form-required = This field is needed.
form-too-long = At { $length } characters, this is over the { $most } possible: shorten it a little.
form-bad-characters = The text holds characters we cannot keep. They are shown as “�”: delete or replace them.
form-bad-email = This does not have the form of an e-mail address, like firstname.surname@hospital.example.
form-malformed = This form is not the one we sent. Reload the page and start again.

field-email = E-mail address
field-password = Password
field-optional = (optional)
field-password-show = Show
field-password-hide = Hide

kept-label = Your text, kept

password-too-short = At least { $least } characters are needed; this has { $length }. A phrase of a few uncommon words does very nicely.
password-too-long = This password is longer than the { $most } characters possible.
password-guessable = This password is too easy to guess: take away common words, your name, sequences and dates, and almost nothing is left. Put together a few unrelated words instead.
layout-search = Search
layout-search-words = Your question
layout-search-submit = Search
