# Ce que l'on dit des messages, où en est une question, et les signets.
mark-merci = Merci
mark-utile = Utile
mark-moi-aussi = Moi aussi
mark-fait-chez-moi = Je l'ai fait chez moi
mark-done-edit = Fait chez moi : modifier
mark-done-count = Fait ailleurs
mark-useful-choose = Choisir comme réponse utile
mark-useful-chosen = Choisie comme réponse utile
mark-useful = Réponse utile
mark-useful-by = (choisie par l'auteur ou un expert)
mark-who-merci = A dit merci
mark-who-utile = A trouvé cela utile
mark-who-fait-chez-moi = L'a fait aussi
mark-who-moi-aussi = A la même question
mark-who-reponse-utile = A choisi cette réponse comme utile
marks-who = Qui a réagi au message { $n }
marks-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
 }
marks-done = Fait ailleurs
marks-archived = Ce thème est archivé : on peut tout lire, on n'y réagit plus.
marks-only-questions = On ne dit « moi aussi » que d'une question.
marks-only-answers = Seule la réponse à une question peut être choisie comme utile.
marks-own-answer = On ne choisit pas sa propre réponse comme utile.

mark-done-title = Je l'ai fait chez moi
mark-done-crumb = Message n° { $n }
mark-done-lede = Votre ligne paraît sous le message, avec votre nom et votre établissement : elle dit à d'autres que c'est possible.
mark-done-note = Où, et avec quel résultat
mark-done-hint = En une ligne, 200 caractères au plus. Pas de nom ni de numéro de patient.
mark-done-submit = Publier cette ligne
mark-done-correct = Enregistrer la correction
mark-done-withdraw = Retirer cette ligne
mark-note-problems = { $n ->
    [one] Rien n'est encore enregistré : un point est à revoir
   *[other] Rien n'est encore enregistré : { $n } points sont à revoir
 }

given-title = Ses réactions
given-merci = { $n ->
    [one] a dit merci { $n } fois
   *[other] a dit merci { $n } fois
 }
given-utile = { $n ->
    [one] a trouvé { $n } message utile
   *[other] a trouvé { $n } messages utiles
 }
given-fait-chez-moi = { $n ->
    [one] a fait chez soi { $n } chose
   *[other] a fait chez soi { $n } choses
 }

solution-locked = Solution verrouillée
solution-lock = Verrouiller la solution
solution-unlock = Déverrouiller la solution
solution-is-locked = La solution de cette question est verrouillée : seuls les experts et l'animation du thème la changent.
solution-is-missing = Cette question n'a pas de solution à verrouiller.

threads-non-resolus = Non résolus
threads-classes-sans-reponse = Classés sans réponse
threads-empty-non-resolus = Aucune question n'attend sa solution.
threads-empty-classes-sans-reponse = Aucune question n'a été classée sans réponse.
search-state-classes-sans-reponse = Classés sans réponse
thread-set-aside = Classé sans réponse

aside-strong = Classée sans réponse.
aside-by = Par { $name },
aside-still = On peut encore répondre ; choisir une solution rouvre la question.
aside-set = Classer sans réponse
aside-take-up = Reprendre la question
aside-title = Classer la question sans réponse
aside-lede = La question quitte la liste de celles qui attendent. Tout reste lisible, on peut encore y répondre, et vous pourrez la reprendre.
aside-reason = La raison
aside-hint = Une ligne, 200 caractères au plus, lue par tous ceux qui lisent le fil.
aside-submit = Classer sans réponse
aside-no-question = Seule une question peut être classée sans réponse.
aside-not-open = Cette question est déjà résolue, ou déjà classée.

bookmark = Signet
bookmark-thread = Signet sur le fil
bookmark-note = Note et rappel
bookmark-remove = Retirer le signet
bookmark-unreachable = Contenu non accessible
bookmark-due = Rappel
bookmark-message = message n° { $n }
bookmark-put = signet :
bookmark-reminder = rappel prévu le
bookmark-reminded = rappelé le
bookmark-one-title = Note et rappel
bookmark-note-label = Note
bookmark-note-hint = Personne d'autre ne la lit. 200 caractères au plus.
bookmark-when = Me le rappeler
bookmark-day = Le jour
bookmark-day-hint = Pour « un jour choisi » : le rappel vient à 8 h, à votre heure.
bookmark-day-missing = Dites quel jour.
bookmark-day-to-come = Choisissez un jour à venir.
bookmark-choose = Choisissez quand rappeler ce signet, ou jamais.
bookmark-submit = Enregistrer
reminder-inchange = Comme prévu, { $when }
reminder-aucun = Jamais
reminder-trois-heures = Dans trois heures
reminder-demain = Demain matin
reminder-semaine-prochaine = Lundi prochain
reminder-date = Un jour choisi
bookmarks-title = Mes signets
bookmarks-lede = Ce que vous voulez retrouver. Personne d'autre ne les voit.
bookmarks-empty = Vous n'avez pas encore de signet. Le bouton « Signet » se trouve sous chaque message.
bookmarks-no-more = Il n'y a plus de signet sur cette page.
layout-bookmarks = Mes signets
job-bookmarks-due = Rappels des signets

said-mark-done = Votre ligne est publiée sous le message.
said-solution-locked = La solution est verrouillée.
said-solution-unlocked = La solution n'est plus verrouillée.
said-aside = La question est classée sans réponse.
said-taken-up = La question attend de nouveau une réponse.
said-bookmark-put = Signet posé. Il est dans vos signets, où vous pouvez ajouter une note et un rappel.
said-bookmark-changed = Le signet est enregistré.
said-bookmark-removed = Le signet est retiré.
