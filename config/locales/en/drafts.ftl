# Writing: drafts, preview, formatting, proposals.
drafts-title = Drafts
drafts-lede = What you began to write and have not published yet. Nobody else can read it; each text is kept for { $n } days after its last change.
drafts-none = No text is waiting.
drafts-discarded = Discarded less than a day ago
drafts-discarded-hint = You can still take them back.
draft-resumed = Draft resumed, kept
draft-discard = Discard this draft
draft-take-back = Take this draft back
draft-resume = Go on writing
draft-reply = Reply
draft-new = Thread to open
draft-to = To { $names }
draft-conversation = Private conversation to begin
draft-untitled = Untitled
draft-hidden = Content not accessible
draft-whole = Your text, to copy: nothing is written there any more.
draft-whole-hidden = Your text, to copy: you can no longer read this thread.
draft-empty = There is nothing to keep yet: write a few words.
draft-too-long = This text is too long to be kept as a draft: cut it before you close the page.
draft-kept-at = Draft kept at {"{"}h{"}"}:{"{"}m{"}"}
draft-not-kept = The draft could not be kept: your text stays here, and it will be tried again as you type.
draft-session-ended = Your session has ended: the draft is no longer kept. Your text stays here; when you publish it, you will go through the sign-in page without losing it.
said-draft = Your draft is kept.
said-draft-discarded = The draft is discarded. You can take it back for a day.
said-draft-back = The draft is back.

editor-preview = Preview
editor-preview-title = Preview
editor-keep = Keep as a draft
editor-toolbar = Formatting
editor-bold = Bold
editor-italic = Italic
editor-link = Link
editor-quote = Quote
editor-list = List
editor-numbers = Numbered list
editor-code = Code
editor-table = Table
editor-text = text
editor-address = address
editor-quote-selection = Quote the selection
editor-quoted = The passage is quoted in your reply.

reply-overtaken = { $n ->
    [one] An answer came in while you were writing: read it, then publish if your text still holds.
   *[other] { $n } answers came in while you were writing: read them, then publish if your text still holds.
 }
reply-submit-anyway = Publish anyway

suggestions-people = People to address
suggestions-threads = Threads to mention
suggestions-found = {"{"}n{"}"} proposals
suggestions-none = Nothing to propose.

job-drafts-old = Forgetting old drafts
