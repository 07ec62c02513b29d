# Les absences et le lieu de travail.
absences-title = Absences
absences-lede = Pendant une absence, les appels et les rappels sur les points durs vont aussi à la personne qui vous supplée. Les experts et l'animation de vos thèmes voient jusqu'à quand vous êtes indisponible.
absences-problems = { $n ->
    [one] Une correction avant d'enregistrer
   *[other] { $n } corrections avant d'enregistrer
 }
absences-none = Aucune absence prévue.
absence-day-of = Le { $day }
absence-days = Du { $first } au { $last }
absence-runs = en cours
absence-deputy-is = { $name } vous supplée.
absence-end = Mettre fin à l'absence commencée le { $first }
absence-take-back = Retirer l'absence du { $first }
absence-new = Prévoir une absence
absence-first = Premier jour
absence-last = Dernier jour
absence-deputy = Qui vous supplée
absence-deputy-hint = Cette personne reçoit en même temps que vous ce qui presse sur les points durs que vous menez. Elle en est prévenue.
absence-nobody = Personne
absence-submit = Enregistrer l'absence
said-absence = Votre absence est enregistrée.
said-absence-gone = Cette absence est retirée.
absence-day = Écrivez une date, par exemple 2026-12-24.
absence-no-such-deputy = Choisissez une personne du cercle des experts ou de l'animation de vos thèmes.
absence-too-many = Vous avez déjà beaucoup d'absences prévues. Retirez-en une d'abord.
absence-overlaps = Vous avez déjà une absence sur une partie de ces jours. Retirez-la d'abord.
absence-ends-before = Le dernier jour vient avant le premier.
absence-is-past = Ces jours sont passés.
absence-too-long = Une absence dure un an au plus.
absence-too-far = Une absence se prévoit un an à l'avance au plus.
absence-until-to-come = Donnez un jour à venir, dans l'année.
department-title = Où vous travaillez
department-lede = Les délais des points durs que vous menez se comptent en heures ouvrées : selon votre fuseau horaire et les jours fériés de votre département.
department-label = Département ou collectivité
department-usual = Selon ma région
department-usual-is = Selon ma région (aujourd'hui, les jours fériés de : { $name })
department-submit = Enregistrer le département
said-department = C'est enregistré.
absence-no-department = Choisissez un département de la liste.

# Les délais.
deadlines-title = Délais
deadline-first-answer = Première réponse
deadline-solution = Solution
deadline-running = attendue avant le { $when }, encore { $left }
deadline-soon = attendue bientôt, avant le { $when } : encore { $left }
deadline-late = en retard depuis le { $when }
deadline-stopped = le délai ne court plus tant qu'une réponse est attendue ; il restera { $left }
deadline-met = donnée dans le délai
deadline-met-late = donnée après le délai
deadline-left-days = { $n ->
    [one] { $n } jour ouvré
   *[other] { $n } jours ouvrés
 }
deadline-left-hours = { $n ->
    [one] { $n } heure ouvrée
   *[other] { $n } heures ouvrées
 }
deadline-left-little = moins d'une heure ouvrée
deadlines-explained = Comptés en heures ouvrées, sans les jours fériés, là où travaille la personne qui mène.

# « Où en est-on ? »
silence-ask = Où en est-on ?
silence-hint = Aucune nouvelle depuis longtemps. Un clic, et la personne qui mène est relancée (l'animation, si personne ne mène). Une fois par semaine.
said-asked-after = C'est demandé. La réponse viendra dans ce fil.
point-dur-not-silent = Il y a eu des nouvelles récemment, ou vous l'avez déjà demandé cette semaine.

# Les appels aux experts.
calls-title = Appels aux experts
calls-private = Seuls les experts et l'animation du thème voient ces appels.
calls-mine = On vous appelle sur ce point dur.
calls-answer-link = Répondre à l'appel
calls-none = Personne n'a encore été appelé.
calls-link = Appeler des experts
calls-page-title = Appeler des experts
calls-lede = Chaque personne appelée est prévenue et répond pour elle-même : elle prend en charge, conseille, décline ou dit son absence.
calls-list = À qui demander
calls-nobody = Personne d'autre n'est dans le cercle des experts de ce thème. L'animation peut y faire entrer quelqu'un.
calls-knows = Connaît : { $what }
calls-follows = suit ce sous-thème
calls-led = { $n ->
    [one] a mené { $n } point dur de ce sous-thème
   *[other] a mené { $n } points durs de ce sous-thème
 }
calls-load-leads = { $n ->
    [0] ne mène rien en ce moment
    [one] mène { $n } point dur
   *[other] mène { $n } points durs
 }
calls-load-calls = { $n ->
    [0] aucun appel en attente
    [one] { $n } appel en attente
   *[other] { $n } appels en attente
 }
calls-away = Indisponible jusqu'au { $day }
calls-deputy = { $name } supplée
calls-proposed = conseillé
calls-waited-for = déjà appelé, sans réponse
calls-submit = Appeler
calls-choose = Choisissez au moins une personne.
calls-too-many = Appelez dix personnes au plus à la fois.
calls-unknown = Une de ces personnes n'est plus dans le cercle des experts de ce thème. Choisissez à nouveau.
calls-over = Ce point dur n'attend plus d'expert.
calls-problems = { $n ->
    [one] Une correction avant d'appeler
   *[other] { $n } corrections avant d'appeler
 }
said-experts-called = Les experts choisis sont prévenus.
point-dur-calls-over = Ce point dur est réglé ou clos : on n'appelle plus d'expert.
call-answered-already = Vous avez déjà répondu à cet appel.
call-page-title = Répondre à l'appel
call-lede = Répondez pour vous seulement. La personne qui vous appelle lit votre réponse.
call-takes_up = Je prends en charge
call-takes_up-hint = Vous menez ce point dur ; la personne qui l'a signalé en est prévenue.
call-advises = Je conseille
call-advises-hint = Vous aidez la personne qui mène, et vous suivez le fil.
call-declines = Je décline
call-declines-hint = Dites pourquoi en une phrase.
call-absent = Je suis indisponible
call-absent-hint = Dites jusqu'à quand : cela s'ajoute à vos absences.
call-unqualified = Ce point dur n'est pas encore qualifié : il se prend en charge ensuite.
call-answer-label = Votre réponse
call-reason = Pourquoi
call-until = Jusqu'au
call-submit = Répondre
call-choose-answer = Choisissez une réponse.
said-call-answered = Votre réponse est transmise.
call-said-takes_up = prend en charge
call-said-advises = conseille
call-said-declines = décline
call-said-absent = indisponible
call-said-waits = sans réponse

# Ce qui reste à faire.
tasks-title = À faire
tasks-none = Rien à faire pour l'instant.
task-for = pour { $name }
task-due = avant le { $day }
task-late = en retard, c'était pour le { $day }
task-is-done = fait
task-finish = Marquer comme fait
task-unfinish = Remettre à faire
tasks-link = Confier une tâche
tasks-lede = La personne choisie est prévenue tout de suite, et à nouveau le jour dit. Tous ceux qui lisent ce point dur lisent ses tâches.
task-title = Quoi
task-member = Qui
task-day = Pour quand
task-submit = Confier la tâche
task-choose-person = Choisissez une personne.
task-unknown-person = Cette personne n'a plus de part à ce point dur. Choisissez-en une autre.
tasks-too-many = Ce point dur a déjà cent tâches. Ouvrez-en un autre, ou réglez celui-ci.
tasks-problems = { $n ->
    [one] Une correction avant de confier la tâche
   *[other] { $n } corrections avant de confier la tâche
 }
said-task-given = La tâche est confiée.
point-dur-tasks-over = Ce point dur est clos : on n'y confie plus de tâche.

# Les essais.
attempts-title = Essayé chez nous
attempts-none = Personne n'a encore raconté d'essai.
attempt-works = marche
attempt-adapt = à adapter
attempt-fails = ne marche pas
attempts-count-works = { $n ->
    [one] { $n } établissement dit que cela marche
   *[other] { $n } établissements disent que cela marche
 }
attempts-count-adapt = { $n ->
    [one] { $n } a dû adapter
   *[other] { $n } ont dû adapter
 }
attempts-count-fails = { $n ->
    [one] { $n } dit que cela ne marche pas
   *[other] { $n } disent que cela ne marche pas
 }
attempt-unknown = La personne qui a signalé ce point dur
attempt-withdraw = Retirer mon essai
attempts-link = Raconter un essai
attempts-lede = Vous avez essayé la solution chez vous ? Dites ce qu'elle a donné, et dans quel contexte : c'est ce qui aide les autres à décider.
attempt-under-name = Votre nom et votre établissement paraissent avec votre essai.
attempt-under-no-name = Vous avez signalé ce point dur sans vous nommer : votre nom et votre établissement ne paraissent pas ici non plus. Veillez à ce que votre texte ne les dise pas.
attempt-verdict = Chez nous, la solution
attempt-context = Le contexte
attempt-context-hint = Taille, outils, ce que vous avez changé, ce qui a coincé. Pas de données de patients.
attempt-submit = Publier l'essai
attempt-choose = Dites si cela marche.
attempts-too-many = Vous avez déjà raconté cinq essais ici. Retirez-en un d'abord.
attempts-problems = { $n ->
    [one] Une correction avant de publier
   *[other] { $n } corrections avant de publier
 }
said-attempt-told = Merci : votre essai est publié.
said-attempt-gone = Votre essai est retiré.
point-dur-attempts-not-yet = Il n'y a pas encore de solution à essayer.

# Ce qui vous attend.
waiting-title = Ce qui vous attend
waiting-lede = Les points durs et les tâches pour lesquels on compte sur vous.
waiting-nothing = Rien ne vous attend. Merci pour ce que vous avez fait.
waiting-to-points = Voir les points durs
waiting-alarms = { $n ->
    [one] Un point dur sans personne pour le prendre en charge
   *[other] { $n } points durs sans personne pour les prendre en charge
 }
alarm-nobody-eligible = Aucun expert du thème n'est disponible.
alarm-nobody-answers = Aucun des experts appelés ne répond ou n'accepte.
waiting-calls = Appels sans réponse
waiting-called = appel reçu
waiting-free = Personne ne les mène encore
waiting-free-lede = D'abord vos sous-thèmes et vos domaines d'expertise.
waiting-mine = dans vos sujets
waiting-led = Vous les menez
waiting-led-all = Tous ceux que je prends en charge
waiting-silent = sans nouvelles depuis longtemps
waiting-tasks = Vos tâches
waiting-since = dernière étape :
waiting-late = en retard
waiting-soon = bientôt dû
waiting-problem-of = Pour « { $title } »
waiting-settings = Prévoir une absence

# Les notifications.
notice-assignment-call = { $actor } vous appelle sur le point dur « { $title } »
notice-assignment-deputy = { $actor } vous confie ses points durs pendant une absence
notice-assignment-task = { $actor } vous confie une tâche : « { $title } »
notice-assignment-task-due = Une tâche est pour aujourd'hui : « { $title } »
notice-assignment-where-is-it = Où en est-on ? On le demande pour « { $title } »
notice-assignment-soon-first-answer = Une première réponse est attendue bientôt : « { $title } »
notice-assignment-soon-solution = Une solution est attendue bientôt : « { $title } »
notice-assignment-late-first-answer = La première réponse est en retard : « { $title } »
notice-assignment-late-solution = La solution est en retard : « { $title } »
notice-assignment-nobody-eligible = Aucun expert n'est disponible pour « { $title } »
notice-assignment-nobody-answers = Personne ne prend en charge « { $title } »
notice-point_dur-call-takes_up = { $actor } prend en charge « { $title } »
notice-point_dur-call-advises = { $actor } conseille sur « { $title } »
notice-point_dur-call-declines = { $actor } décline votre appel sur « { $title } »
notice-point_dur-call-absent = { $actor } est indisponible : « { $title } » attend quelqu'un d'autre
notice-point_dur-task-done = { $actor } a fait une tâche de « { $title } »
notice-point_dur-attempt = Un essai est raconté pour « { $title } »
job-points-durs-warnings = Délais, appels et tâches des points durs
job-points-durs-year = Chiffres de l'année des points durs
