# La console : tout ce qui attend quelqu'un, en une seule file.
console-title = Console
console-waiting = { $n ->
    [0] rien n'attend
    [one] { $n } cas attend
   *[other] { $n } cas attendent
 }
console-lede = Tout ce qui attend quelqu'un dans vos thèmes, dans l'ordre qui compte : d'abord ce qui peut faire du tort, ensuite ce qui attend depuis le plus longtemps.
console-reasons = Écrire cette raison dans chaque cas ci-dessous
console-reasons-use = L'écrire
console-filter = Par sorte
console-by-theme = Par thème
console-all = Tout
console-all-themes = Tous mes thèmes
console-nothing = Rien n'attend. Merci à celles et ceux qui s'en sont occupés.
console-none = Rien n'attend ici.
console-no-more = Rien d'autre n'attend après ces cas.
console-from-start = Voir toute la file
console-next = Cas suivants
console-long = Cent cas par page
console-back = Revenir à la console
console-kept = Ce que vous aviez écrit
console-which = : { $title }
console-since = En attente depuis :
console-until = échéance :
console-aged = attend trop longtemps

console-kind-patient-hit = Une personne soignée est peut-être identifiable
console-kind-appeal = Recours
console-kind-held-post = Textes à lire avant publication
console-kind-patient-flag = Une personne soignée est peut-être reconnaissable
console-kind-flag = Messages signalés
console-kind-private-flag = Messages privés signalés
console-kind-point-to-sort = Points durs à qualifier
console-kind-point-late = Points durs en retard
console-kind-referral-overdue = Transmissions à relancer
console-kind-sheet-to-read = Fiches à relire
console-kind-sheet-to-review = Fiches à revoir
console-kind-join-request = Demandes d'adhésion
console-kind-mandate-ending = Mandats qui se terminent
console-kind-stopped-mail = Membres que nos courriels n'atteignent plus
console-kind-dead-mail = Courriels qui ne partiront plus seuls

console-why-patient-hit = Confirmé par son auteur, probable, ou lu dans un fichier joint : à vérifier avant que d'autres ne le lisent.
console-why-appeal = Quelqu'un demande qu'une autre personne revoie une décision qui le concerne.
console-why-held-post = Leur auteur attend, et personne d'autre ne sait qu'ils existent.
console-why-patient-flag = En premier, quoi qu'il arrive : tant que le message se lit, une personne soignée peut être reconnue.
console-why-flag = Quelqu'un attend une décision, et l'autre personne ne sait pas encore qu'elle est en cause.
console-why-private-flag = Seul le message signalé se lit ici, jamais la conversation.
console-why-point-to-sort = Personne n'a encore dit à qui l'a signalé si c'est compris et pris au sérieux.
console-why-point-late = Le délai promis est dépassé. Les plus anciens d'abord.
console-why-referral-overdue = L'organisme n'a pas répondu dans le délai qu'il annonce.
console-why-sheet-to-read = Une fiche ne se publie qu'après l'accord d'une deuxième personne experte.
console-why-sheet-to-review = Le jour prévu pour vérifier que ces fiches tiennent encore est venu.
console-why-join-request = Une personne a demandé à venir et attend une réponse.
console-why-mandate-ending = Un mandat se renouvelle, ou se termine par un remerciement.
console-why-stopped-mail = Ces membres ne reçoivent plus ni notification ni résumé.
console-why-dead-mail = Toutes les tentatives ont échoué.

console-claim = Je m'en occupe
console-release = Je laisse ce cas
console-claim-mine = Vous vous en occupez
console-claim-of = { $name } s'en occupe
console-claimed-by = { $name } s'occupe déjà de ce cas. Vous pourrez le prendre quand il sera rendu.
said-console-claimed = C'est noté : les autres voient que vous vous en occupez.
said-console-released = C'est noté : le cas est de nouveau libre.

console-do-hide = Masquer
console-do-leave = Laisser le message
console-do-chase = Relancer l'organisme
console-do-admit = Accueillir
console-do-decline = Refuser
console-do-send-again = Renvoyer
console-do-give-up = Abandonner
console-do-publish = Publier
console-do-refuse = Ne pas publier
console-do-hide-hit = Masquer
console-do-ask-edit = Demander une correction
console-do-fine = Rien à signaler
console-reason-hide = L'auteur ou l'autrice et les personnes qui ont signalé la liront, avec votre nom et la date.
console-reason-leave = Les personnes qui ont signalé la liront, avec votre nom et la date.
console-reason-decline = La personne la lira dans le courriel qui lui répond.
console-reason-give-up = Les administrateurs la liront.
console-reason-refuse = La personne la lira, avec votre nom et la date ; son texte lui reste.
console-reason-hide-hit = L'auteur ou l'autrice la lira, avec votre nom et la date.
console-reason-ask-edit = L'auteur ou l'autrice la lira, avec votre nom et la date.
console-reason-fine = Elle reste au journal du thème.
console-way-decide-otherwise = Décider autrement
console-way-answer-appeal = Lire le recours et y répondre
console-way-read-held = Lire en entier
console-way-qualify = Qualifier
console-way-ask-information = Demander des précisions
console-way-not-kept = Ne pas retenir
console-way-take-up = Prendre en charge
console-way-call-experts = Appeler des experts
console-way-see-point = Voir où il en est
console-way-see-referral = Voir la transmission
console-way-read-sheet = Relire
console-way-see-sheet = Revoir la fiche
console-way-renew = Renouveler ou remercier
console-way-see-member = Voir la personne
console-way-see-mails = Voir les courriels
console-outcome-post = Voir le message

