# Mails.
mail-lang = en
mail-hello = Hello { $name },
mail-signature = { $community }, the community of practice
mail-open-theme = Open the theme

mail-password-reset-subject = Choose a new password
mail-password-reset-why = You asked for a new password. Open this link to choose it:
mail-password-reset-link = Choose a new password
mail-password-reset-life = The link works once, for one hour. If you asked for several, only the last one works.
mail-password-reset-not-you = You did not ask for anything? Do nothing: your password stays the same.

mail-password-changed-subject = Your password was changed
mail-password-changed-what = The password of your account has just been changed. If it was you, all is well: there is nothing to do.
mail-password-changed-not-you = If it was not you, ask for a new password at once: every open session will be closed.

mail-already-member-subject = You already have an account
mail-already-member-what = Somebody, probably you, asked to join { $community } with this address. It already has an account: sign in, then ask to join the theme from its page.
mail-already-member-link = Sign in
mail-already-member-forgotten = Have you forgotten the password? Choose another one:
mail-already-member-not-you = If it was not you, do nothing: your account has not changed.

mail-test-subject = The test mail arrived
mail-test-what = This mail was asked for from the administration of { $community }. If it reaches you, sending works.
mail-test-check = Check that it did not land in the junk folder: if it did, the SPF, DKIM and DMARC records of the sender's domain need another look.

mail-email-confirm-subject = Confirm your new address
mail-email-confirm-why = You asked to receive your mail here and to sign in with this address. Open this link to confirm it:
mail-email-confirm-link = Confirm the new address
mail-email-confirm-life = The link works once, for one hour. Until then nothing changes.
mail-email-confirm-not-you = You did not ask for anything? Do nothing: this address will not be used.

mail-email-changed-subject = The address of your account has changed
mail-email-changed-what = The address of your account has just been changed, after confirmation from the new one. This one no longer signs in and will receive nothing more.
mail-email-changed-not-you = If it was not you, tell the person who administers { $community } at once: they can give you your account back. Their address is here:

mail-leave-all = Get no more notifications by mail
mail-leave-kind = Get no more of these by mail: “{ $kind }”
mail-leave-theme = Get no more notifications and announcements of this theme by mail
mail-why-decision = You get this mail because this decision is about you.
mail-why-animator = You get this mail because you animate the theme “{ $theme }”.
mail-why-announcement = You get this announcement because you are a member of the theme “{ $theme }”.
mail-why-notices = You get this mail because your settings ask to be told so.
mail-why-digest = You get this digest, as often as your settings say, because you are a member of { $community }.
