# Meetings: prepared, announced, held, minuted.
layout-meetings = Meetings
meetings-title = Meetings
meetings-lede = Each circle's rhythm: what is planned, where and when, and what came of it.
meetings-preparing = Being prepared
meetings-coming = Coming
meetings-past = Past
meetings-none = No meeting is announced here at the moment.
kind-meeting = Meeting
notices-kind-meeting = Meetings of my circles
job-meetings-held = Meetings that ended
job-meetings-clocks = Clocks of meetings to come

meeting-state-draft = Being prepared
meeting-state-polled = Date to be chosen
meeting-state-announced = Announced
meeting-state-held = Held
meeting-state-minuted = Minutes published
meeting-state-cancelled = Cancelled

meeting-plan = Plan a meeting
meeting-edit = Edit
meeting-edit-title = Edit “{ $title }”
meeting-form-lede = Only its organisers and the theme's experts see it until it is announced.
meeting-circle = The circle that meets
meeting-circle-hint = The meeting counts in this circle's rhythm. Inner circles may come.
meeting-circle-expert = The experts
meeting-circle-peer = The peers
meeting-circle-community = The whole community
meeting-description = What it is about
meeting-description-hint = Why meet, what will be done, what to have read.
meeting-when = When
meeting-when-hint = Leave empty until the date is chosen.
meeting-starts = Start
meeting-ends = End
meeting-zone = Time zone
meeting-zone-hint = That of the place. Everyone will see it by their own clock too.
meeting-which-earlier = The first time (summer time)
meeting-which-later = The second time (winter time)
meeting-where = Where
meeting-on-site = On site
meeting-remote = From afar
meeting-on-site-or-remote = On site or from afar
meeting-address = Address
meeting-room = Room
meeting-access = Getting there
meeting-access-hint = Transport, parking, access for people with reduced mobility.
meeting-site-capacity = Seats on site
meeting-remote-capacity = Seats from afar
meeting-capacity-hint = Leave empty if there is no limit.
meeting-remote-link = Link to follow from afar
meeting-remote-link-hint = Shown to registered people only. It starts with https://.
meeting-costs = Costs and travel
meeting-costs-hint = Who pays for what, how to be paid back.
meeting-forms-until = Keep what registered people need until
meeting-forms-until-hint = Meals, access, travel: erased after this day. Without a date, thirty days after the meeting.
meeting-also = Also invited
meeting-also-hint = The same circle of these themes is invited with yours; the meeting counts in the rhythm of your circle alone.
meeting-also-told = Also invited, same circle: { $themes }
meeting-scale = Scale
meeting-large = It is a large event: call for contributions, parallel sessions
meeting-public = The announcement may be read by everyone, without an account
meeting-reason = Why the date or the place changes
meeting-reason-hint = Asked only if the date, the time or the place changes: those invited will read it, and their calendars will be updated.
meeting-save = Save
meeting-overtaken = This meeting changed while you were writing. What you typed is kept below; first see what became of it:

meeting-no-date = Date to be fixed
meeting-span = { $day }, from { $from } to { $to }
meeting-span-days = from { $day } at { $from } to { $last } at { $to }
meeting-there = (local time: { $span }, { $zone })
meeting-about = The meeting
meeting-practical = In practice
meeting-link = Join from afar
meeting-link-later = The link is given to registered people.
meeting-organisers = Organised by
meeting-discussion = { $n ->
    [0] Discuss it
    [one] Discuss it (1 post)
   *[other] Discuss it ({ $n } posts)
 }
meeting-seats = { $taken ->
    [0] Nobody is registered yet
    [one] 1 person registered
   *[other] { $taken } people registered
 }
meeting-seats-of = { $taken } / { $capacity } seats taken
meeting-full = Full
meeting-draft-told = Being prepared: the meeting is not announced yet.
meeting-step-move = The date or the place changed
meeting-clocks-changed = The clocks of this zone follow another rule now: the local hour stays, the instant has changed.
meeting-step-cancel = This meeting is cancelled

