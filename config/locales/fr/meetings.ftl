# Les rencontres : préparées, annoncées, tenues, leur compte rendu.
layout-meetings = Rencontres
meetings-title = Rencontres
meetings-lede = Le rythme de chaque cercle : ce qui est prévu, où et quand, et ce qu'il en est resté.
meetings-preparing = En préparation
meetings-coming = À venir
meetings-past = Passées
meetings-none = Aucune rencontre n'est annoncée ici pour le moment.
kind-meeting = Rencontre
notices-kind-meeting = Rencontres de mes cercles
job-meetings-held = Rencontres terminées
job-meetings-clocks = Horloges des rencontres à venir

meeting-state-draft = En préparation
meeting-state-polled = Date à choisir
meeting-state-announced = Annoncée
meeting-state-held = Tenue
meeting-state-minuted = Compte rendu publié
meeting-state-cancelled = Annulée

meeting-plan = Préparer une rencontre
meeting-edit = Modifier
meeting-edit-title = Modifier « { $title } »
meeting-form-lede = Seules les personnes qui l'organisent et les experts du thème la voient tant qu'elle n'est pas annoncée.
meeting-circle = Le cercle qui se réunit
meeting-circle-hint = La rencontre compte dans le rythme de ce cercle. Les cercles intérieurs peuvent venir.
meeting-circle-expert = Les experts
meeting-circle-peer = Les pairs
meeting-circle-community = Toute la communauté
meeting-description = De quoi il s'agit
meeting-description-hint = Pourquoi se réunir, ce que l'on y fera, ce qu'il faut avoir lu.
meeting-when = Quand
meeting-when-hint = Laissez vide tant que la date n'est pas choisie.
meeting-starts = Début
meeting-ends = Fin
meeting-zone = Fuseau horaire
meeting-zone-hint = Celui du lieu de la rencontre. Chacun la verra aussi à son heure.
meeting-which-earlier = La première fois (heure d'été)
meeting-which-later = La seconde fois (heure d'hiver)
meeting-where = Où
meeting-on-site = Sur place
meeting-remote = À distance
meeting-on-site-or-remote = Sur place ou à distance
meeting-address = Adresse
meeting-room = Salle
meeting-access = Accès
meeting-access-hint = Transports, stationnement, accès pour les personnes à mobilité réduite.
meeting-site-capacity = Places sur place
meeting-remote-capacity = Places à distance
meeting-capacity-hint = Laissez vide s'il n'y a pas de limite.
meeting-remote-link = Lien pour suivre à distance
meeting-remote-link-hint = Montré aux seules personnes inscrites. Il commence par https://.
meeting-costs = Frais et déplacements
meeting-costs-hint = Qui paie quoi, comment se faire rembourser.
meeting-forms-until = Garder les besoins des personnes inscrites jusqu'au
meeting-forms-until-hint = Repas, accessibilité, déplacement : effacés après ce jour. Sans date, trente jours après la rencontre.
meeting-also = Aussi invités
meeting-also-hint = Le même cercle de ces thèmes est invité avec le vôtre ; la rencontre compte dans le rythme de votre cercle seulement.
meeting-also-told = Aussi invités, même cercle : { $themes }
meeting-scale = Ampleur
meeting-large = C'est un grand événement : appel à contributions, sessions en parallèle
meeting-public = L'annonce peut être lue par tout le monde, sans compte
meeting-reason = Pourquoi la date ou le lieu change
meeting-reason-hint = Demandé seulement si la date, l'heure ou le lieu change : les personnes invitées le liront, et leur agenda sera mis à jour.
meeting-save = Enregistrer
meeting-overtaken = Cette rencontre a changé pendant que vous écriviez. Ce que vous avez tapé est gardé ci-dessous ; voyez d'abord ce qu'elle est devenue :

meeting-no-date = Date à fixer
meeting-span = { $day }, de { $from } à { $to }
meeting-span-days = du { $day } à { $from } au { $last } à { $to }
meeting-there = (heure locale : { $span }, { $zone })
meeting-about = La rencontre
meeting-practical = En pratique
meeting-link = Rejoindre à distance
meeting-link-later = Le lien est donné aux personnes inscrites.
meeting-organisers = Organisée par
meeting-discussion = { $n ->
    [0] En discuter
    [one] En discuter (1 message)
   *[other] En discuter ({ $n } messages)
 }
meeting-seats = { $taken ->
    [0] Personne n'est encore inscrit
    [one] 1 personne inscrite
   *[other] { $taken } personnes inscrites
 }
meeting-seats-of = { $taken } / { $capacity } places prises
meeting-full = Complet
meeting-draft-told = En préparation : la rencontre n'est pas encore annoncée.
meeting-step-move = La date ou le lieu a changé
meeting-clocks-changed = Les horloges de ce fuseau ont changé de règle : l'heure sur place reste la même, l'instant a changé.
meeting-step-cancel = Cette rencontre est annulée

meeting-desk = Préparer et décider
meeting-announce = Annoncer la rencontre
meeting-announce-hint-expert = Les experts du thème seront invités, par le site et par courriel.
meeting-announce-hint-peer = Les pairs et les experts du thème seront invités, par le site et par courriel.
meeting-announce-hint-community = Tous les membres du thème seront invités, par le site et par courriel.
meeting-cancel = Annuler la rencontre
meeting-cancel-why = Pourquoi elle est annulée
meeting-cancel-hint = Les personnes invitées le liront, et leur agenda sera mis à jour.
meeting-abandon = Abandonner la préparation
meeting-abandon-hint = Personne n'a encore été prévenu.

said-meeting-planned = La rencontre est en préparation. Annoncez-la quand sa date est fixée.
said-meeting-saved = La rencontre est enregistrée.
said-meeting-announced = La rencontre est annoncée.
said-meeting-cancelled = La rencontre est annulée ; les personnes invitées sont prévenues.
said-meeting-abandoned = La préparation est abandonnée.

meeting-experts-only = Seuls les experts d'un thème et son animation préparent des rencontres.
meeting-not-your-theme = Vous ne préparez pas de rencontre dans ce thème.
meeting-not-now = On ne peut plus faire cela : la rencontre n'en est plus là.
meeting-moved-meanwhile = La rencontre a changé pendant que vous la regardiez : vérifiez, puis recommencez.
meeting-choose-circle = Choisissez le cercle qui se réunit.
meeting-time-wrong = Donnez un jour et une heure.
meeting-time-twice = Cette heure existe deux fois : on recule les horloges ce jour-là. Choisissez laquelle, juste en dessous.
meeting-time-never = Cette heure n'existe pas : on avance les horloges ce jour-là. La suivante est { $next }.
meeting-ends-before = La fin doit venir après le début.
meeting-too-long = Une rencontre dure une semaine au plus.
meeting-zone-gone = Ce fuseau horaire n'existe pas ou plus : choisissez-en un dans la liste.
meeting-nowhere = Choisissez au moins une façon de venir : sur place ou à distance.
meeting-seats-wrong = Donnez un nombre de places entre 1 et 100 000, ou laissez vide.
meeting-capacity-taken = { $taken ->
    [one] Une place est déjà prise : la capacité ne peut pas être plus petite.
   *[other] { $taken } places sont déjà prises : la capacité ne peut pas être plus petite.
 }
meeting-way-taken = { $taken ->
    [one] Une personne est inscrite ainsi : prévenez-la d'abord.
   *[other] { $taken } personnes sont inscrites ainsi : prévenez-les d'abord.
 }
meeting-link-wrong = Donnez une adresse qui commence par https://.
meeting-day-wrong = Donnez un jour.
meeting-kept-before = Ce jour vient avant la fin de la rencontre.
meeting-public-community = Seule l'annonce d'une rencontre de toute la communauté peut être publique.
meeting-date-needed = Fixez d'abord le début et la fin de la rencontre.
meeting-date-past = La date de la rencontre est passée.
meeting-move-reason = La date ou le lieu change : dites pourquoi, les personnes invitées le liront.
meeting-cancel-reason = Dites pourquoi : les personnes invitées le liront.
meeting-over = La rencontre a eu lieu : sa date et son lieu ne changent plus.

zone-paris = Paris
zone-tahiti = Tahiti
zone-marquesas = Marquises
zone-gambier = Gambier
zone-guadeloupe = Guadeloupe
zone-martinique = Martinique
zone-saint-barthelemy = Saint-Barthélemy
zone-saint-martin = Saint-Martin
zone-guyane = Guyane
zone-miquelon = Saint-Pierre-et-Miquelon
zone-mayotte = Mayotte
zone-reunion = La Réunion
zone-kerguelen = Kerguelen
zone-noumea = Nouméa
zone-wallis = Wallis-et-Futuna

notice-meeting-meeting_announced = { $actor } vous invite à la rencontre « { $title } »
notice-meeting-series_announced = { $actor } vous invite aux rencontres de la série « { $title } »
notice-meeting-meeting_moved = La date ou le lieu de la rencontre « { $title } » a changé
notice-meeting-meeting_cancelled = La rencontre « { $title } » est annulée
notice-meeting-meeting_held = La rencontre « { $title } » est terminée : son compte rendu est attendu
notice-meeting-meeting_announced-many = { $n } invitations à la rencontre « { $title } »
notice-meeting-series_announced-many = { $n } invitations aux rencontres de la série « { $title } »
notice-meeting-meeting_moved-many = La date ou le lieu de la rencontre « { $title } » a changé { $n } fois
notice-meeting-meeting_cancelled-many = La rencontre « { $title } » est annulée
notice-meeting-meeting_held-many = La rencontre « { $title } » est terminée : son compte rendu est attendu
notices-of-meeting = Rencontres
