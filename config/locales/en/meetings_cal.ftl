# Meetings in calendars: files, subscriptions, invitations by mail.
job-meeting-invitations = Meeting invitations, by email

calendar-title = Calendar
calendar-add = Add to my calendar
calendar-add-file = A file, for Outlook, Apple and Thunderbird
calendar-add-google = Google Calendar
calendar-add-outlook = Outlook.com
calendar-add-hint = The file does not update itself: the invitation sent by email and the subscription do.
calendar-add-all = Subscribe to all my meetings
calendar-lede = Subscribe your calendar to an address: your meetings will keep themselves up to date there. The address is yours alone and works as a password for reading: do not share it. It only shows what you may read at the moment it is read.
calendar-how = In Outlook, Google Calendar, Apple Calendar or Thunderbird, choose “Subscribe to a calendar” or “Add from URL”, then paste the address.
calendar-mine = My meetings
calendar-of-theme = Meetings of { $theme }
calendar-circles = By circle
calendar-renew-title = Did an address go astray?
calendar-renew-text = Change them all: those you gave so far will lead nowhere.
calendar-renew = Change my addresses
said-calendar-renewed = The addresses of your calendar have changed: the old ones lead nowhere.

mail-meeting-subject-invited = Invitation: { $title }
mail-meeting-subject-moved = New date or place: { $title }
mail-meeting-subject-cancelled = Meeting cancelled: { $title }
mail-meeting-invited = { $circle ->
    [expert] The experts of { $theme } are to meet, and you are expected: “{ $title }”.
    [peer] The peers of { $theme } are to meet, and you are expected: “{ $title }”.
   *[community] The whole community of { $theme } is to meet, and you are expected: “{ $title }”.
 }
mail-meeting-moved = The date or place of the meeting “{ $title }” ({ $theme }) has changed. Here is what it is now.
mail-meeting-cancelled = The meeting “{ $title }” ({ $theme }) will not take place.
mail-meeting-reason = Why
mail-meeting-when = When
mail-meeting-paris = { $span } (Paris time)
mail-meeting-own = { $span } (your time)
mail-meeting-or-remote = { $place }, or from afar
mail-meeting-there = { $span } (local time: { $zone })
mail-meeting-others = This invitation is also for (your time)
mail-meeting-others-answer = Answer each of them from your calendar or on its page; each may be moved or cancelled alone.
mail-meeting-where = Where
mail-meeting-choose = Will you come? Answer in one gesture, without signing in:
mail-meeting-answer = Answer from your calendar (accept, tentative or decline), or on the meeting's page:
mail-meeting-page = Everything is on the meeting's page:
mail-meeting-calendar = The invitation is attached: if your mail program does not show it, open the file “invitation.ics”.
mail-meeting-calendar-gone = Your calendar removes it if it reads this email; otherwise, remove it yourself.

series-plan = Prepare a series
series-kind = Series of meetings
series-form-lede = Describe the first meeting, then say how it comes back. Each can then be announced, moved or cancelled alone.
series-rule = How it comes back
series-every-nth = Every month, the same day of the same week (the second Tuesday)
series-every-last = Every month, the last such day (the last Tuesday)
series-every-week = Every week, the same day
series-interval = One in how many
series-interval-hint = 2: every other month, or every other week. Leave empty for all.
series-count = How many meetings
series-count-hint = Up to 120. Give a number or an end date, not both.
series-until = Until
series-except = Days on which it does not take place
series-except-hint = One a line, such as 11/05/2027.
series-meetings = { $n ->
    [0] No meeting
    [one] One meeting
   *[other] { $n } meetings
 }
series-announce = Announce the { $n } meetings to come
series-announce-hint = The circle receives one notification and one e-mail, with all dates. You may also announce each on its page.
series-none-to-announce = No meeting of this series is left to announce.
series-alone = Each meeting has its page: one registers there, moves it or cancels it without touching the others.
series-file = Add the series to my calendar
series-discussion = Discuss it
series-said-week = { $n ->
    [one] Every { $weekday ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
       *[6] Sunday
     }
   *[other] Every { $n } weeks, on { $weekday ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
       *[6] Sunday
     }
 }, from { $first }
series-said-nth = The { $nth ->
        [1] first
        [2] second
        [3] third
       *[4] fourth
     } { $weekday ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
 } { $n ->
    [one] of each month
   *[other] of one month in { $n }
 }, from { $first }
series-said-last = The last { $weekday ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
 } { $n ->
    [one] of each month
   *[other] of one month in { $n }
 }, from { $first }
said-series-announced = The series is announced to its circle.
said-series-planned = The series is being prepared. Announce its meetings all together or one after the other, when you wish.
series-choose-every = Say how the meeting comes back.
series-interval-wrong = Give a number between 1 and 24, or leave empty.
series-choose-end = Give a number of meetings or an end date.
series-one-end = Give a number of meetings or an end date, not both.
series-count-wrong = Give a number of meetings between 2 and 120.
series-too-many = A series has { $most } meetings at most: shorten it, and make another one afterwards.
series-too-few = A series has at least two meetings: for one only, prepare a meeting.
series-fifth = The first is the fifth such day of its month, and not every month has five: choose “the last”, or another date.
series-not-last = The first is not the last such day of its month: change its date, or choose another way of coming back.
series-except-wrong = Give one date a line, such as 11/05/2027.
series-except-stray = No meeting falls on { $day }: check this date.
series-none-left = No meeting is left.
series-time-never = On { $day }, this time does not exist: clocks go forward that day. Change the time, or add that day to those on which it does not take place.
series-time-twice = On { $day }, this time exists twice: clocks go back that day. Choose which one.
series-of = All meetings of the series
