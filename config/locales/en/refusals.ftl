# Refusals: what happened, what is kept, what can be done.
refusal-code = Error { $status }
refusal-home = Back to the home page
refusal-again = Try again
refusal-kept = Nothing is lost: your text is below.
refusal-wait = { $n ->
    [one] You can try again in one second.
   *[other] You can try again in { $n } seconds.
 }
refusal-request = Reference to give if you write to us: { $id }
refusal-not-found-title = This page does not exist, or you do not have access to it
refusal-not-found = The address may be incomplete, or the page kept for a circle you are not in.
refusal-sign-in-title = Sign in first
refusal-sign-in = This page is for members.
refusal-forbidden-title = You cannot do that
refusal-forbidden-act = This is for other people of this theme to do. Nothing was changed.
refusal-charter-first = Read and accept the charter first.
refusal-forged = This form did not come from your page, or the page was too old. Nothing was changed: check your text and send it again.
refusal-forged-title = This form was not accepted
refusal-conflict-title = This has changed meanwhile
refusal-invalid-title = One point needs another look
refusal-invalid = This form is not complete.
refusal-too-many-title = One moment
refusal-too-many = Too much was sent in a short time: take a little break.
refusal-gone-title = This link no longer works
refusal-reset-gone = It was used already, or is more than an hour old. Ask for a new link: it arrives within seconds.
refusal-busy-title = One moment, we will be right back
refusal-busy = The service is not answering just now. Wait about thirty seconds and try again: what you wrote is kept.
refusal-broken-title = Something went wrong on our side
refusal-broken = The error is recorded. Try again in a moment.
refusal-too-long-title = That is too long to send at once
refusal-too-long = What you sent is more than we can receive, so it was not read. Go back to the previous page with your browser's button: your text is still there. Shorten it, or split it in two.
refusal-too-slow-title = What you sent did not arrive in full
refusal-too-slow = The connection was too slow. Go back to the previous page with your browser's button: your text is still there.
refusal-not-found-page = Page not found
