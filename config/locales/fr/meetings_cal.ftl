# Les rencontres dans les agendas : fichiers, abonnements, invitations par courriel.
job-meeting-invitations = Invitations aux rencontres, par courriel

calendar-title = Agenda
calendar-add = Ajouter à mon agenda
calendar-add-file = Un fichier, pour Outlook, Apple et Thunderbird
calendar-add-google = Google Agenda
calendar-add-outlook = Outlook.com
calendar-add-hint = Le fichier ne se met pas à jour : l'invitation reçue par courriel et l'abonnement, si.
calendar-add-all = S'abonner à toutes mes rencontres
calendar-lede = Abonnez votre agenda à une adresse : vos rencontres s'y mettront à jour d'elles-mêmes. L'adresse vous est personnelle et vaut un mot de passe en lecture : ne la partagez pas. Elle ne montre que ce que vous pouvez lire au moment où elle est lue.
calendar-how = Dans Outlook, Google Agenda, Apple Calendrier ou Thunderbird, choisissez « S'abonner à un agenda » ou « Ajouter à partir d'une URL », puis collez l'adresse.
calendar-mine = Mes rencontres
calendar-of-theme = Rencontres du thème { $theme }
calendar-circles = Par cercle
calendar-renew-title = Une adresse s'est égarée ?
calendar-renew-text = Changez-les toutes : celles que vous avez données jusqu'ici ne mèneront plus nulle part.
calendar-renew = Changer mes adresses
said-calendar-renewed = Les adresses de votre agenda ont changé : les anciennes ne mènent plus nulle part.

mail-meeting-subject-invited = Invitation : { $title }
mail-meeting-subject-moved = Nouvelle date ou nouveau lieu : { $title }
mail-meeting-subject-cancelled = Rencontre annulée : { $title }
mail-meeting-invited = { $circle ->
    [expert] Une rencontre des experts du thème { $theme } est prévue, et vous y êtes attendu·e : « { $title } ».
    [peer] Une rencontre des pairs du thème { $theme } est prévue, et vous y êtes attendu·e : « { $title } ».
   *[community] Une rencontre de toute la communauté du thème { $theme } est prévue, et vous y êtes attendu·e : « { $title } ».
 }
mail-meeting-moved = La date ou le lieu de la rencontre « { $title } » (thème { $theme }) a changé. Voici ce qu'il en est maintenant.
mail-meeting-cancelled = La rencontre « { $title } » (thème { $theme }) n'aura pas lieu.
mail-meeting-reason = Pourquoi
mail-meeting-when = Quand
mail-meeting-paris = { $span } (heure de Paris)
mail-meeting-own = { $span } (à votre heure)
mail-meeting-or-remote = { $place }, ou à distance
mail-meeting-there = { $span } (heure du lieu : { $zone })
mail-meeting-others = Cette invitation vaut aussi pour (à votre heure)
mail-meeting-others-answer = Répondez à chacune depuis votre agenda ou sur sa page ; chacune peut être déplacée ou annulée seule.
mail-meeting-where = Où
mail-meeting-choose = Viendrez-vous ? Répondez d'un geste, sans vous connecter :
mail-meeting-answer = Répondez depuis votre agenda (accepter, provisoire ou refuser), ou sur la page de la rencontre :
mail-meeting-page = Tout est sur la page de la rencontre :
mail-meeting-calendar = L'invitation est jointe : si votre logiciel de courrier ne la montre pas, ouvrez le fichier « invitation.ics ».
mail-meeting-calendar-gone = Votre agenda la retire, s'il lit ce courriel ; sinon, retirez-la vous-même.

