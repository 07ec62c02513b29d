# The health of the community: figures, the map of regions.
console-parts = The console
console-part-sante = Health
console-part-regions = Regions
console-part-candidats = Candidates
console-part-journal = Journal

health-title = The health of the community
health-of = The health of “{ $theme }”
health-lede = Who reads, who writes, who comes; how fast people answer each other; what waits. Each figure says how it is counted.
health-all-lede = Your themes side by side, over the last three months. Open one to see its charts.
health-all-caption = The last three months, theme by theme
health-theme = Theme
health-people = People
health-inner = { $experts ->
    [one] { $experts } expert
   *[other] { $experts } experts
 }, { $peers ->
    [one] { $peers } peer
   *[other] { $peers } peers
 }
health-counted = Counted
health-counted-daily = Figures are counted again once a day.
health-not-counted = Nothing is counted yet: the first count comes within the hour after the start.
health-period = Period
health-period-months = { $n } months
health-month = { $month ->
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
 } { $year }
health-share = { $n }%
health-minutes = { $n } min
health-hours = { $n } h
health-days = { $n } d
health-nothing = –
health-few = A dash: fewer than five people or five questions, or nothing counted.
health-too-few = Too few people or questions to say anything of.

health-circles = Circles and their rhythm
health-circles-how = People confirmed today, against the target of the theme; meetings held over twelve months, against the expected rhythm. A meeting counts only for the circle that convenes it.
health-rhythm = Meetings over twelve months
health-of-target = { $n } of { $target }
health-held = { $held } held of { $expected } expected
health-behind = behind
health-on-time = on time

health-taking-part = Taking part
health-answering = Answering each other
health-figure-read = Read
health-figure-wrote = Wrote
health-figure-came = Came
health-figure-returned = Newcomers who came back
health-figure-digest = Came by the digest
health-figure-unanswered = Questions without an answer
health-figure-answer_half = First answer
health-figure-answer_most = First answer, 9 in 10
health-figure-solved_half = Solution
health-figure-solved_most = Solution, 9 in 10
health-figure-reused = “Done here too”
health-how-read = Share of the theme's members who opened at least one thread in the month. Only the last reading of each thread is kept: an old month that was never counted at the time is underestimated.
health-how-wrote = Share of the theme's members who wrote at least one post in the month. What is signed anonymously counts for nobody.
health-how-came = Share of the theme's members noted as present, on site or remotely, at a meeting of the month.
health-how-returned = Of the members who came into the theme the month before, share of those who read or wrote in the month.
health-how-digest = Of the members who were sent a digest in the month, share of those who came by one of its links. No pixel: opening the mail is not followed, and which link was followed is not kept.
health-how-unanswered = Share of the questions of the month and the two before that nobody but their author has answered so far.
health-how-answer_half = Time within which half of the answered questions of the month and the two before had their first answer; the line: nine in ten.
health-how-solved_half = Time from the question to the post that solved it, for half of the solved questions of the month and the two before; the line: nine in ten.
health-how-reused = How often somebody said that they did the same at their place, in the month.

health-points = Points durs under way
health-points-how = The points durs that wait for somebody, by state and by time since their report.
health-points-old = { $n ->
    [one] { $n } is more than six months old.
   *[other] { $n } are more than six months old.
 }
health-state = State
health-age-month = Under a month
health-age-quarter = 1 to 3 months
health-age-half = 3 to 6 months
health-age-older = Over 6 months
health-total = In all
health-load = The load of experts
health-load-how = The points durs under way that each leads, and the calls they have not answered yet, right now.
health-load-leads = Leads
health-load-calls = Calls waiting
health-load-free = { $n ->
    [one] { $n } expert has nothing in hand.
   *[other] { $n } experts have nothing in hand.
 }
health-no-expert = This theme has no expert yet.
health-regions = By region
health-regions-how = Over the chosen period. Regions of fewer than five members are counted together; the rest is never alone.
health-other-regions = Other regions
health-months = Month by month
health-month-column = Month
health-export = Download the table (CSV)
health-csv-theme = Theme
health-csv-region = Region
health-csv-period = Period
health-csv-figure = Figure
health-csv-value = Value
health-csv-of = Of
health-csv-unit = Unit
health-csv-whole = The whole theme
health-csv-year = Last twelve months
health-csv-unit-share = people or questions
health-csv-unit-minutes = minutes
health-csv-unit-times = times

map-title = Where peers are missing
map-lede = A peer relays the theme in their region: they welcome, explain, and carry things back. Two are better than one.
map-missing = There first
map-missing-line = { $region }: nobody for “{ $theme }”
map-missing-people = { $n ->
    [one] { $n } member waits
   *[other] { $n } members wait
 }
map-nothing-missing = Every region that has members has at least one peer.
map-table = Regions and themes
map-how = Peers and experts whose mandate runs, counted again every hour; members, once a day.
map-legend = What the colours say
map-level-none = no peer
map-level-one = one only
map-level-enough = two or more
map-covered = { $n } regions of { $total }
map-not-expected = collectivity
map-relays = { $n ->
    [0] no peer
    [one] { $n } peer
   *[other] { $n } peers
 }
map-people = { $n ->
    [0] no member
    [one] { $n } member
   *[other] { $n } members
 }
job-health-figures = Figures of health
