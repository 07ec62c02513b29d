# Links to threads, flags told to those who settle them.
link-post = { $title }, post { $n }
link-out-of-reach = content not available to you
notice-circle_call-flag = A post is flagged in “{ $title }”
notice-circle_call-flag-many = { $n } open flags in “{ $title }”
notice-decision-flag-hidden = { $actor } hid the post you had flagged in “{ $theme }”
notice-decision-flag-left = { $actor } left the post you had flagged in “{ $theme }” in place
notice-decision-set-aside = { $actor } set your question “{ $title }” aside without an answer
notice-decision-solution-locked = { $actor } locked the solution of your question “{ $title }”
