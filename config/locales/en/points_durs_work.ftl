# Absences and the place of work.
absences-title = Absences
absences-lede = While you are away, calls and reminders about points durs also go to whoever stands in for you. The experts and animators of your themes see until when you are away.
absences-problems = { $n ->
    [one] One correction before saving
   *[other] { $n } corrections before saving
 }
absences-none = No absence planned.
absence-day-of = { $day }
absence-days = From { $first } to { $last }
absence-runs = now
absence-deputy-is = { $name } stands in for you.
absence-end = End the absence begun on { $first }
absence-take-back = Take back the absence of { $first }
absence-new = Plan an absence
absence-first = First day
absence-last = Last day
absence-deputy = Who stands in for you
absence-deputy-hint = They receive, at the same time as you, what presses on the points durs you lead. They are told.
absence-nobody = Nobody
absence-submit = Save the absence
said-absence = Your absence is saved.
said-absence-gone = This absence is taken back.
absence-day = Write a date, for instance 2026-12-24.
absence-no-such-deputy = Choose somebody among the experts or animators of your themes.
absence-too-many = You have planned many absences already. Take one back first.
absence-overlaps = You are away on some of these days already. Take that absence back first.
absence-ends-before = The last day comes before the first.
absence-is-past = These days are past.
absence-too-long = An absence lasts a year at most.
absence-too-far = An absence is planned a year ahead at most.
absence-until-to-come = Give a day to come, within a year.
department-title = Where you work
department-lede = The deadlines of the points durs you lead are counted in working hours: by your time zone and the public holidays of your département.
department-label = Département or collectivity
department-usual = As my region says
department-usual-is = As my region says (today, the public holidays of: { $name })
department-submit = Save the département
said-department = Saved.
absence-no-department = Choose a département of the list.

# Deadlines.
deadlines-title = Deadlines
deadline-first-answer = First answer
deadline-solution = Solution
deadline-running = due before { $when }, { $left } left
deadline-soon = due soon, before { $when }: { $left } left
deadline-late = late since { $when }
deadline-stopped = the clock stands still while an answer is awaited; { $left } will be left
deadline-met = given in time
deadline-met-late = given late
deadline-left-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 }
deadline-left-hours = { $n ->
    [one] { $n } working hour
   *[other] { $n } working hours
 }
deadline-left-little = less than a working hour
deadlines-explained = Counted in working hours, public holidays left out, where whoever leads works.

# "Where is it?"
silence-ask = Where is it?
silence-hint = No news for long. One click, and whoever leads is reminded (the animators, when nobody leads). Once a week.
said-asked-after = Asked. The answer will come in this thread.
point-dur-not-silent = There were news lately, or you asked this week already.

# Calls of experts.
calls-title = Calls of experts
calls-private = Only the experts and animators of the theme see these calls.
calls-mine = You are called on this point dur.
calls-answer-link = Answer the call
calls-none = Nobody was called yet.
calls-link = Call experts
calls-page-title = Call experts
calls-lede = Everyone who is called is told and answers for themselves: they take it up, advise, decline or say that they are away.
calls-list = Whom to ask
calls-nobody = Nobody else is an expert of this theme. The animators can bring somebody in.
calls-knows = Knows: { $what }
calls-follows = follows this sub-topic
calls-led = { $n ->
    [one] led { $n } point dur of this sub-topic
   *[other] led { $n } points durs of this sub-topic
 }
calls-load-leads = { $n ->
    [0] leads nothing at the moment
    [one] leads { $n } point dur
   *[other] leads { $n } points durs
 }
calls-load-calls = { $n ->
    [0] no call waiting
    [one] { $n } call waiting
   *[other] { $n } calls waiting
 }
calls-away = Away until { $day }
calls-deputy = { $name } stands in
calls-proposed = suggested
calls-waited-for = called already, no answer yet
calls-submit = Call
calls-choose = Choose at least one person.
calls-too-many = Call ten people at once at most.
calls-unknown = One of these people is no longer an expert of this theme. Choose again.
calls-over = This point dur waits for no expert any more.
calls-problems = { $n ->
    [one] One correction before calling
   *[other] { $n } corrections before calling
 }
said-experts-called = The experts you chose are told.
point-dur-calls-over = This point dur is settled or closed: no expert is called any more.
call-answered-already = You answered this call already.
call-page-title = Answer the call
call-lede = Answer for yourself only. Whoever called you reads your answer.
call-takes_up = I take it up
call-takes_up-hint = You lead this point dur; whoever reported it is told.
call-advises = I advise
call-advises-hint = You help whoever leads, and follow the thread.
call-declines = I decline
call-declines-hint = Say why in a sentence.
call-absent = I am away
call-absent-hint = Say until when: it is added to your absences.
call-unqualified = This point dur is not qualified yet: it is taken up after that.
call-answer-label = Your answer
call-reason = Why
call-until = Until
call-submit = Answer
call-choose-answer = Choose an answer.
said-call-answered = Your answer is passed on.
call-said-takes_up = takes it up
call-said-advises = advises
call-said-declines = declines
call-said-absent = away
call-said-waits = no answer yet

