# Practice sheets: written, reviewed, tried, published, followed up.
layout-sheets = Sheets
sheets-title = Practice sheets
sheets-lede = Proven solutions, written by professionals, reviewed and tried before they are published.
sheets-filter = Filter by theme
sheets-all = All themes
sheets-preparing = In preparation
sheets-published = Published
sheets-none = No sheet is published here yet.
sheet-begin = Begin a sheet
sheet-quoted = “{ $text }”
sheet-edition = Edition { $n }
sheet-of-point = Practice sheet: { $title }
sheet-formalise = Write the practice sheet
sheet-choose = Choose…

sheet-state-draft = Draft
sheet-state-in_review = In review
sheet-state-reviewed = Reviewed
sheet-state-in_trial = In trial
sheet-state-published = Published
sheet-state-withdrawn = Withdrawn
sheet-state-abandoned = Abandoned

sheet-part-difficulty = The difficulty
sheet-part-context = The context
sheet-part-solution = The solution
sheet-part-steps = The steps
sheet-part-conditions = Conditions for success
sheet-part-limits = What does not transfer
sheet-part-contacts = Who to call
sheet-hint-difficulty = What blocks, in a few lines anybody understands.
sheet-hint-context = Where the solution was born: kind of establishment, size, what was there before. Without naming a product.
sheet-hint-solution = What unblocked the situation.
sheet-hint-steps = What to do, in order; a numbered list fits well.
sheet-hint-conditions = What it does not work without: people, time, agreements.
sheet-hint-limits = Where it must not be applied as it is.
sheet-hint-contacts = Services and roles rather than people: anybody may read the sheet.

sheet-edit = Change
sheet-edit-title = Change “{ $title }”
sheet-form-lede = Short and ready to use: one printed page, understood without knowing the subject.
sheet-from-point = It starts from the point dur “{ $title }”: read again what is taken over, and remove what would let somebody be recognised.
sheet-title-hint = What the sheet lets one do, in a line.
sheet-audience = Who will read it
sheet-audience-public = Everybody, without an account
sheet-audience-community = The members of the theme
sheet-audience-peer = The peers and experts of the theme
sheet-audience-expert = The experts of the theme
sheet-note = What changes in this version
sheet-note-hint = 200 characters at most; kept in the history.
sheet-save = Save
sheet-save-anyway = Save my version all the same
sheet-meanwhile = Another version was saved while you were writing
sheet-meanwhile-how = Here is what would change if your text took its place: take over in the form what suits you, then save. Nothing is lost, every version stays in the history.
sheet-meanwhile-same = The two texts are the same.
sheet-experts-only = Only the experts of a theme and its animators write sheets.
sheet-over = This sheet is withdrawn or abandoned, or not published yet: that can no longer be done. Your text is kept below.
refusal-forbidden-owned = This text is the sheet's: it is changed or withdrawn from the sheet.

sheet-about = About this sheet
sheet-owner = Owner
sheet-authors = Written by
sheet-published-on = Published
sheet-revised-on = Revised
sheet-review-day = To be reviewed by
sheet-comes-from = Born of the point dur
sheet-print-hint = Printed, it fits on one page.
sheet-imprint = Practice sheet, edition { $n }
sheet-withdrawn = This sheet is withdrawn: do not apply it any more.
sheet-withdrawn-text = This sheet is withdrawn
sheet-replaced-by = It is replaced by:
sheet-not-published = This sheet is not published: only the experts of the theme and those who try it read it.
sheet-abandoned-told = This sheet was given up before it was published; its history says why.
sheet-typed = What you had written
sheet-moved-meanwhile = Somebody changed this sheet meanwhile. Here it is as it stands now; what you had written is kept.
sheet-discussion = { $n ->
    [0] Discuss it
    [one] Discussion: { $n } post
   *[other] Discussion: { $n } posts
 }

