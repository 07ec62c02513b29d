# Le programme d'une rencontre : ses sessions, qui parle, de quoi, l'inscription à une session.
programme-title = Programme
programme-of = Programme : { $title }
programme-see = { $n ->
    [one] Voir le programme (1 session)
   *[other] Voir le programme ({ $n } sessions)
 }
programme-begin = Composer le programme
programme-none = Le programme n'est pas encore composé.
programme-add = Ajouter une session
programme-add-in = Ajouter une session à l'intérieur
programme-edit = Modifier
programme-edit-title = Modifier la session « { $title } »
programme-clock = { $from } – { $to }
programme-there = (sur place : { $from } – { $to })
programme-after = { $from } – { $to } après le début
programme-lasts-minutes = { $n } min
programme-lasts = { $hours }
programme-starts-hint = À l'heure de la rencontre ({ $zone }). Si la rencontre est déplacée, le programme la suit.
programme-after-minutes = Début, en minutes après celui de la rencontre
programme-after-hint = La date n'est pas encore fixée : comptez à partir du début de la rencontre.
programme-minutes = Durée en minutes
programme-parent = Fait partie de
programme-parent-none = La rencontre elle-même
programme-place = Rang parmi les sessions simultanées
programme-place-hint = 1 pour la première, 2 pour la suivante ; laissez vide si l'ordre n'importe pas.
programme-summary = De quoi il s'agit
programme-speakers = Qui parle
programme-speakers-hint = Des noms séparés par des virgules : des membres du thème, ou des personnes extérieures.
programme-links = À lire avant
programme-links-hint = Une adresse par ligne : fils, points durs ou fiches pratiques de ce site. Seules les personnes qui peuvent les lire en verront le titre.
programme-signing = Inscription à la session
programme-signs-up = On s'inscrit à cette session
programme-capacity = Places dans la session
programme-save-anyway = Enregistrer ma version
programme-meanwhile-title = Cette session a changé pendant que vous écriviez
programme-meanwhile-how = Voici ce qu'elle est devenue. Ce que vous avez tapé est gardé ci-dessous : enregistrez-le à la place, ou reprenez ce qui suit.
programme-remove = Retirer la session du programme
programme-remove-sure = La session disparaît du programme ; on ne peut pas revenir en arrière.
programme-remove-children = { $n ->
    [one] La session qu'elle contient est retirée avec elle.
   *[other] Les { $n } sessions qu'elle contient sont retirées avec elle.
 }
programme-remove-signed = { $n ->
    [one] La personne inscrite est prévenue.
   *[other] Les { $n } personnes inscrites sont prévenues.
 }
programme-join = M'inscrire
programme-leave = Me désinscrire
programme-signed = Vous êtes inscrit(e).
programme-people = { $n ->
    [one] 1 personne inscrite
   *[other] { $n } personnes inscrites
 }
programme-refused = L'inscription n'a pas été faite

said-session-added = La session est ajoutée au programme.
said-session-saved = La session est enregistrée.
said-session-removed = La session est retirée du programme.
said-session-joined = Vous êtes inscrit(e) à la session.
said-session-left = Vous n'êtes plus inscrit(e) à la session.

programme-too-many = Le programme compte déjà trois cents sessions : retirez-en d'abord.
programme-start-needed = Donnez le début de la session.
programme-after-wrong = Donnez un nombre de minutes, 0 ou plus.
programme-minutes-wrong = Donnez une durée en minutes, entre 1 et 10 080.
programme-place-wrong = Donnez un rang entre 1 et 20, ou laissez vide.
programme-no-date = La date de la rencontre n'est pas fixée : comptez en minutes après son début.
programme-before = La session commencerait avant la rencontre.
programme-beyond = La session se terminerait après la fin de la rencontre.
programme-parent-unknown = Choisissez une session de ce programme, ou la rencontre elle-même.
programme-parent-before = Elle commencerait avant « { $title } », dont elle fait partie.
programme-parent-beyond = Elle se terminerait après « { $title } », dont elle fait partie.
programme-child-beyond = « { $title } », qui en fait partie, se terminerait après elle.
programme-too-deep = D'autres sessions en font partie : elle ne peut pas faire partie d'une autre.
programme-seats-taken = { $taken ->
    [one] Une personne y est déjà inscrite.
   *[other] { $taken } personnes y sont déjà inscrites.
 }
programme-speakers-many = Nommez { $most } personnes au plus.
programme-name-several = Plusieurs membres s'appellent { $name } : choisissez dans la liste proposée, ou ajoutez la fin de l'adresse de sa page entre parenthèses.
programme-links-many = Donnez { $most } adresses au plus.
programme-link-unknown = { $address } ne mène à aucun fil, point dur ou fiche que vous puissiez lire.
programme-longer = Le programme dure { $hours } h { $minutes } : raccourcissez-le d'abord.
programme-meanwhile = La session a changé pendant que vous écriviez : voyez ce qu'elle est devenue, puis enregistrez.
programme-meanwhile-button = La session a changé entre-temps : regardez ce qu'elle est devenue, puis recommencez.
programme-closed = On ne peut plus changer son inscription à cette session : elle a commencé, ou ne demande pas d'inscription.
programme-clash = Vous êtes inscrit(e) à « { $title } », qui a lieu en même temps : désinscrivez-vous d'abord.
programme-full = Il n'y a plus de place dans « { $title } ».

