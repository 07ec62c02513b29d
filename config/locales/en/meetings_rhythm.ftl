# Each circle's rhythm: what is expected, planned, held, missed.
job-meetings-rhythm = Rhythm of the circles
rhythm-year = The year { $year }
rhythm-month-short = { $month ->
    [jan] Jan
    [feb] Feb
    [mar] Mar
    [apr] Apr
    [may] May
    [jun] June
    [jul] July
    [aug] Aug
    [sep] Sept
    [oct] Oct
    [nov] Nov
   *[dec] Dec
 }
rhythm-one-month = { $month ->
    [jan] January { $year }
    [feb] February { $year }
    [mar] March { $year }
    [apr] April { $year }
    [may] May { $year }
    [jun] June { $year }
    [jul] July { $year }
    [aug] August { $year }
    [sep] September { $year }
    [oct] October { $year }
    [nov] November { $year }
   *[dec] December { $year }
 }
rhythm-from-month = { $month ->
    [jan] from January
    [feb] from February
    [mar] from March
    [apr] from April
    [may] from May
    [jun] from June
    [jul] from July
    [aug] from August
    [sep] from September
    [oct] from October
    [nov] from November
   *[dec] from December
 }
rhythm-months = { $from } to { $last }
rhythm-days = from { $first } to { $last }
rhythm-said-year = { $n ->
    [0] none expected
    [one] once a year
   *[other] { $n } a year
 }
rhythm-said-month = { $n ->
    [one] once a month
   *[other] once every { $n } months
 }
rhythm-said-week = { $n ->
    [one] once a week
   *[other] once every { $n } weeks
 }
rhythm-none = no meeting is expected
rhythm-count-held = { $n } held
rhythm-count-planned = { $n } planned
rhythm-count-prepared = { $n } being prepared
rhythm-count-missing = { $n } missed
rhythm-count-open = { $n } still to plan
rhythm-count-before = a year before it was followed
rhythm-outcome-held = held
rhythm-outcome-planned = planned
rhythm-outcome-prepared = being prepared
rhythm-outcome-due = to plan now
rhythm-outcome-missing = missed
rhythm-outcome-later = to plan later
rhythm-outcome-before = before it was followed
rhythm-sign-held = ✓
rhythm-sign-planned = ●
rhythm-sign-prepared = ○
rhythm-sign-due = ?
rhythm-sign-missing = ✕
rhythm-sign-later = ·
rhythm-sign-before = –
rhythm-column-circle = Circle
rhythm-column-when = Period
rhythm-column-outcome = Meeting
rhythm-column-meetings = Which
rhythm-set = Set the rhythm
rhythm-set-title = Rhythm of the circles: { $theme }
rhythm-set-lede = How many meetings are expected of each circle. The animators are told when one is about to be missed, then once it was.
rhythm-usual = Usually: { $rhythm }.
rhythm-number = Number
rhythm-unit = Counted in
rhythm-unit-year = meetings a year
rhythm-unit-month = months between two meetings
rhythm-unit-week = weeks between two meetings
rhythm-save = Save the rhythm
rhythm-wrong = Give a number from 0 to 52 a year, from 1 to 24 months or from 1 to 52 weeks.
said-rhythm-set = The rhythm of the circles is saved.
notice-meeting-rhythm_soon_expert = { $theme }: no meeting of the experts is planned yet, and the expected period ends soon
notice-meeting-rhythm_soon_peer = { $theme }: no meeting of the peers is planned yet, and the expected period ends soon
notice-meeting-rhythm_soon_community = { $theme }: no meeting of the community is planned yet, and the expected period ends soon
notice-meeting-rhythm_late_expert = { $theme }: the circle of experts missed an expected meeting
notice-meeting-rhythm_late_peer = { $theme }: the circle of peers missed an expected meeting
notice-meeting-rhythm_late_community = { $theme }: the community missed an expected meeting
notice-meeting-rhythm_soon_expert-many = { $theme }: meetings of the experts are still to plan ({ $n })
notice-meeting-rhythm_soon_peer-many = { $theme }: meetings of the peers are still to plan ({ $n })
notice-meeting-rhythm_soon_community-many = { $theme }: meetings of the community are still to plan ({ $n })
notice-meeting-rhythm_late_expert-many = { $theme }: { $n } expected meetings of the experts were missed
notice-meeting-rhythm_late_peer-many = { $theme }: { $n } expected meetings of the peers were missed
notice-meeting-rhythm_late_community-many = { $theme }: { $n } expected meetings of the community were missed
