# Les rencontres : qui vient, qui attend une place, qui était là.
job-meetings-seats = Places des rencontres
job-meetings-leavers = Places des personnes qui ne peuvent plus venir
job-meetings-reminders = Rappels des rencontres
job-meetings-forms-old = Oubli des besoins des personnes inscrites

registration-yours = Votre réponse
registration-question = Viendrez-vous ?
registration-answer-now = Répondre
registration-change = Changer de réponse
registration-send = Envoyer ma réponse
registration-answer = Réponse
registration-answer-site = Oui, sur place
registration-answer-remote = Oui, à distance
registration-answer-maybe = Peut-être
registration-answer-no = Non
registration-full = complet : liste d'attente
registration-seat = Place
registration-seat-none = sans place
registration-seat-held = place confirmée
registration-seat-waiting = en liste d'attente
registration-seat-offered = place proposée
registration-rank = { $n ->
    [1] Vous êtes en tête de la liste d'attente.
   *[other] Vous êtes au rang { $n } de la liste d'attente.
 }
registration-offer = Une place s'est libérée. Elle vous est réservée jusqu'à :
registration-until = jusqu'à :
registration-accept = Accepter la place
registration-lapsed = La place proposée est passée à la personne suivante. Répondez de nouveau pour reprendre rang.
registration-companions = Accompagné de
registration-companions-bring = Personnes qui vous accompagnent
registration-companions-hint = Une par ligne : son nom, une virgule, son organisme. Chacune prend une place.
registration-brings = { $n ->
    [one] avec 1 personne
   *[other] avec { $n } personnes
 }
registration-meals = Repas
registration-meals-hint = Régime, allergies, ou si vous ne déjeunez pas sur place.
registration-access = Accessibilité
registration-access-hint = Ce qu'il vous faut pour participer : accès, boucle magnétique, sous-titres…
registration-travel = Déplacement
registration-travel-hint = D'où vous venez, comment, et les nuits sur place s'il y en a.
registration-forgotten = Ces trois réponses ne sont lues que par les personnes qui organisent. Elles sont effacées après le { $day }.
registration-forgotten-later = Ces trois réponses ne sont lues que par les personnes qui organisent. Elles sont effacées trente jours après la rencontre.
registration-leave = Je ne viens plus
registration-leave-hint = La rencontre a commencé : vous pouvez encore dire que vous ne venez pas.
registration-coming = { $n ->
    [one] Une personne vient
   *[other] { $n } personnes viennent
 }
registration-letter = Lettre d'accord de la direction
registration-name = Nom
registration-profession = Profession
registration-establishment = Établissement
registration-no-establishment = Sans établissement
registration-region = Région
registration-circle = Cercle
registration-attendance = Présence

registration-link-title = Viendrez-vous ?
registration-link-thanks = Merci, votre réponse est gardée
registration-link-more = Dire vos besoins, qui vous accompagne
registration-choose = Choisissez une réponse.
registration-way-closed = On ne peut pas venir ainsi à cette rencontre.
registration-more-than-room = Cela fait trop de monde : il y a { $capacity } places en tout.
registration-seats-left = { $left ->
    [0] Il n'y a plus de place libre pour les personnes qui vous accompagnent.
    [one] Il ne reste qu'une place : venez sans être accompagné·e.
   *[other] Il ne reste que { $left } places, la vôtre comprise : venez avec moins de personnes.
 }
registration-companions-many = Amenez { $most } personnes au plus.
registration-companions-name = Donnez le nom de chaque personne, avant la virgule.
registration-cancelled = La rencontre est annulée : on n'y répond plus.
registration-over = La rencontre a eu lieu : on n'y répond plus.
registration-begun = La rencontre a commencé : on ne s'y inscrit plus.

registrations-title = Inscriptions
registrations-of = Inscriptions : { $title }
registrations-lede = Les autres personnes invitées ne voient que les noms des personnes qui viennent. Les besoins ne sont montrés qu'ici.
registrations-export = Télécharger le tableau
registrations-coming = { $n ->
    [0] Personne ne vient encore
    [one] Une personne vient
   *[other] { $n } personnes viennent
 }
registrations-none = Personne n'est inscrit pour le moment.
registrations-waiting = Liste d'attente
registrations-others = Peut-être, ou non
registrations-silent = { $n ->
    [one] Une personne n'a pas répondu
   *[other] { $n } personnes n'ont pas répondu
 }
registrations-silent-show = Voir les noms
registrations-silent-more = { $n ->
    [one] et une autre personne.
   *[other] et { $n } autres personnes.
 }
registration-guests = Hors du cercle
registration-answer-for = Répondre pour quelqu'un
registration-answer-for-hint = Quand une personne vous l'a dit autrement, au téléphone ou dans un couloir. Elle en est prévenue et peut changer de réponse.
registration-person = Qui
registration-person-hint = Son prénom et son nom, parmi les personnes invitées.
registration-several-named = Plusieurs personnes invitées portent ce nom. Recopiez celle que vous voulez : { $names }.
registration-their-answer = Sa réponse
registration-answer-save = Enregistrer sa réponse
registration-choose-person = Écrivez le nom d'une personne.
registration-choose-answer = Choisissez sa réponse.
registration-not-asked = Cette personne n'est pas invitée à la rencontre, ou son compte n'est plus en service.
registration-guest = Inviter quelqu'un d'un autre cercle
registration-guest-hint = Son prénom et son nom. Cette personne lira la rencontre et sa discussion.
registration-invite = Inviter
registration-guest-nobody = Donnez le nom de la personne à inviter.
registration-guest-series = Cette rencontre partage la discussion de sa série : on ne peut pas y inviter quelqu'un pour une seule fois.
registration-guest-unknown = Cette personne n'a pas de compte en usage.
registration-guest-already = Cette personne est déjà invitée.

