# Private conversations.
conversations-title = Private conversations
conversations-lede = Only the people named read them: not their circle, not the animators, not the administrators.
conversations-settings-link = Choose who may write to me
conversations-empty = No private conversation yet.
conversations-empty-people = Find someone to write to
conversation-write = Write privately
conversation-write-to = Write privately
conversation-write-animation = Write to the animators
conversation-who-reads = Only the people you name will read your messages. A message that one of them flags is shown, alone, to the theme's animators.
conversation-no-theme = To write privately, join a theme first.
conversation-to = To
conversation-to-hint = Given and family names, with commas between; at most { $most } people, from your themes.
conversation-to-animation = To the animators of "{ $theme }":
conversation-theme-hint = People of one theme write to each other; choose it if there are several.
conversation-theme-first = The first theme we share
conversation-subject = Subject
conversation-subject-hint = Without a subject, your first words will do.
conversation-body-hint = No patient data, even in private. Formatting: the toolbar, or Markdown.
conversation-submit = Send
conversation-problems = { $n ->
    [one] One correction before sending
   *[other] { $n } corrections before sending
 }
conversation-title-needed = Give a subject: your message does not begin with words.
conversation-with-nobody = Say whom you are writing to.
conversation-too-many = Write to { $most } people at most.
conversation-unknown-person = One of these people has no account in use. Check the names.
conversation-nobody-named = Nobody is called "{ $name }" in your themes. Check the name, or start from the person's page.
conversation-several-named = Several people are called "{ $name }". Start from the page of the one you are writing to.
conversation-no-shared-theme = Everybody must share a theme, and none is shared with: { $names }.
conversation-theme-not-shared = This theme is not shared by all these people.
conversation-refused = Not receiving private conversations from you: { $names }. Remove this name, or write in a thread.
conversation-no-animator = This theme has no animator but you.
conversation-one-at-a-time = Add one person at a time.
conversation-already-there = This person is in the conversation already.
conversation-with = With { $names }
conversation-with-more = { $n ->
    [one] With { $names } and { $n } other person
   *[other] With { $names } and { $n } other people
 }
conversation-alone = Everybody has left
conversation-between = Private conversation between
conversation-you = (you)
conversation-only-them = Nobody else reads it.
conversation-manage = Add someone, leave
conversation-people = Who reads this conversation
conversation-people-lede = These people read everything from the start, and nobody else does.
conversation-parties = { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
conversation-since = since
conversation-block = Receive no more private conversations from { $name }
conversation-add = Add someone
conversation-add-name = Given and family name
conversation-add-hint = They will read the conversation from the start. Everybody will be told.
conversation-add-do = Add to the conversation
conversation-leave = Leave the conversation
conversation-leave-hint = You will read it no more. Your messages stay, and the others are told that you left.
conversation-leave-last = You are the last one: once you leave, the conversation is kept and nobody reads it.
conversation-leave-do = Leave
conversation-back = Back to the conversation
said-conversation = Your message is sent.
said-conversation-joined = The person now reads the conversation.
said-conversation-left = You left the conversation.
conversations-settings-lede = You receive private messages from the people of your themes. Animators may always write to you, and you may always write to them.
conversations-refuse = Receive no new private conversations
conversations-refuse-hint = Those you have go on; leave them if you no longer want to read them.
conversations-settings-submit = Save
conversations-blocked = Blocked people
conversations-blocked-lede = These people can neither write to you privately nor add you to a conversation. They are not told.
conversations-blocked-nobody = You block nobody. To block someone, open a conversation with them, then the list of who reads it.
conversations-unblock = Unblock { $name }
said-conversations-choice = Your choice is saved.
said-conversations-blocked = This person can no longer write to you privately.
said-conversations-unblocked = This person can write to you privately again.
circle-named = Private
reply-hint-named = Only the people named at the top of the page will read your answer.
flags-private-of = Private message by { $name }
flags-private-hidden = Private messages hidden in the last 30 days
flags-private-hidden-lede = A decision made by mistake is undone here. Their conversation stays closed to the animators.
flag-lede-private = The animators of the theme will read this message, and it alone, then decide; you will know what they decided. Its author will not know who flagged it.
said-flagged-private = Thank you. The animators of the theme will have a look.
notice-circle_call-private-flag = A private message is flagged in “{ $theme }”
notices-kind-conversation = Someone writes to me privately
notices-of-conversation = Private
notice-conversation = { $actor } writes to you privately: "{ $title }"
notice-conversation-many = { $n } new things in the private conversation "{ $title }"
notice-conversation-added = { $actor } brought you into the private conversation "{ $title }"
notice-conversation-joined = { $actor } brought someone into the private conversation "{ $title }"
notice-conversation-left = { $actor } left the private conversation "{ $title }"
