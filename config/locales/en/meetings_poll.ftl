# Choosing a date together: hours that suit, the poll of dates.
poll-title = Choose a date
poll-lede = Look for hours that suit the most people, wherever they live, then ask the circle which to keep.
poll-lede-asked = Say what suits you; you may change your mind until a date is kept.
poll-find = Look for hours
poll-from = From
poll-weeks = Weeks
poll-minutes = Length, in minutes
poll-minutes-hint = From 15 minutes to a day.
poll-search = Search
poll-found = Hours on offer
poll-found-hint = The lightest first: a bad hour weighs the more, the more of them the same people bore this year.
poll-found-none = No hour to come in these weeks: look further.
poll-suited = { $n } people of { $all } within their hours of work
poll-out = { $zone }: { $hour }, { $people ->
    [one] 1 person
   *[other] { $people } people
}
poll-night = at night
poll-other-dates = Other dates
poll-other-hint = By the meeting's clock: { $zone }.
poll-date = Date { $n }
poll-open-hint = The meeting will be announced once a date is kept.
poll-open = Ask the circle
poll-turns = Who bears the bad hours
poll-turns-lede = { $n ->
    [0] This circle has not met for a year.
    [one] Of this circle's meeting of the past year, how many were out of people's hours of work.
   *[other] Of this circle's { $n } meetings of the past year, how many were out of people's hours of work.
}
poll-zone = Where
poll-people = People
poll-borne = Out of hours of work
poll-never = Never came
poll-answered = { $n ->
    [0] Nobody answered yet.
    [one] 1 person answered.
   *[other] { $n } people answered.
}
poll-best = suits the most people
poll-counts = Yes: { $yes } · If need be: { $needed } · No: { $no }
poll-reply-yes = Yes
poll-reply-if_needed = If need be
poll-reply-no = No
poll-send = Send my answers
poll-keep-title = Keep a date
poll-keep-hint = The meeting is announced then: everyone invited gets the date in their calendar.
poll-keep = Keep this date and announce
poll-see = Say which date suits you
poll-begin = Look for a date, or ask the circle
poll-told = The date is not chosen yet: the circle is being asked.
meetings-polled = Dates to choose

said-poll-open = The circle is being asked.
said-poll-answered = Your answers are saved.
poll-date-twice = This hour exists twice that day: choose another one.
poll-dates-number = Propose 2 to 12 dates.
poll-length-wrong = Give a length of 15 to 1,440 minutes.
poll-reply-none = Answer for one date at least.
poll-of-series = The dates of a series follow its rule: move this meeting instead.

notice-meeting-meeting_polled = { $actor } asks which date suits you for the meeting “{ $title }”
notice-meeting-meeting_polled-many = Which date suits you for the meeting “{ $title }”?