attendance-title = Présences
attendance-of = Présences : { $title }
attendance-screen = Le code à montrer à l'écran
attendance-screen-hint = Les personnes présentes le saisissent sur la page de la rencontre, sur place ou à distance, d'une demi-heure avant le début à une heure après la fin.
attendance-code-draw = Tirer un code
attendance-code-other = Tirer un autre code
attendance-list = Les personnes inscrites
attendance-early = On note les présences à partir d'une demi-heure avant le début.
attendance-not-now = Le code se saisit d'une demi-heure avant le début à une heure après la fin.
attendance-of-person = Présence de { $name }
attendance-unknown = Non notée
attendance-present = Sur place
attendance-remote = À distance
attendance-excused = Excusé·e
attendance-absent = Absent·e
attendance-save = Enregistrer les présences
attendance-paper = Attestation
attendance-enter = Dire que vous êtes là
attendance-code = Code affiché à l'écran
attendance-code-hint = Six chiffres.
attendance-code-wrong = Ce n'est pas le code affiché : vérifiez, puis recommencez.
attendance-how = Comment vous participez
attendance-say = Je suis là
attendance-noted-present = Votre présence sur place est notée.
attendance-noted-remote = Votre participation à distance est notée.
attendance-noted-excused = Votre absence est notée : vous étiez excusé·e.
attendance-noted-absent = Votre absence est notée.
attendance-certificate = Attestation de présence
attendance-sheet = Feuille d'émargement
attendance-figures = { $n ->
    [one] Une personne est venue
   *[other] { $n } personnes sont venues
 }
attendance-by-circle = Par cercle
attendance-by-region = Par région
attendance-by-establishment = Par établissement
attendance-group = Groupe
attendance-people = Personnes
attendance-others = Autres
attendance-figures-small = Les groupes de moins de cinq personnes sont comptés ensemble.

paper-print = Imprimez cette page : la navigation n'apparaît pas sur le papier.
paper-on-site = { $n ->
    [0] Personne n'est inscrit sur place
    [one] Sur place : 1 personne
   *[other] Sur place : { $n } personnes
 }
paper-remote = { $n ->
    [one] À distance : 1 personne
   *[other] À distance : { $n } personnes
 }
paper-work = Fonction, établissement
paper-signature = Signature
paper-made = Fait le { $day }
certificate-says = Nous attestons que
certificate-present = a participé, sur place, à la rencontre
certificate-remote = a participé, à distance, à la rencontre
certificate-for = Pour l'organisation :
letter-to = À l'attention de la direction
letter-subject = Objet : participation à la rencontre « { $title } »
letter-asks = Je sollicite votre accord pour participer, sur mon temps de travail, à la rencontre ci-dessous, organisée par la communauté { $community }, thème « { $theme } ».
letter-remote = À distance, sans déplacement.
letter-remote-too = La rencontre peut aussi être suivie à distance.
letter-thanks = Je vous remercie de l'attention que vous porterez à cette demande.
letter-agreement = Accord de la direction
letter-decision = Décision
letter-agrees = ☐ Accord   ☐ Refus
letter-name = Nom, fonction et signature
letter-date = Date

said-registration-held = Vous êtes inscrit·e : votre place est confirmée.
said-registration-waiting = Vous êtes en liste d'attente : nous vous écrirons dès qu'une place se libère.
said-registration-maybe = C'est noté : vous viendrez peut-être.
said-registration-no = C'est noté : vous ne venez pas.
said-registration-answered = La réponse est enregistrée ; la personne en est prévenue.
said-registration-invited = L'invitation est partie.
said-attendance-noted = Les présences sont enregistrées.
said-attendance-code = Le code est tiré : montrez-le à l'écran.
said-attendance-there = Votre présence est notée.

notice-meeting-meeting_answered = { $actor } a répondu pour vous à l'invitation à « { $title } »
notice-meeting-meeting_answered-many = { $actor } a répondu pour vous à l'invitation à « { $title } »
notice-meeting-meeting_offered = Une place s'est libérée à la rencontre « { $title } » : acceptez-la avant qu'elle passe à la personne suivante
notice-meeting-meeting_seat_given = Une place s'est libérée à la rencontre « { $title } » : elle est à vous
notice-meeting-meeting_offer_lapsed = La place proposée à la rencontre « { $title } » est passée à la personne suivante
notice-meeting-meeting_reminder = La rencontre « { $title } » a lieu dans deux jours au plus : vous y êtes inscrit·e
notice-meeting-meeting_answer_awaited = Viendrez-vous à la rencontre « { $title } » ? Votre réponse est attendue
notice-meeting-meeting_offered-many = Des places se sont libérées à la rencontre « { $title } »
notice-meeting-meeting_seat_given-many = Une place est à vous à la rencontre « { $title } »
notice-meeting-meeting_offer_lapsed-many = Des places proposées à la rencontre « { $title } » sont passées aux personnes suivantes
notice-meeting-meeting_reminder-many = La rencontre « { $title } » a lieu dans deux jours au plus : vous y êtes inscrit·e
notice-meeting-meeting_answer_awaited-many = Viendrez-vous à la rencontre « { $title } » ? Votre réponse est attendue