console-flag-by = { $reason }, { $name }
console-flag-line = { $reason }, { $name } : « { $line } »
console-late-answer = Le délai de première réponse est dépassé.
console-late-solution = Le délai de solution est dépassé.
console-severity = Gravité : { $severity }
console-nobody-leads = Personne ne le mène.
console-referral-sent = Transmis à { $body } le { $day }
console-referral-had = Réception confirmée le { $day }
console-referral-chased = { $n ->
    [0] Pas encore de relance
    [one] Une relance envoyée
   *[other] { $n } relances envoyées
 }
console-referral-unwritten = Cet organisme n'a pas d'adresse de courriel : il se joint autrement.
console-sheet-second = Attend une deuxième personne pour la relire
console-sheet-again = Sa date de relecture est passée
console-sheet-yours = Vous l'avez écrite, en tout ou en partie : à quelqu'un d'autre de la relire.
console-mandate-ends = { $circle } : mandat tenu depuis le { $since }, dernier jour le { $day }
console-mandate-over = { $circle } : mandat tenu depuis le { $since }, terminé le { $day }
console-mandate-yours = C'est votre mandat : une autre personne de l'animation en décidera.
console-stopped-what = Elle seule peut reprendre les envois, en confirmant son adresse : un mot ou un appel suffit souvent.
console-mail-attempts = { $n ->
    [one] Une tentative
   *[other] { $n } tentatives
 }

console-several = Décider de plusieurs cas à la fois
console-several-hint = Cochez les cas ci-dessus, puis donnez une raison pour tous. Chacun est décidé pour lui-même ; { $most } au plus.
console-several-reason = Chaque personne concernée la lira, avec votre nom et la date.
console-several-which = les cas cochés
console-tick = Cocher : { $title }
console-choose-case = Cochez au moins un cas.
console-choose-gesture = Choisissez ce qu'il faut faire.
console-too-many = { $n } cas à la fois, c'est trop : { $most } au plus. Rien n'a été changé ; recommencez en plusieurs fois.
console-one-by-one = Ces cas se décident un par un.
console-refused-gone = Ce cas n'existe plus, ou n'est pas le vôtre.
console-refused-meanwhile = Quelqu'un a décidé de ce cas entre-temps.
console-refused-later = Trop de gestes en peu de temps : ce cas attend encore.

console-done-hide = { $n ->
    [0] Aucun message masqué
    [one] Le message est masqué
   *[other] { $n } messages masqués
 }
console-done-leave = { $n ->
    [0] Aucun message laissé
    [one] Le message est laissé, ses signalements sont classés
   *[other] { $n } messages laissés, leurs signalements sont classés
 }
console-done-chase = { $n ->
    [0] Aucun organisme relancé
    [one] L'organisme est relancé
   *[other] { $n } organismes relancés
 }
console-done-admit = { $n ->
    [0] Personne n'est accueilli
    [one] La personne est accueillie, elle le lira par courriel
   *[other] { $n } personnes accueillies, elles le liront par courriel
 }
console-done-decline = { $n ->
    [0] Aucune demande refusée
    [one] La demande est refusée, la personne en lira la raison
   *[other] { $n } demandes refusées, chaque personne en lira la raison
 }
console-done-send-again = { $n ->
    [0] Aucun courriel ne repart
    [one] Le courriel repart
   *[other] { $n } courriels repartent
 }
console-done-give-up = { $n ->
    [0] Aucun courriel abandonné
    [one] Le courriel est abandonné
   *[other] { $n } courriels abandonnés
 }
console-done-publish = Le texte est publié
console-done-refuse = Le texte n'est pas publié, son auteur ou son autrice en lira la raison
console-done-hide-hit = Le message est masqué
console-done-ask-edit = Une correction est demandée
console-done-fine = Le message reste, le cas est classé
console-not-done = { $n ->
    [one] Un cas n'a pas été décidé :
   *[other] { $n } cas n'ont pas été décidés :
 }
