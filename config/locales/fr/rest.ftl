# Liens vers des fils, signalements portés à la connaissance de qui les traite.
link-post = { $title }, message { $n }
link-out-of-reach = contenu non accessible
notice-circle_call-flag = Un message est signalé dans « { $title } »
notice-circle_call-flag-many = { $n } signalements ouverts dans « { $title } »
notice-decision-flag-hidden = { $actor } a masqué le message que vous aviez signalé dans « { $theme } »
notice-decision-flag-left = { $actor } a laissé en place le message que vous aviez signalé dans « { $theme } »
notice-decision-set-aside = { $actor } a classé sans réponse votre question « { $title } »
notice-decision-solution-locked = { $actor } a verrouillé la solution de votre question « { $title } »
