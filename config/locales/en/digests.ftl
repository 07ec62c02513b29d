# Digests by mail and unsubscribing.
digests-tab = Digests
job-digests = Digests by mail
job-digests-old = Old digests
digest-title = Digests by mail
digest-lede = One mail gathers what waits for you and what happened in your themes. What you have read or received does not come back, and when there is nothing to say nothing is sent.
digest-next = The next one leaves { $when }.
digest-next-none = You get no digest.
digest-see-preview = See what it would say today
digest-frequency = How often?
digest-frequency-daily = Every day
digest-frequency-weekly = Every week
digest-frequency-monthly = Every month
digest-frequency-none = Never
digest-weekday = Day
digest-weekday-hint = A monthly digest leaves on the first such day of the month.
digest-hour = Hour
digest-hour-of-day = { $hour }:00
digest-day-1 = Monday
digest-day-2 = Tuesday
digest-day-3 = Wednesday
digest-day-4 = Thursday
digest-day-5 = Friday
digest-day-6 = Saturday
digest-day-7 = Sunday
digest-zone = The hour is that of your time zone, { $zone }.
digest-zone-change = Change it
digest-title-only = Titles only
digest-title-only-hint = No excerpt, no author's name: for a mailbox others may read.
digest-themes = Themes of the digest
digest-themes-hint = Untick those you no longer want there; you stay a member.
digest-silent = Themes without notifications by mail
digest-silent-hint = Their notifications stay on the site. Untick to get them by mail again.
digest-submit = Save
digest-choose-frequency = Choose how often.
digest-choose-day = Choose a day of the week.
digest-choose-hour = Choose an hour.
said-digest-settings = Your choices for the digest are saved.
digest-question = A digest by mail: how often?
digest-question-text = It gathers what waits for you and what is new in your themes. Without an answer it comes every week; you may change your mind in your settings.
digest-question-choose = Choose this
digest-question-later = Do not ask again
digest-preview = Preview of the digest
digest-preview-lede = What your digest would say if it left now. The next one leaves { $when }.
digest-preview-empty = Nothing new for now: no mail would leave.
digest-preview-change = Set up my digests
digest-no-theme = You are in no theme.
digest-no-theme-link = Choose a theme
digest-section-waiting = What waits for you
digest-section-questions = Questions for you
digest-section-points_durs = Points durs
digest-section-solved = Questions solved
digest-section-sheets = Practice sheets
digest-section-joined = New faces
digest-why-waiting = What you chose to find here and have not read yet.
digest-why-questions = Because you know about: { $fields }. Nobody has answered yet.
digest-why-points_durs = Because they were just reported or moved on in your themes.
digest-why-awaited = Because you are an expert of their theme and some wait to be taken up.
digest-why-sheets = Because an edition was just published and you have not read it yet.
digest-why-followed = Because you follow “{ $theme }”.
digest-why-theme = Because you are a member of “{ $theme }”.
digest-why-solved = Because an answer was marked as the solution since your last digest.
digest-why-joined = Because these people join your circle or your region.
digest-line-new = { $n ->
    [0] New, no answer yet
    [one] New, { $n } answer
   *[other] New, { $n } answers
 }
digest-line-moved = { $n ->
    [one] New posts, { $n } answer in all
   *[other] New posts, { $n } answers in all
 }
digest-line-questions = Question without an answer
digest-line-points_durs = { $n ->
    [0] no answer yet
    [one] { $n } answer
   *[other] { $n } answers
 }
digest-line-sheets = { $n ->
    [1] First edition
   *[other] Edition { $n }
 }
digest-line-solved = { $n ->
    [one] Solved, { $n } answer
   *[other] Solved, { $n } answers
 }
digest-reason-followed = you follow this thread
digest-reason-useful = found useful by your peers
digest-reason-awaited = waits for an expert
digest-title-kept-back = Title to be read on the site
digest-quote = { $author }: “{ $excerpt }”
digest-face = { $profession }, { $region }, in “{ $theme }”
digest-more = { $n ->
    [one] And { $n } more
   *[other] And { $n } more
 }
digest-joined-more = { $n ->
    [one] And { $n } more person.
   *[other] And { $n } more people.
 }
digest-mail-subject-daily = { $n ->
    [0] Your digest of the day – { $community }
    [one] Your digest of the day: { $n } thread to read – { $community }
   *[other] Your digest of the day: { $n } threads to read – { $community }
 }
digest-mail-subject-weekly = { $n ->
    [0] Your digest of the week – { $community }
    [one] Your digest of the week: { $n } thread to read – { $community }
   *[other] Your digest of the week: { $n } threads to read – { $community }
 }
digest-mail-subject-monthly = { $n ->
    [0] Your digest of the month – { $community }
    [one] Your digest of the month: { $n } thread to read – { $community }
   *[other] Your digest of the month: { $n } threads to read – { $community }
 }
digest-mail-intro-daily = Here is what happened in { $community } since your last daily digest.
digest-mail-intro-weekly = Here is what happened in { $community } since your last weekly digest.
digest-mail-intro-monthly = Here is what happened in { $community } since your last monthly digest.
digest-mail-leave = Leave “{ $theme }” out of my digests
digest-mail-settings = Choose how often and which themes
digest-mail-stop = No longer receive digests
channel-digest = Site and digest
unsubscribe-title = Unsubscribe
unsubscribe-digest = Digests will no longer be mailed to you.
unsubscribe-digest-theme = The theme “{ $theme }” will no longer be in your digests. You stay a member.
unsubscribe-notices = These notifications will stay on the site, without mail:
unsubscribe-notices-theme = Notifications and announcements of “{ $theme }” will stay on the site, without mail.
unsubscribe-all-notices = All your notifications, announcements and decisions included, will stay on the site, without mail.
unsubscribe-confirm = Confirm
unsubscribe-hint = Nothing changes until you confirm.
unsubscribe-done = Done
unsubscribe-done-text = It takes effect at once. You may change your mind whenever you want:
unsubscribe-settings = set up my mail
unsubscribe-renew-title = Did one of our mails go astray?
unsubscribe-renew-text = Whoever sees one of your mails can unsubscribe you by its link. Cancel these links: in mails already received they will do nothing any more, for you neither; the next mails bring new ones.
unsubscribe-renew = Cancel the links already received
said-unsubscribe-renewed = The unsubscription links already received do nothing any more.
