# Attachments: the field of forms, what is refused, what is shown under a post.

files-label = Attach files
files-hint = { $most } files at most, 20 MB each: pictures, PDF, texts, sheets and presentations, calendars. Nothing by which a patient could be recognised.
files-in-text = To show it in the text:
files-insert = Show in the text
files-sending = Sending { "{" }name{ "}" }
files-failed = { "{" }name{ "}" } did not arrive: the network may have failed. Your text is untouched, choose the file again.
files-heavy = { "{" }name{ "}" } is over 20 MB: it was not sent.
files-quota-near = You keep { $kept } MB here, out of { $most }.
files-of-post = Files of message { $n }
files-sent-title = Attached files
files-sent-lede = They are kept for a day, until the message that carries them is published.
files-sent-none = No file waits to be published. A file is attached to a message, in the form where it is written.

file-size-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
 }
file-size-kilo = { $n } KB
file-size-mega-tenth = { $n }.{ $tenth } MB
file-size-mega = { $n } MB

file-choose-again = The files you chose were not kept, because your session had ended or the form was too old. Choose them again: your text is untouched.
file-too-many = A message carries { $most } files at most. Spread them over several messages.
file-none = Choose a file.
file-gone = One of the files is no longer there: those that are not published are kept for a day. Attach it again.
file-empty = “{ $name }” is empty: it was not kept.
file-too-heavy = “{ $name }” is over 20 MB. Make it smaller, or share a part of it.
file-too-heavy-once-read = “{ $name }” is too heavy a picture. Save it as JPEG or make it smaller.
file-not-taken = “{ $name }” is not of a type we take: picture (PNG, JPEG, WebP, GIF), PDF, Word, Excel, PowerPoint or LibreOffice document, text, CSV, calendar (ics). Its content counts, not its name.
file-office-broken = “{ $name }” cannot be read: it is damaged, protected by a password, or no office document. Save it again, then attach it.
file-archive-too-much = “{ $name }” holds far too much once unpacked. Make it lighter, then attach it again.
file-macros = “{ $name }” holds macros, which we do not take. Save it without macros (.docx, .xlsx, .pptx), or as PDF.
file-picture-broken = “{ $name }” cannot be read as a picture: it is incomplete or damaged.
file-picture-too-large = “{ $name }” is too large a picture: 40 million pixels at most (16 for a progressive JPEG). Make it smaller.
file-quota = There is no room left for this file: each person may keep { $most } MB in all.
file-too-often = You sent many files: the next can be sent in { $minutes } min. The text and the files received so far are kept.
file-not-kept = “{ $name }” could not be kept just now. Try again in a moment: the text and the other files are untouched.
file-name-nir = The name of a file holds “{ $value }”, which has the form and the key of a social security number. Rename the file, then attach it again.
file-name-doubtful = The name of a file holds “{ $value }”, by which a patient could be recognised. The file is kept: if it could, untick it and attach it under another name, else publish.

job-files-unused = Forgetting files without a message
