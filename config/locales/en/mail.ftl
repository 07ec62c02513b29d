mail-password-reset-subject = { $community }
mail-password-changed-subject = { $community }
mail-test-subject = { $community }
mail-already-member-subject = { $community }