series-plan = Préparer une série
series-kind = Série de rencontres
series-form-lede = Décrivez la première rencontre, puis dites comment elle revient. Chacune pourra ensuite être annoncée, déplacée ou annulée seule.
series-rule = Comment elle revient
series-every-nth = Chaque mois, le même jour de la même semaine (le deuxième mardi)
series-every-last = Chaque mois, le dernier de ces jours (le dernier mardi)
series-every-week = Chaque semaine, le même jour
series-interval = Une fois sur combien
series-interval-hint = 2 : un mois sur deux, ou une semaine sur deux. Laissez vide pour toutes.
series-count = Combien de rencontres
series-count-hint = Jusqu'à 120. Donnez un nombre ou une date de fin, pas les deux.
series-until = Jusqu'au
series-except = Dates où elle n'a pas lieu
series-except-hint = Une par ligne, comme 11/05/2027.
series-meetings = { $n ->
    [0] Aucune rencontre
    [one] Une rencontre
   *[other] { $n } rencontres
 }
series-announce = Annoncer les { $n } rencontres à venir
series-announce-hint = Le cercle reçoit une seule notification et un seul courriel, avec toutes les dates. Vous pouvez aussi annoncer chacune sur sa page.
series-none-to-announce = Aucune rencontre de cette série ne reste à annoncer.
series-alone = Chaque rencontre a sa page : on s'y inscrit, on la déplace ou on l'annule sans toucher aux autres.
series-file = Ajouter la série à mon agenda
series-discussion = En discuter
series-said-week = { $n ->
    [one] Chaque { $weekday ->
        [0] lundi
        [1] mardi
        [2] mercredi
        [3] jeudi
        [4] vendredi
        [5] samedi
       *[6] dimanche
     }
   *[other] Toutes les { $n } semaines, le { $weekday ->
        [0] lundi
        [1] mardi
        [2] mercredi
        [3] jeudi
        [4] vendredi
        [5] samedi
       *[6] dimanche
     }
 }, à partir du { $first }
series-said-nth = Le { $nth ->
        [1] premier
        [2] deuxième
        [3] troisième
       *[4] quatrième
     } { $weekday ->
    [0] lundi
    [1] mardi
    [2] mercredi
    [3] jeudi
    [4] vendredi
    [5] samedi
   *[6] dimanche
 } { $n ->
    [one] de chaque mois
   *[other] d'un mois sur { $n }
 }, à partir du { $first }
series-said-last = Le dernier { $weekday ->
    [0] lundi
    [1] mardi
    [2] mercredi
    [3] jeudi
    [4] vendredi
    [5] samedi
   *[6] dimanche
 } { $n ->
    [one] de chaque mois
   *[other] d'un mois sur { $n }
 }, à partir du { $first }
said-series-announced = La série est annoncée à son cercle.
said-series-planned = La série est en préparation. Annoncez ses rencontres toutes ensemble ou l'une après l'autre, quand vous le voulez.
series-choose-every = Dites comment la rencontre revient.
series-interval-wrong = Donnez un nombre entre 1 et 24, ou laissez vide.
series-choose-end = Donnez un nombre de rencontres ou une date de fin.
series-one-end = Donnez un nombre de rencontres ou une date de fin, pas les deux.
series-count-wrong = Donnez un nombre de rencontres entre 2 et 120.
series-too-many = Une série compte { $most } rencontres au plus : raccourcissez-la, vous en ferez une autre ensuite.
series-too-few = Une série compte au moins deux rencontres : pour une seule, préparez une rencontre.
series-fifth = La première est le cinquième de ces jours du mois, et tous les mois n'en ont pas cinq : choisissez « le dernier », ou une autre date.
series-not-last = La première n'est pas le dernier de ces jours de son mois : changez sa date, ou choisissez une autre façon de revenir.
series-except-wrong = Donnez une date par ligne, comme 11/05/2027.
series-except-stray = Aucune rencontre ne tombe le { $day } : vérifiez cette date.
series-none-left = Il ne reste aucune rencontre.
series-time-never = Le { $day }, cette heure n'existe pas : on avance les horloges ce jour-là. Changez l'heure, ou ajoutez ce jour aux dates où elle n'a pas lieu.
series-time-twice = Le { $day }, cette heure existe deux fois : on recule les horloges ce jour-là. Choisissez laquelle.
series-of = Toutes les rencontres de la série