# What is to be done.
tasks-title = To do
tasks-none = Nothing to do for now.
task-for = for { $name }
task-due = before { $day }
task-late = late, it was for { $day }
task-is-done = done
task-finish = Mark as done
task-unfinish = Put back to do
tasks-link = Give a task
tasks-lede = The person you choose is told at once, and again on the day. Everyone who reads this point dur reads its tasks.
task-title = What
task-member = Who
task-day = For when
task-submit = Give the task
task-choose-person = Choose somebody.
task-unknown-person = This person has no part in this point dur any more. Choose somebody else.
tasks-too-many = This point dur has a hundred tasks already. Open another one, or settle this one.
tasks-problems = { $n ->
    [one] One correction before giving the task
   *[other] { $n } corrections before giving the task
 }
said-task-given = The task is given.
point-dur-tasks-over = This point dur is closed: no task is given there any more.

# Attempts.
attempts-title = Tried at our place
attempts-none = Nobody told of an attempt yet.
attempt-works = works
attempt-adapt = to be adapted
attempt-fails = does not work
attempts-count-works = { $n ->
    [one] { $n } establishment says that it works
   *[other] { $n } establishments say that it works
 }
attempts-count-adapt = { $n ->
    [one] { $n } had to adapt it
   *[other] { $n } had to adapt it
 }
attempts-count-fails = { $n ->
    [one] { $n } says that it does not work
   *[other] { $n } say that it does not work
 }
attempt-unknown = Whoever reported this point dur
attempt-withdraw = Take my attempt back
attempts-link = Tell of an attempt
attempts-lede = You tried the solution at your place? Say what became of it, and in which context: that is what helps others decide.
attempt-under-name = Your name and your establishment show with your attempt.
attempt-under-no-name = You reported this point dur without your name: your name and establishment do not show here either. Mind that your text does not tell them.
attempt-verdict = At our place, the solution
attempt-context = The context
attempt-context-hint = Size, tools, what you changed, what got stuck. No patient data.
attempt-submit = Publish the attempt
attempt-choose = Say whether it works.
attempts-too-many = You told of five attempts here already. Take one back first.
attempts-problems = { $n ->
    [one] One correction before publishing
   *[other] { $n } corrections before publishing
 }
said-attempt-told = Thank you: your attempt is published.
said-attempt-gone = Your attempt is taken back.
point-dur-attempts-not-yet = There is no solution to try yet.

# What awaits you.
waiting-title = What awaits you
waiting-lede = The points durs and tasks for which you are counted on.
waiting-nothing = Nothing awaits you. Thank you for what you did.
waiting-to-points = See the points durs
waiting-alarms = { $n ->
    [one] One point dur with nobody to take it up
   *[other] { $n } points durs with nobody to take them up
 }
alarm-nobody-eligible = No expert of the theme is available.
alarm-nobody-answers = None of the experts who were called answers or accepts.
waiting-calls = Calls without an answer
waiting-called = called
waiting-free = Nobody leads them yet
waiting-free-lede = Your sub-topics and fields of expertise first.
waiting-mine = among your subjects
waiting-led = You lead them
waiting-led-all = All that I lead
waiting-silent = no news for long
waiting-tasks = Your tasks
waiting-since = last step:
waiting-late = late
waiting-soon = due soon
waiting-problem-of = For “{ $title }”
waiting-settings = Plan an absence

# Notices.
notice-assignment-call = { $actor } calls you on the point dur “{ $title }”
notice-assignment-deputy = { $actor } hands you their points durs during an absence
notice-assignment-task = { $actor } gives you a task: “{ $title }”
notice-assignment-task-due = A task is for today: “{ $title }”
notice-assignment-where-is-it = Where is it? It is asked of “{ $title }”
notice-assignment-soon-first-answer = A first answer is due soon: “{ $title }”
notice-assignment-soon-solution = A solution is due soon: “{ $title }”
notice-assignment-late-first-answer = The first answer is late: “{ $title }”
notice-assignment-late-solution = The solution is late: “{ $title }”
notice-assignment-nobody-eligible = No expert is available for “{ $title }”
notice-assignment-nobody-answers = Nobody takes up “{ $title }”
notice-point_dur-call-takes_up = { $actor } takes up “{ $title }”
notice-point_dur-call-advises = { $actor } advises on “{ $title }”
notice-point_dur-call-declines = { $actor } declines your call on “{ $title }”
notice-point_dur-call-absent = { $actor } is away: “{ $title }” waits for somebody else
notice-point_dur-task-done = { $actor } did a task of “{ $title }”
notice-point_dur-attempt = An attempt is told of for “{ $title }”
job-points-durs-warnings = Deadlines, calls and tasks of points durs
job-points-durs-year = Figures of the year of points durs
