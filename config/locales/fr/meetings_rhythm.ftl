# Le rythme de chaque cercle : ce qui est attendu, prévu, tenu, manqué.
job-meetings-rhythm = Rythme des cercles
rhythm-year = L'année { $year }
rhythm-month-short = { $month ->
    [jan] janv.
    [feb] févr.
    [mar] mars
    [apr] avr.
    [may] mai
    [jun] juin
    [jul] juil.
    [aug] août
    [sep] sept.
    [oct] oct.
    [nov] nov.
   *[dec] déc.
 }
rhythm-one-month = { $month ->
    [jan] janvier { $year }
    [feb] février { $year }
    [mar] mars { $year }
    [apr] avril { $year }
    [may] mai { $year }
    [jun] juin { $year }
    [jul] juillet { $year }
    [aug] août { $year }
    [sep] septembre { $year }
    [oct] octobre { $year }
    [nov] novembre { $year }
   *[dec] décembre { $year }
 }
rhythm-from-month = { $month ->
    [jan] de janvier
    [feb] de février
    [mar] de mars
    [apr] d'avril
    [may] de mai
    [jun] de juin
    [jul] de juillet
    [aug] d'août
    [sep] de septembre
    [oct] d'octobre
    [nov] de novembre
   *[dec] de décembre
 }
rhythm-months = { $from } à { $last }
rhythm-days = du { $first } au { $last }
rhythm-said-year = { $n ->
    [0] aucune attendue
    [one] une par an
   *[other] { $n } par an
 }
rhythm-said-month = { $n ->
    [one] une par mois
   *[other] une tous les { $n } mois
 }
rhythm-said-week = { $n ->
    [one] une par semaine
   *[other] une toutes les { $n } semaines
 }
rhythm-none = aucune rencontre n'est attendue
rhythm-count-held = { $n ->
    [one] 1 tenue
   *[other] { $n } tenues
 }
rhythm-count-planned = { $n ->
    [one] 1 prévue
   *[other] { $n } prévues
 }
rhythm-count-prepared = { $n ->
    [one] 1 en préparation
   *[other] { $n } en préparation
 }
rhythm-count-missing = { $n ->
    [one] 1 manquée
   *[other] { $n } manquées
 }
rhythm-count-open = { $n ->
    [one] 1 à prévoir
   *[other] { $n } à prévoir
 }
rhythm-count-before = année d'avant le suivi
rhythm-outcome-held = tenue
rhythm-outcome-planned = prévue
rhythm-outcome-prepared = en préparation
rhythm-outcome-due = à prévoir maintenant
rhythm-outcome-missing = manquée
rhythm-outcome-later = à prévoir plus tard
rhythm-outcome-before = avant le suivi
rhythm-sign-held = ✓
rhythm-sign-planned = ●
rhythm-sign-prepared = ○
rhythm-sign-due = ?
rhythm-sign-missing = ✕
rhythm-sign-later = ·
rhythm-sign-before = –
rhythm-column-circle = Cercle
rhythm-column-when = Période
rhythm-column-outcome = Rencontre
rhythm-column-meetings = Laquelle
rhythm-set = Régler le rythme
rhythm-set-title = Le rythme des cercles : { $theme }
rhythm-set-lede = Combien de rencontres sont attendues de chaque cercle. L'animation est prévenue quand une rencontre va manquer, puis quand elle a manqué.
rhythm-usual = Habituellement : { $rhythm }.
rhythm-number = Nombre
rhythm-unit = Compté en
rhythm-unit-year = rencontres par an
rhythm-unit-month = mois entre deux rencontres
rhythm-unit-week = semaines entre deux rencontres
rhythm-save = Enregistrer le rythme
rhythm-wrong = Donnez un nombre de 0 à 52 par an, de 1 à 24 mois ou de 1 à 52 semaines.
said-rhythm-set = Le rythme des cercles est enregistré.
notice-meeting-rhythm_soon_expert = { $theme } : aucune rencontre des experts n'est encore prévue, et la période attendue se termine bientôt
notice-meeting-rhythm_soon_peer = { $theme } : aucune rencontre des pairs n'est encore prévue, et la période attendue se termine bientôt
notice-meeting-rhythm_soon_community = { $theme } : aucune rencontre de la communauté n'est encore prévue, et la période attendue se termine bientôt
notice-meeting-rhythm_late_expert = { $theme } : le cercle des experts a manqué une rencontre attendue
notice-meeting-rhythm_late_peer = { $theme } : le cercle des pairs a manqué une rencontre attendue
notice-meeting-rhythm_late_community = { $theme } : la communauté a manqué une rencontre attendue
notice-meeting-rhythm_soon_expert-many = { $theme } : des rencontres des experts restent à prévoir ({ $n })
notice-meeting-rhythm_soon_peer-many = { $theme } : des rencontres des pairs restent à prévoir ({ $n })
notice-meeting-rhythm_soon_community-many = { $theme } : des rencontres de la communauté restent à prévoir ({ $n })
notice-meeting-rhythm_late_expert-many = { $theme } : { $n } rencontres attendues du cercle des experts ont manqué
notice-meeting-rhythm_late_peer-many = { $theme } : { $n } rencontres attendues du cercle des pairs ont manqué
notice-meeting-rhythm_late_community-many = { $theme } : { $n } rencontres attendues de la communauté ont manqué
