# Threads: lists, reading, writing.
kind-discussion = Discussion
kind-question = Question
kind-rex = Experience report
kind-announcement = Announcement
kind-a-question = A question
kind-a-discussion = A discussion
kind-a-announcement = An announcement
kind-hint-question = You are looking for an answer; you will be able to mark the one that worked.
kind-hint-discussion = You want to compare points of view.
kind-hint-announcement = The animation team has news for the theme.
kind-rex-invite = Share an experience instead: an outline helps you along

badge-animator = Animator

threads-title = Threads
threads-lede = Everything said in your themes, the most recent first.
threads-filter = Filter the threads
threads-recents = Recent
threads-sans-reponse = Unanswered
threads-resolus = Solved
threads-mes-fils = My threads
threads-empty-recents = Nothing has been written here yet.
threads-empty-sans-reponse = Everyone has had a reply.
threads-empty-resolus = No question has been marked as solved yet.
threads-empty-mes-fils = You have not written anything yet.
threads-empty-join = Choose a theme to join

thread-open = Open a thread
thread-replies = { $n ->
    [0] no reply yet
    [one] { $n } reply
   *[other] { $n } replies
 }
thread-new = { $n ->
    [one] { $n } new
   *[other] { $n } new
 }
thread-solved = Solved
thread-solved-strong = Solved.
thread-solved-by = Read { $name }'s answer
thread-archived = This theme is archived: everything can be read, nothing new is written.
thread-theme-archived = This theme has just been archived: nothing new is written there. Your text is kept below.
thread-no-question = Only a reply to a question can be marked as the solution.
thread-problems = { $n ->
    [one] The thread is not published yet: one point needs another look
   *[other] The thread is not published yet: { $n } points need another look
 }
thread-choose-theme = Choose a theme you are a member of.
thread-choose-subtopic = Choose a sub-topic of this theme, or none.
thread-choose-kind = Say what you are opening.
thread-choose-audience = Say who may read this thread.
thread-not-your-theme = You are not a member of this theme: join it to write there.
thread-not-your-circle = You cannot keep a thread for a circle further in than your own in this theme.
thread-announcement-animators = Only the theme's animation team opens announcements.
thread-no-theme = You are not a member of any theme yet.
thread-kind = What would you like to open?
thread-title-hint = A sentence that makes sense without opening the thread.
thread-body-hint = Say what you have tried already, and in what setting. No patient names or numbers.
thread-audience = Who may read this thread
thread-submit = Publish the thread
audience-hint-community = Every member of the theme. The best choice for a question.
audience-hint-peer = The theme's peers and experts.
audience-hint-expert = The theme's experts only.

field-theme = Theme
field-subtopic = Sub-topic
field-subtopic-none = None in particular
field-title = Title
field-message = Post
field-count-left = Characters left: {"{"}n{"}"}
field-count-over = Characters over the limit: {"{"}n{"}"}
form-cancel = Cancel
form-error-prefix = Error:

rex-title = Share an experience
rex-lede = What worked, what did not, and what others would need to do it again.
rex-rather = Open a free-form thread instead
rex-context = The setting
rex-difficulty = The difficulty
rex-tried = What we tried
rex-result = The result
rex-conditions = What it takes to do it again
rex-limits = What does not carry over
rex-hint-context = Your establishment, its size, what was there before.
rex-hint-difficulty = What stood in the way, in everyday practice.
rex-hint-tried = Including what you gave up on.
rex-hint-result = With a figure if you have one, even a rough one.
rex-hint-conditions = What it would not have worked without: people, time, the management's agreement.
rex-hint-limits = What comes from your walls, your team, your history.

reply-title = Reply
reply-label = Your reply
reply-hint-public = Read by everyone. No patient names or numbers.
reply-hint-community = Read by every member of the theme. No patient names or numbers.
reply-hint-peer = Read by the peers and the experts. No patient names or numbers.
reply-hint-expert = Read by the experts. No patient names or numbers.
reply-submit = Publish the reply
reply-problems = { $n ->
    [one] Your reply is not published yet: one point needs another look
   *[other] Your reply is not published yet: { $n } points need another look
 }
reply-not-yours = You can read this thread; to reply, join the theme.

post-empty = The post is empty.
post-too-long = The post is { $length } KiB long, over the { $most } possible. Everything is kept below: split it into two posts.
post-changed-meanwhile = This post was edited meanwhile, perhaps by you in another window. Your text is kept: compare the two versions, then save yours if it should replace the other.
post-new-from-here = New since your last visit
post-new-gone = The latest posts were removed: nothing new to read.
post-heading = Post { $n }, by { $name }
post-number = #{ $n }
post-link = #{ $n }, link to this post
post-edited = edited
post-solution = Solution
post-quote = { $name }, post { $n }:
post-quote-action = Quote
post-quote-label = Quote post { $n }
post-edit = Edit
post-edit-label = Edit post { $n }
post-mark = Mark as the solution
post-mark-label = Mark as the solution, post { $n }
post-unmark = No longer mark as the solution

edit-title = Edit post { $n }
edit-crumb = Edit
edit-lede = The current version can still be read in the history.
edit-submit = Save the edit
edit-problems = { $n ->
    [one] The edit is not saved yet: one point needs another look
   *[other] The edit is not saved yet: { $n } points need another look
 }
history-title = History of post { $n }
history-crumb = History
history-lede = { $n ->
    [one] { $name } has not edited this post.
   *[other] { $name }, { $n } versions. Nothing is lost: each one can still be read here.
 }
history-current = Version { $n }, current
history-version = Version { $n }

pages-label = Pages
pages-label-top = Pages, at the top
pages-older = Older
pages-previous = Previous
pages-next = Next
pages-page = Page { $n }
crumbs-label = Breadcrumb

write-help = Formatting
write-help-bold = bold
write-help-italic = italic
write-help-quote = quotation
write-help-list = list
write-help-numbers = numbered list
write-help-task = to do
write-help-column = column
write-help-note = for a footnote

text-footnote-back = Back to the text

said-reply = Your reply is published.
said-thread = Your thread is open.
said-edit = The edit is saved.
said-solution = Noted: this reply is the solution.
said-solution-withdrawn = The thread is no longer marked as solved.
patient-nir = "{ $value }" has the form and the key of a French social security number. Take it out, or confirm that it is not a patient's.
patient-nir-without-key = "{ $value }" looks like a French social security number. If it is a patient's, take it out.
patient-record-number = "{ $value }" looks like the number of a record or a stay. If it leads to a patient, take it out.
patient-birth = "{ $value }" looks like a date of birth. With the rest of the story it may identify a patient: the age in years is often enough.
patient-confirm = This number is not a patient's
patient-warned = If nothing identifies a patient, post again: the text will pass as it is.