sheet-workshop = Prepare the sheet
sheet-being-revised-told = A new edition is being prepared: readers see the one before.
sheet-last-saved = Last saved by { $name }
sheet-left = Before it is published
sheet-left-review = A second expert must agree with the text as it is.
sheet-left-trial = An establishment new to the subject must have tried it, unless the animators do without.
sheet-left-products = The sheet may name a product or a company ({ $words }): say why, or write it differently.
sheet-left-second-reader = The sheet names { $words }: a second person must accept the justification.
sheet-parts-missing = Write at least the difficulty, the solution and the steps.
sheet-trials = Trials
sheet-trial-waits = Answer awaited
sheet-waived = Without a trial: { $reason }
sheet-products = Words to look at: { $words }.
sheet-products-why = Justification: “{ $reason }”.
sheet-products-agreed = Accepted by a second person.
sheet-verdict-clear = Everything was clear
sheet-verdict-stumbled = We stumbled
sheet-verdict-declined = I cannot try it
sheet-answer = Your trial
sheet-answer-hint = Follow the sheet as if nobody could help you, then say what stopped you.
sheet-answer-what = How did the trial go?
sheet-stumbles = Where did you stumble?
sheet-stumbles-hint = An obscure word, a missing step, a condition you did not meet.
sheet-stumbles-where = Say where you stumbled: that is what will improve the sheet.
sheet-choose-verdict = Say how the trial went.
sheet-answer-send = Send my answer
sheet-answered = Thank you, your answer to the trial is kept.
sheet-submit = Ask for a review
sheet-submit-do = Ask for the review
sheet-reviewer = Who will review it
sheet-reviewer-hint = An expert of the theme who wrote nothing of this sheet.
sheet-reviewer-not-able = This person cannot review it: they wrote some of it, or are no expert of the theme.
sheet-choose-somebody = Choose somebody in the list.
sheet-review = Review
sheet-approve-hint = You agree with the text as it is shown; if it changes, you will be asked again.
sheet-approve = Agree
sheet-send-back = Send back to the authors
sheet-send-back-why = What is to be changed
sheet-try = Have it tried
sheet-try-do = Ask for a trial
sheet-candide = Who will try it
sheet-candide-hint = The name of a member whose establishment does not know the subject.
sheet-candide-away = This person has no account in use.
sheet-candide-expert = This person knows the subject already: ask somebody who is no expert of the theme.
sheet-candide-asked = They were asked already.
sheet-name-somebody = Give the person's name.
sheet-name-one = Give one person at a time.
sheet-waive = Do without a trial
sheet-waive-why = Why do without
sheet-reason-hint = 500 characters at most.
sheet-reason-needed = Say why, in a sentence.
sheet-justify = Say why a product is named
sheet-justify-why = Why name it
sheet-justify-hint = The community recommends no product: say why the name is needed, or write it differently. 500 characters at most.
sheet-justify-do = Save the justification
sheet-products-not-justified = The justification is still missing.
sheet-read-products = Accept the justification
sheet-read-products-hint = You are the second person to read it: is the name really needed?
sheet-publish = Publish the sheet
sheet-publish-next = Publish edition { $n }
sheet-publish-do = Publish
sheet-review-by = To be reviewed by
sheet-review-by-hint = Between tomorrow and five years from now; its owner will be told a month before.
sheet-day-wrong = Give a day, for instance 2027-11-30.
sheet-day-range = Choose a day between tomorrow and five years from now.
sheet-nothing-new = Nothing changed since the last edition.
sheet-confirm = Confirm the sheet
sheet-confirm-hint = The sheet still holds: give the day of the next check.
sheet-confirm-do = Confirm
sheet-being-revised = A new edition is being prepared: publish it rather than confirm the old one.
sheet-hand-over = Change its owner
sheet-hand-over-hint = An expert or an animator of the theme, who will be told.
sheet-owner-not-able = This person is no expert of the theme: they cannot answer for the sheet.
sheet-withdraw = Withdraw the sheet
sheet-withdraw-why = Why it no longer holds
sheet-withdraw-hint = All its readers will see it at its address. 500 characters at most.
sheet-replacement = The sheet that replaces it
sheet-replacement-hint = Its address, if there is one.
sheet-replacement-unknown = Give the address of another published sheet, read by the same people at least, or leave it empty.
sheet-abandon = Give up the preparation
sheet-abandon-why = Why stop there

