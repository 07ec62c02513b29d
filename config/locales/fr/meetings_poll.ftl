# Choisir une date ensemble : les heures qui conviennent, le sondage de dates.
poll-title = Choisir une date
poll-lede = Cherchez les heures qui conviennent au plus de personnes, où qu'elles vivent, puis demandez au cercle laquelle retenir.
poll-lede-asked = Dites ce qui vous convient ; vous pouvez changer d'avis tant qu'une date n'est pas retenue.
poll-find = Chercher des heures
poll-from = À partir du
poll-weeks = Semaines
poll-minutes = Durée, en minutes
poll-minutes-hint = De 15 minutes à une journée.
poll-search = Chercher
poll-found = Heures proposées
poll-found-hint = Les plus légères d'abord : une mauvaise heure pèse d'autant plus que les mêmes personnes en ont déjà supporté cette année.
poll-found-none = Aucune heure à venir dans ces semaines : cherchez plus loin.
poll-suited = { $n } personnes sur { $all } à leurs heures de travail
poll-out = { $zone } : { $hour }, { $people ->
    [one] 1 personne
   *[other] { $people } personnes
}
poll-night = la nuit
poll-other-dates = Autres dates
poll-other-hint = À l'heure de la rencontre : { $zone }.
poll-date = Date { $n }
poll-open-hint = La rencontre sera annoncée quand une date sera retenue.
poll-open = Demander au cercle
poll-turns = Qui supporte les mauvaises heures
poll-turns-lede = { $n ->
    [0] Ce cercle ne s'est pas réuni depuis un an.
    [one] Sur la rencontre de ce cercle depuis un an, combien étaient hors des heures de travail de chacun.
   *[other] Sur les { $n } rencontres de ce cercle depuis un an, combien étaient hors des heures de travail de chacun.
}
poll-zone = Où
poll-people = Personnes
poll-borne = Hors des heures de travail
poll-never = N'y sont jamais venues
poll-answered = { $n ->
    [0] Personne n'a encore répondu.
    [one] 1 personne a répondu.
   *[other] { $n } personnes ont répondu.
}
poll-best = convient au plus de personnes
poll-counts = Oui : { $yes } · Si nécessaire : { $needed } · Non : { $no }
poll-reply-yes = Oui
poll-reply-if_needed = Si nécessaire
poll-reply-no = Non
poll-send = Envoyer mes réponses
poll-keep-title = Retenir une date
poll-keep-hint = La rencontre est alors annoncée : chaque personne invitée reçoit la date dans son agenda.
poll-keep = Retenir cette date et annoncer
poll-see = Dire quelle date vous convient
poll-begin = Chercher une date, ou la demander au cercle
poll-told = La date n'est pas encore choisie : le cercle est consulté.
meetings-polled = Dates à choisir

said-poll-open = Le cercle est consulté.
said-poll-answered = Vos réponses sont enregistrées.
poll-date-twice = Cette heure existe deux fois ce jour-là : choisissez-en une autre.
poll-dates-number = Proposez de 2 à 12 dates.
poll-length-wrong = Donnez une durée de 15 à 1 440 minutes.
poll-reply-none = Répondez au moins pour une date.
poll-of-series = Les dates d'une série suivent sa règle : déplacez plutôt cette rencontre.

notice-meeting-meeting_polled = { $actor } demande quelle date vous convient pour la rencontre « { $title } »
notice-meeting-meeting_polled-many = On demande quelle date vous convient pour la rencontre « { $title } »
