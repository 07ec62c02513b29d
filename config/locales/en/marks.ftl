# What people say of posts, where a question stands, and bookmarks.
mark-merci = Thank you
mark-utile = Helpful
mark-moi-aussi = Me too
mark-fait-chez-moi = I did it too
mark-done-edit = Done at my place: edit
mark-done-count = Done elsewhere
mark-useful-choose = Choose as a useful answer
mark-useful-chosen = Chosen as a useful answer
mark-useful = Useful answer
mark-useful-by = (chosen by the author or an expert)
mark-who-merci = Said thank you
mark-who-utile = Found it helpful
mark-who-fait-chez-moi = Did it too
mark-who-moi-aussi = Has the same question
mark-who-reponse-utile = Chose this answer as useful
marks-who = Who reacted to message { $n }
marks-more = { $n ->
    [one] and { $n } other
   *[other] and { $n } others
 }
marks-done = Done elsewhere
marks-archived = This theme is archived: everything can be read, nobody reacts any more.
marks-only-questions = “Me too” is said of a question only.
marks-only-answers = Only the answer to a question can be chosen as useful.
marks-own-answer = Nobody chooses their own answer as useful.

mark-done-title = I did it too
mark-done-crumb = Message no. { $n }
mark-done-lede = Your line appears under the message, with your name and your establishment: it tells others that it can be done.
mark-done-note = Where, and with what result
mark-done-hint = One line, 200 characters at most. No name or number of a patient.
mark-done-submit = Publish this line
mark-done-correct = Save the correction
mark-done-withdraw = Withdraw this line
mark-note-problems = { $n ->
    [one] Nothing is saved yet: one point needs another look
   *[other] Nothing is saved yet: { $n } points need another look
 }

given-title = Their reactions
given-merci = { $n ->
    [one] said thank you once
   *[other] said thank you { $n } times
 }
given-utile = { $n ->
    [one] found { $n } message helpful
   *[other] found { $n } messages helpful
 }
given-fait-chez-moi = { $n ->
    [one] did { $n } thing at their place
   *[other] did { $n } things at their place
 }

solution-locked = Solution locked
solution-lock = Lock the solution
solution-unlock = Unlock the solution
solution-is-locked = The solution of this question is locked: only the experts and animators of the theme change it.
solution-is-missing = This question has no solution to lock.

threads-non-resolus = Unsolved
threads-classes-sans-reponse = Closed without answer
threads-empty-non-resolus = No question waits for its solution.
threads-empty-classes-sans-reponse = No question was closed without an answer.
search-state-classes-sans-reponse = Closed without answer
thread-set-aside = Closed without answer

aside-strong = Closed without an answer.
aside-by = By { $name },
aside-still = One may still answer; choosing a solution opens the question again.
aside-set = Close without answer
aside-take-up = Take the question up again
aside-title = Close the question without an answer
aside-lede = The question leaves the list of those that wait. Everything stays readable, one may still answer, and you can take it up again.
aside-reason = The reason
aside-hint = One line, 200 characters at most, read by everyone who reads the thread.
aside-submit = Close without answer
aside-no-question = Only a question can be closed without an answer.
aside-not-open = This question is solved already, or closed already.

bookmark = Bookmark
bookmark-thread = Bookmark the thread
bookmark-note = Note and reminder
bookmark-remove = Remove the bookmark
bookmark-unreachable = Content not accessible
bookmark-due = Reminder
bookmark-message = message no. { $n }
bookmark-put = bookmarked
bookmark-reminder = reminder set for
bookmark-reminded = reminded on
bookmark-one-title = Note and reminder
bookmark-note-label = Note
bookmark-note-hint = Nobody else reads it. 200 characters at most.
bookmark-when = Remind me
bookmark-day = The day
bookmark-day-hint = For “a chosen day”: the reminder comes at 8 a.m., your time.
bookmark-day-missing = Say which day.
bookmark-day-to-come = Choose a day to come.
bookmark-choose = Choose when to be reminded of this bookmark, or never.
bookmark-submit = Save
reminder-inchange = As planned, { $when }
reminder-aucun = Never
reminder-trois-heures = In three hours
reminder-demain = Tomorrow morning
reminder-semaine-prochaine = Next Monday
reminder-date = A chosen day
bookmarks-title = My bookmarks
bookmarks-lede = What you want to find again. Nobody else sees them.
bookmarks-empty = You have no bookmark yet. The “Bookmark” button is under each message.
bookmarks-no-more = There is no bookmark left on this page.
layout-bookmarks = My bookmarks
job-bookmarks-due = Reminders of bookmarks

said-mark-done = Your line is published under the message.
said-solution-locked = The solution is locked.
said-solution-unlocked = The solution is no longer locked.
said-aside = The question is closed without an answer.
said-taken-up = The question waits for an answer again.
said-bookmark-put = Bookmark put. It is among your bookmarks, where you can add a note and a reminder.
said-bookmark-changed = The bookmark is saved.
said-bookmark-removed = The bookmark is removed.