sheet-history = History
sheet-history-title = History of “{ $title }”
sheet-history-lede = { $n ->
    [one] { $n } version, and what changed.
   *[other] { $n } versions, the latest first, and what changed from one to the next.
 }
sheet-history-first = First version.
sheet-history-same = The text did not change.

sheet-feedback = Feedback from the field
sheet-feedback-none = Nobody has said yet what became of this sheet in the field.
sheet-feedback-worked = It worked
sheet-feedback-stuck = I got stuck
sheet-feedback-wrong = Something is wrong
sheet-feedback-signed = { $name } (without an account)
sheet-feedback-unsigned = Somebody without an account
sheet-feedback-state-held = Waiting to be read
sheet-feedback-state-hidden = Hidden
sheet-feedback-show = Show
sheet-feedback-hide = Hide
sheet-feedback-which = { $kind ->
    [worked] the feedback “It worked”
    [stuck] the feedback “I got stuck”
   *[other] the feedback “Something is wrong”
 }
sheet-feedback-yours = Say what became of it where you work
sheet-feedback-what = In a word
sheet-feedback-body = In a few sentences
sheet-feedback-body-hint = Where, in which conditions, what helped or hindered. No patient's name or number. 2,000 characters at most.
sheet-feedback-name = Your name or your establishment
sheet-feedback-held-hint = An expert will read your feedback before it is shown.
sheet-feedback-send = Send the feedback
sheet-choose-feedback = Say whether it worked, you got stuck or something is wrong.

sheet-reach = Where it is used
sheet-applying = { $n } establishments or teams say they apply it.
sheet-answers = { $n } answers to “still in place?”:
sheet-answers-few = Too few answers yet to say whether it lasts.
sheet-answered-in_place = { $n } still in place
sheet-answered-adapted = { $n } in place, adapted
sheet-answered-dropped = { $n } given up since
sheet-answered-never = { $n } never put in place
sheet-answered-others = { $n } other answers, together
sheet-spread-count = { $n ->
    [0] Not spread in the regions yet.
    [one] Spread in { $n } place.
   *[other] Spread in { $n } places.
 }
sheet-spread-where = See the latest places
sheet-spread-place = Where did you spread it?
sheet-spread-hint = An establishment, a meeting, a list: what will help other peers.
sheet-spread = Note the place
sheet-apply = I will apply it
sheet-apply-hint = You will be asked at 3, 6 and 12 months whether it is still in place.
sheet-you-apply = You said that you apply it.
sheet-stop = I no longer apply it

sheet-in-place = Still in place?
sheet-in-place-thanks = Thank you for your answer
sheet-in-place-about = { $months ->
    [3] Three months ago you said that you would apply:
    [6] Six months ago you said that you would apply:
   *[other] A year ago you said that you would apply:
 }
sheet-in-place-choose = How is it going?
sheet-in-place-change = Change the answer
sheet-in-place-lacks = Choose an answer.
sheet-in-place-send = Answer
sheet-in-place-kept-in_place = Noted: still in place.
sheet-in-place-kept-adapted = Noted: in place, adapted.
sheet-in-place-kept-dropped = Noted: given up since. We will not ask again.
sheet-in-place-kept-never = Noted: never put in place. We will not ask again.
sheet-answer-in_place = Yes, still in place
sheet-answer-adapted = Yes, but adapted
sheet-answer-dropped = No, given up since
sheet-answer-never = No, never put in place

