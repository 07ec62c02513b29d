# Les courriels.
mail-lang = fr
mail-hello = Bonjour { $name },
mail-signature = { $community }, la communauté de pratique
mail-open-theme = Ouvrir le thème

mail-password-reset-subject = Choisir un nouveau mot de passe
mail-password-reset-why = Vous avez demandé un nouveau mot de passe. Ouvrez ce lien pour le choisir :
mail-password-reset-link = Choisir un nouveau mot de passe
mail-password-reset-life = Le lien sert une fois, pendant une heure. Si vous en avez demandé plusieurs, seul le dernier reçu fonctionne.
mail-password-reset-not-you = Vous n'avez rien demandé ? Ne faites rien : votre mot de passe reste le même.

mail-password-changed-subject = Votre mot de passe a été changé
mail-password-changed-what = Le mot de passe de votre compte vient d'être changé. Si c'est vous, tout va bien : il n'y a rien à faire.
mail-password-changed-not-you = Si ce n'est pas vous, demandez tout de suite un nouveau mot de passe : toutes les sessions ouvertes seront fermées.

mail-already-member-subject = Vous avez déjà un compte
mail-already-member-what = Quelqu'un, sans doute vous, a demandé à rejoindre { $community } avec cette adresse. Elle a déjà un compte : connectez-vous, puis demandez à rejoindre le thème depuis sa page.
mail-already-member-link = Se connecter
mail-already-member-forgotten = Vous avez oublié le mot de passe ? Choisissez-en un autre :
mail-already-member-not-you = Si ce n'est pas vous, ne faites rien : votre compte n'a pas changé.

mail-test-subject = Essai d'envoi réussi
mail-test-what = Ce courriel a été demandé depuis l'administration de { $community }. S'il vous parvient, les envois fonctionnent.
mail-test-check = Vérifiez qu'il n'est pas arrivé parmi les indésirables : dans ce cas, les enregistrements SPF, DKIM et DMARC du domaine de l'expéditeur sont à revoir.

mail-email-confirm-subject = Confirmer votre nouvelle adresse
mail-email-confirm-why = Vous avez demandé à recevoir ici vos courriels et à vous connecter avec cette adresse. Ouvrez ce lien pour le confirmer :
mail-email-confirm-link = Confirmer la nouvelle adresse
mail-email-confirm-life = Le lien sert une fois, pendant une heure. Jusque-là, rien ne change.
mail-email-confirm-not-you = Vous n'avez rien demandé ? Ne faites rien : cette adresse ne sera pas utilisée.

mail-email-changed-subject = L'adresse de votre compte a changé
mail-email-changed-what = L'adresse de votre compte vient d'être changée, après confirmation depuis la nouvelle. Celle-ci ne sert plus à se connecter et ne recevra plus rien.
mail-email-changed-not-you = Si ce n'est pas vous, prévenez tout de suite la personne qui administre { $community } : elle peut vous rendre votre compte. Son adresse est ici :

mail-leave-all = Ne plus recevoir de notifications par courriel
mail-leave-kind = Ne plus recevoir par courriel : « { $kind } »
mail-leave-theme = Ne plus recevoir par courriel les notifications et annonces de ce thème
mail-why-decision = Vous recevez ce courriel parce que cette décision vous concerne.
mail-why-animator = Vous recevez ce courriel parce que vous animez le thème « { $theme } ».
mail-why-announcement = Vous recevez cette annonce parce que vous êtes membre du thème « { $theme } ».
mail-why-notices = Vous recevez ce courriel parce que vos réglages demandent de vous prévenir ainsi.
mail-why-digest = Vous recevez ce résumé, au rythme de vos réglages, parce que vous êtes membre de { $community }.