meeting-desk = Prepare and decide
meeting-announce = Announce the meeting
meeting-announce-hint-expert = The theme's experts will be invited, on the site and by mail.
meeting-announce-hint-peer = The theme's peers and experts will be invited, on the site and by mail.
meeting-announce-hint-community = All members of the theme will be invited, on the site and by mail.
meeting-cancel = Cancel the meeting
meeting-cancel-why = Why it is cancelled
meeting-cancel-hint = Those invited will read it, and their calendars will be updated.
meeting-abandon = Give up preparing it
meeting-abandon-hint = Nobody was told yet.

said-meeting-planned = The meeting is being prepared. Announce it once its date is fixed.
said-meeting-saved = The meeting is saved.
said-meeting-announced = The meeting is announced.
said-meeting-cancelled = The meeting is cancelled; those invited are told.
said-meeting-abandoned = The preparation was given up.

meeting-experts-only = Only a theme's experts and animators plan meetings.
meeting-not-your-theme = You do not plan meetings in this theme.
meeting-not-now = This can no longer be done: the meeting is not there any more.
meeting-moved-meanwhile = The meeting changed while you were looking at it: check, then try again.
meeting-choose-circle = Choose the circle that meets.
meeting-time-wrong = Give a day and a time.
meeting-time-twice = This time exists twice: clocks go back that day. Choose which one, just below.
meeting-time-never = This time does not exist: clocks go forward that day. The next one is { $next }.
meeting-ends-before = The end must come after the start.
meeting-too-long = A meeting lasts a week at most.
meeting-zone-gone = This time zone does not exist, or no longer: choose one of the list.
meeting-nowhere = Choose at least one way to come: on site or from afar.
meeting-seats-wrong = Give a number of seats between 1 and 100,000, or leave it empty.
meeting-capacity-taken = { $taken ->
    [one] One seat is already taken: the capacity cannot be smaller.
   *[other] { $taken } seats are already taken: the capacity cannot be smaller.
 }
meeting-way-taken = { $taken ->
    [one] One person is registered this way: tell them first.
   *[other] { $taken } people are registered this way: tell them first.
 }
meeting-link-wrong = Give an address that starts with https://.
meeting-day-wrong = Give a day.
meeting-kept-before = This day comes before the end of the meeting.
meeting-public-community = Only the announcement of a meeting of the whole community can be public.
meeting-date-needed = First fix the start and the end of the meeting.
meeting-date-past = The date of the meeting is past.
meeting-move-reason = The date or the place changes: say why, those invited will read it.
meeting-cancel-reason = Say why: those invited will read it.
meeting-over = The meeting took place: its date and place no longer change.

zone-paris = Paris
zone-tahiti = Tahiti
zone-marquesas = Marquesas
zone-gambier = Gambier
zone-guadeloupe = Guadeloupe
zone-martinique = Martinique
zone-saint-barthelemy = Saint Barthélemy
zone-saint-martin = Saint Martin
zone-guyane = French Guiana
zone-miquelon = Saint Pierre and Miquelon
zone-mayotte = Mayotte
zone-reunion = Réunion
zone-kerguelen = Kerguelen
zone-noumea = Nouméa
zone-wallis = Wallis and Futuna

notice-meeting-meeting_announced = { $actor } invites you to the meeting “{ $title }”
notice-meeting-series_announced = { $actor } invites you to the meetings of the series “{ $title }”
notice-meeting-meeting_moved = The date or the place of the meeting “{ $title }” changed
notice-meeting-meeting_cancelled = The meeting “{ $title }” is cancelled
notice-meeting-meeting_held = The meeting “{ $title }” is over: its minutes are awaited
notice-meeting-meeting_announced-many = { $n } invitations to the meeting “{ $title }”
notice-meeting-series_announced-many = { $n } invitations to the meetings of the series “{ $title }”
notice-meeting-meeting_moved-many = The date or the place of the meeting “{ $title }” changed { $n } times
notice-meeting-meeting_cancelled-many = The meeting “{ $title }” is cancelled
notice-meeting-meeting_held-many = The meeting “{ $title }” is over: its minutes are awaited
notices-of-meeting = Meetings