said-sheet-begun = The sheet is begun: you and the other experts of the theme can complete it.
said-sheet-saved = This version is saved.
said-sheet-submitted = The review is asked for.
said-sheet-approved = Your agreement is kept.
said-sheet-sent-back = The sheet is sent back to its authors.
said-sheet-trial = The trial is asked for.
said-sheet-tried = Thank you! Your answer goes to the authors.
said-sheet-waived = The sheet does without a trial.
said-sheet-justified = The justification is kept: a second person must accept it.
said-sheet-products-read = The justification is accepted.
said-sheet-published = The sheet is published.
said-sheet-confirmed = The sheet is confirmed.
said-sheet-handed-over = The sheet has another owner.
said-sheet-withdrawn = The sheet is withdrawn; its address says why.
said-sheet-abandoned = The preparation is given up; everything stays in the history.
said-sheet-feedback = Thank you! Your feedback shows under the sheet.
said-sheet-feedback-held = Thank you! An expert will read your feedback before it is shown.
said-sheet-feedback-shown = The feedback is shown.
said-sheet-feedback-hidden = The feedback is hidden.
said-sheet-spread = The place is noted.
said-sheet-applied = Noted. You will be asked at 3, 6 and 12 months how it goes.
said-sheet-stopped = Noted: you will not be asked any more.

notice-assignment-sheet_review = { $actor } asks you to review a practice sheet in “{ $theme }”
notice-assignment-sheet_read_again = { $actor } changed a practice sheet you had reviewed in “{ $theme }”: read it again
notice-assignment-sheet_trial = { $actor } asks you to try a practice sheet in “{ $theme }”
notice-assignment-sheet_trial_again = Reminder: a practice sheet waits for your trial in “{ $theme }”
notice-assignment-sheet_owner = { $actor } gives you a practice sheet to answer for in “{ $theme }”
notice-assignment-sheet_review_due = The sheet “{ $title }” is to be reviewed soon
notice-assignment-sheet_follow_3 = “{ $title }”: still in place three months later? The mail you got lets you answer
notice-assignment-sheet_follow_6 = “{ $title }”: still in place six months later? The mail you got lets you answer
notice-assignment-sheet_follow_12 = “{ $title }”: still in place a year later? The mail you got lets you answer
notice-sheet-sheet_approved = { $actor } agreed with one of your sheets in “{ $theme }”
notice-sheet-sheet_sent_back = { $actor } sends a sheet back to you in “{ $theme }”
notice-sheet-sheet_tried = { $actor } answered the trial of one of your sheets in “{ $theme }”
notice-sheet-sheet_waived = { $actor } let one of your sheets do without a trial in “{ $theme }”
notice-sheet-sheet_abandoned = { $actor } gave up the preparation of a sheet in “{ $theme }”
notice-sheet-sheet_published = { $actor } published the sheet “{ $title }”
notice-sheet-sheet_revised = { $actor } published a new edition of the sheet “{ $title }”
notice-sheet-sheet_withdrawn = { $actor } withdrew the sheet “{ $title }”
notice-sheet-sheet_feedback = { $actor } says what became of the sheet “{ $title }”
notice-sheet-sheet_feedback_held = Feedback of somebody without an account waits to be read under “{ $title }”

job-sheet-follow-ups = Follow-up of applied sheets
job-sheet-trials = Reminders of sheet trials
job-sheet-reviews = Sheets to be reviewed
mail-sheet-follow-subject = Still in place? “{ $title }”
mail-sheet-follow-asks = { $months ->
    [3] Three months ago you said that you would apply the sheet “{ $title }”. Is it still in place?
    [6] Six months ago you said that you would apply the sheet “{ $title }”. Is it still in place?
   *[other] A year ago you said that you would apply the sheet “{ $title }”. Is it still in place?
 }
mail-sheet-follow-how = One link an answer: open yours, then confirm. There is no need to sign in.
