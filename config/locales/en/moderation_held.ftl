# What waits before it is published.
held-title = Waiting post
held-waits = Waiting to be published
said-held = Your text is kept: it will be published as soon as somebody of the theme has read it.
held-mine-title = My waiting texts
held-mine-lede = What you sent that waits for an expert or an animator of the theme to read it, then what was decided.
held-mine-none = None of your texts is waiting.
held-answer-in = Answer in “{ $title }”
held-outcome-published = Published
held-outcome-refused = Not published
held-outcome-withdrawn = Withdrawn
held-why-newcomer = First posts in this theme
held-why-link = A link from a new member
held-why-words = A word of the theme's list
held-why-approval = Their posts are to be approved
held-why-yours-newcomer = Your text is waiting: in this theme somebody reads first posts before they are published. Only you see it for now.
held-why-yours-link = Your text is waiting: it holds a link, and you are new to this theme. Only you see it for now.
held-why-yours-words = Your text is waiting: somebody of the theme will read it before it is published. Only you see it for now.
held-why-yours-approval = Your text is waiting: your posts are approved before they are published. Only you see it for now.
held-see = Read it again
held-place = In
held-read = Read it where it is published
held-text = The text
held-source = The text as you wrote it, to take up again
held-withdraw = Withdraw my text
held-gone = This text no longer waits: it was decided about, or withdrawn. Nothing was changed.
held-author-gone = Its author can no longer write there: the text cannot be published.
held-published-before = { $name } has already published this text. Nothing was changed.
held-refused-before = { $name } has already decided not to publish this text. Nothing was changed.
held-decide = Your decision
held-publish = Publish
held-refuse = Do not publish
held-median-hours = { $n ->
    [one] Half of the texts wait { $n } hour or less (last 90 days).
   *[other] Half of the texts wait { $n } hours or less (last 90 days).
 }
held-median-minutes = { $n ->
    [one] Half of the texts wait { $n } minute or less (last 90 days).
   *[other] Half of the texts wait { $n } minutes or less (last 90 days).
 }
held-median-none = No text was decided about in the last 90 days.
held-rules-title = What makes texts wait
held-rules-lede = Without any setting everything is published at once. These rules never hold experts and animators.
held-first = First posts held
held-first-hint = How many of a member's first posts wait, from 0 to 20. Empty: none.
held-first-wrong = Give a number from 0 to { $most }, or nothing.
held-links = Hold links of members who have fewer than { $n } posts in the theme
held-words = Words that make a text wait
held-words-hint = A word or phrase a line, whatever its accents and capitals. What follows a # is not read.
held-rules-submit = Save
said-held-withdrawn = Your text is withdrawn; it stays here for you.
said-held-published = The text is published.
said-held-refused = The text is not published; its author will read why.
said-held-rules = The theme's rules are saved.
notice-decision-held_published = { $actor } published your post in “{ $title }”