notice-meeting-meeting_session_gone = Une session à laquelle vous étiez inscrit(e) est retirée du programme de « { $title } »
notice-meeting-meeting_session_gone-many = { $n } sessions auxquelles vous étiez inscrit(e) sont retirées du programme de « { $title } »
notice-meeting-meeting_session_moved = Une session à laquelle vous êtes inscrit(e) change d'heure ou de salle : « { $title } »
notice-meeting-meeting_session_moved-many = { $n } changements d'heure ou de salle dans les sessions auxquelles vous êtes inscrit(e) : « { $title } »

contributions-title = Contributions
contributions-of = Contributions : { $title }
contributions-see = Voir les contributions
contributions-until = Proposez votre retour d'expérience jusqu'au { $day }.
contributions-over = L'appel à contributions s'est terminé le { $day }.
contributions-not-called = Il n'y a pas d'appel à contributions pour cette rencontre.
contributions-mine = Les vôtres
contributions-to-review = Toutes les propositions
contributions-accepted = Au programme
contributions-none = Aucune contribution pour le moment.
contributions-call = Appel à contributions
contributions-until-label = Jusqu'au
contributions-until-hint = Inclus, à l'heure de la rencontre. Les membres invités peuvent proposer un texte jusqu'à ce jour.
contributions-call-save = Ouvrir l'appel jusqu'à ce jour
contribution-offer = Proposer une contribution
contribution-text = Votre expérience
contribution-hint = Ce que vous avez fait, ce qui en est sorti, ce qui aiderait d'autres à le refaire. Aucune donnée de patient.
contribution-submit = Envoyer la proposition
contribution-edit = Modifier ma proposition
contribution-edit-title = Modifier « { $title } »
contribution-save = Enregistrer la proposition
contribution-state-submitted = À examiner
contribution-state-accepted = Retenue
contribution-state-declined = Non retenue
contribution-state-withdrawn = Retirée
contribution-in = Présentée dans la session
contribution-became = Devenue un retour d'expérience :
contribution-why = Pourquoi elle n'est pas retenue
contribution-rex = Partager ce retour d'expérience
contribution-rex-hint = Le texte devient un fil de retour d'expérience à votre nom, lu par le cercle de la rencontre.
contribution-rex-do = En faire un retour d'expérience
contribution-presented = Présenté lors d'une rencontre
contribution-review = Examiner
contribution-session-label = La retenir dans la session
contribution-accept = Retenir
contribution-no-session = Ajoutez d'abord une session où la présenter :
contribution-reason-label = Pourquoi elle n'est pas retenue
contribution-reason-hint = La personne qui l'a proposée le lira.
contribution-decline = Ne pas retenir
contribution-withdraw = Retirer ma proposition
contribution-withdraw-hint = Elle ne sera plus examinée ; vous seul(e) pourrez encore la lire.

said-contribution-submitted = Votre proposition est envoyée.
said-contribution-saved = Votre proposition est enregistrée.
said-contributions-called = L'appel à contributions est ouvert.
said-contribution-withdrawn = Votre proposition est retirée.
said-contribution-accepted = La contribution est retenue ; la personne qui l'a proposée est prévenue.
said-contribution-declined = La contribution n'est pas retenue ; la personne qui l'a proposée est prévenue.
said-contribution-rex = Votre retour d'expérience est publié.

contribution-not-large = L'appel à contributions est réservé aux grands événements : cochez-le en modifiant la rencontre.
contribution-until-late = Ce jour vient après le début de la rencontre.
contribution-call-over = L'appel à contributions est terminé. Votre texte est gardé ci-dessous.
contribution-meanwhile = Cette contribution a changé entre-temps : voyez où elle en est, puis recommencez.
contribution-decided = Cette contribution a été examinée : elle ne se modifie plus.
contribution-not-yours = Seule la personne qui l'a proposée peut faire cela.
contribution-own = On n'examine pas sa propre contribution.
contribution-session = Choisissez une session de ce programme.
contribution-reason = Dites pourquoi : la personne qui l'a proposée le lira.
contribution-no-rex = Seule une contribution présentée devient un retour d'expérience, une seule fois, après la rencontre.

notice-meeting-meeting_contribution = { $actor } propose une contribution pour « { $title } »
notice-meeting-meeting_contribution-many = { $n } contributions proposées pour « { $title } »
notice-meeting-meeting_contribution_accepted = Votre contribution à « { $title } » est retenue
notice-meeting-meeting_contribution_accepted-many = { $n } de vos contributions à « { $title } » sont retenues
notice-meeting-meeting_contribution_declined = Votre contribution à « { $title } » n'est pas retenue
notice-meeting-meeting_contribution_declined-many = { $n } de vos contributions à « { $title } » ne sont pas retenues