console-done-see = Voir le détail
console-done-detail = Voir le détail, ou revenir sur ce geste
console-round-title = Ce que vous avez fait
console-undo-title = Revenir sur ce geste
console-undo = { $n ->
    [one] Rétablir le message
   *[other] Rétablir les { $n } messages
 }
console-undone = Ce geste a été annulé
console-final = Ce geste ne se reprend pas d'ici : il a été dit aux personnes concernées.
console-not-undone = Ce geste ne se reprend pas. Rien n'a été changé.
console-undone-already = Ce geste a déjà été annulé. Rien n'a été changé.
said-console-undone = C'est rétabli.
said-console-undone-some = C'est rétabli, sauf ce que quelqu'un avait déjà rétabli.
console-meanwhile-hide = { $name } a déjà masqué ce message : « { $reason } »
console-meanwhile-remove = { $name } a déjà retiré ce message en urgence : « { $reason } »
console-meanwhile-show = { $name } a rétabli ce message : « { $reason } »
console-meanwhile-leave = { $name } a déjà laissé ce message : « { $reason } »
console-meanwhile-ask-edit = { $name } a déjà demandé une correction : « { $reason } »
console-meanwhile-admit = { $name } a déjà accueilli cette personne.
console-meanwhile-decline = { $name } a déjà refusé cette demande : « { $reason } »

console-keys = Au clavier
console-key-move = cas suivant, cas précédent
console-key-act = agir : le premier geste du cas
console-key-claim = prendre le cas, ou le rendre
console-key-tick = cocher le cas
console-key-open = ouvrir ce dont il s'agit
console-key-help = montrer ou cacher cette aide

console-duty-title = Permanence
console-duty-lede = Qui s'occupe de la console de « { $theme } », semaine par semaine. Quand un cas attend trop longtemps, un courriel part aux personnes de permanence ; sans personne, à toute l'animation.
console-duty-now = De permanence cette semaine : { $names }.
console-duty-nobody = Personne n'est de permanence cette semaine : l'animation reçoit les rappels.
console-duty-link = La permanence
console-duty-name = Mettre quelqu'un de permanence
console-duty-week = Semaine
console-duty-who = Qui
console-duty-choose = Choisir une personne
console-duty-do = Mettre de permanence
console-duty-weeks = Les treize semaines à venir
console-duty-days = du { $first } au { $last }
console-duty-week-of = semaine du { $first }
console-duty-this-week = cette semaine
console-settings-title = Réglages de la console
console-settings-age = Heures d'attente avant d'écrire à la permanence
console-settings-age-hint = Quand le plus ancien cas d'un thème attend depuis plus longtemps, les personnes de permanence reçoivent un courriel, une fois par jour. De 1 à 720.
console-settings-claim = Minutes pendant lesquelles une personne garde un cas
console-settings-claim-hint = Ensuite le cas est libre pour quelqu'un d'autre. De 1 à 1 440.
console-settings-submit = Enregistrer
console-settings-number = Écrivez un nombre entier.
console-settings-between = Écrivez un nombre de 1 à { $most }.
said-console-settings = Les réglages sont enregistrés ; ils valent dès maintenant.
console-duty-away = en absence du { $first } au { $last } : les rappels vont aux autres
console-duty-none = personne
console-duty-remove = Retirer
console-duty-remove-which = { $name }, semaine du { $first }
console-duty-choose-week = Choisissez une des semaines proposées.
console-duty-choose-member = Choisissez une personne experte ou de l'animation de ce thème.
console-duty-full = Cinq personnes sont déjà de permanence cette semaine-là.
console-duty-already = Cette personne est déjà de permanence cette semaine-là.
console-duty-not = Cette personne n'est plus de permanence cette semaine-là.
said-console-duty-named = C'est noté dans la permanence.
said-console-duty-withdrawn = C'est retiré de la permanence.

job-console-ageing = Rappels de la console
job-console-old = Nettoyage de la console

mail-console-subject = { $days ->
    [0] La console attend : le cas le plus ancien a { $hours } heures
    [1] La console attend : le cas le plus ancien a { $hours } heures
   *[other] La console attend : le cas le plus ancien a { $days } jours
 }
mail-console-ages = { $days ->
    [0] Le plus ancien des cas de la console attend depuis { $hours } heures.
    [1] Le plus ancien des cas de la console attend depuis { $hours } heures.
   *[other] Le plus ancien des cas de la console attend depuis { $days } jours.
 }
mail-console-duty = Vous recevez ce courriel parce que vous êtes de permanence, ou que personne ne l'est cette semaine. Tout se décide dans la console :
mail-console-line = { $kind } : { $n }
