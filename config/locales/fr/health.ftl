# La santé de la communauté : chiffres, carte des régions.
console-parts = La console
console-part-sante = Santé
console-part-regions = Régions
console-part-candidats = Candidats
console-part-journal = Journal

health-title = La santé de la communauté
health-of = La santé du thème « { $theme } »
health-lede = Qui lit, qui écrit, qui vient ; à quelle vitesse on se répond ; ce qui attend. Chaque chiffre dit comment il est compté.
health-all-lede = Vos thèmes côte à côte, sur les trois derniers mois. Ouvrez-en un pour voir ses courbes.
health-all-caption = Les trois derniers mois, thème par thème
health-theme = Thème
health-people = Personnes
health-inner = { $experts ->
    [one] { $experts } expert
   *[other] { $experts } experts
 }, { $peers ->
    [one] { $peers } pair
   *[other] { $peers } pairs
 }
health-counted = Compté
health-counted-daily = Les chiffres sont recomptés une fois par jour.
health-not-counted = Rien n'est encore compté : le premier décompte se fait dans l'heure qui suit le démarrage.
health-period = Période
health-period-months = { $n } mois
health-month = { $month ->
    [jan] janvier
    [feb] février
    [mar] mars
    [apr] avril
    [may] mai
    [jun] juin
    [jul] juillet
    [aug] août
    [sep] septembre
    [oct] octobre
    [nov] novembre
   *[dec] décembre
 } { $year }
health-share = { $n } %
health-minutes = { $n } min
health-hours = { $n } h
health-days = { $n } j
health-nothing = –
health-few = Un tiret : moins de cinq personnes ou de cinq questions, ou rien de compté.
health-too-few = Trop peu de personnes ou de questions pour en dire quelque chose.

health-circles = Les cercles et leur rythme
health-circles-how = Les personnes confirmées à ce jour, comparées à l'objectif du thème ; les rencontres tenues depuis douze mois, comparées au rythme attendu. Une rencontre ne compte que pour le cercle qui la convoque.
health-rhythm = Rencontres sur douze mois
health-of-target = { $n } sur { $target }
health-held = { $expected ->
    [one] { $held } sur { $expected } attendue
   *[other] { $held } sur { $expected } attendues
 }
health-behind = en retard
health-on-time = au rythme

health-taking-part = Participer
health-answering = Se répondre
health-figure-read = Ont lu
health-figure-wrote = Ont écrit
health-figure-came = Sont venus
health-figure-returned = Nouveaux qui reviennent
health-figure-digest = Venus par le résumé
health-figure-unanswered = Questions sans réponse
health-figure-answer_half = Première réponse
health-figure-answer_most = Première réponse, 9 sur 10
health-figure-solved_half = Solution
health-figure-solved_most = Solution, 9 sur 10
health-figure-reused = « Fait chez moi »
health-how-read = Part des membres du thème qui ont ouvert au moins un fil dans le mois. On ne garde que la dernière lecture de chaque fil : un mois ancien, jamais compté à l'époque, est sous-estimé.
health-how-wrote = Part des membres du thème qui ont écrit au moins un message dans le mois. Ce qui est signé anonymement n'est compté pour personne.
health-how-came = Part des membres du thème notés présents, sur place ou à distance, à une rencontre du mois.
health-how-returned = Parmi les membres entrés dans le thème le mois précédent, part de ceux qui ont lu ou écrit dans le mois.
health-how-digest = Parmi les membres à qui un résumé a été envoyé dans le mois, part de ceux qui sont venus par l'un de ses liens. Aucun pixel : l'ouverture du courriel n'est pas suivie, et le lien suivi n'est pas gardé.
health-how-unanswered = Part des questions posées dans le mois et les deux précédents auxquelles personne d'autre que leur auteur n'a répondu à ce jour.
health-how-answer_half = Temps au bout duquel la moitié des questions du mois et des deux précédents qui ont une réponse avaient reçu la première ; le trait : neuf sur dix.
health-how-solved_half = Temps entre la question et le message qui l'a résolue, pour la moitié des questions résolues du mois et des deux précédents ; le trait : neuf sur dix.
health-how-reused = Nombre de fois où quelqu'un a dit avoir fait la même chose dans son établissement, dans le mois.

health-points = Points durs en cours
health-points-how = Les points durs qui attendent quelqu'un, selon leur état et le temps écoulé depuis leur signalement.
health-points-old = { $n ->
    [one] { $n } a plus de six mois.
   *[other] { $n } ont plus de six mois.
 }
health-state = État
health-age-month = Moins d'un mois
health-age-quarter = 1 à 3 mois
health-age-half = 3 à 6 mois
health-age-older = Plus de 6 mois
health-total = En tout
health-load = La charge des experts
health-load-how = Les points durs en cours que chacun mène, et les appels auxquels il n'a pas encore répondu, en ce moment.
health-load-leads = Mène
health-load-calls = Appels en attente
health-load-free = { $n ->
    [one] { $n } expert n'a rien en cours.
   *[other] { $n } experts n'ont rien en cours.
 }
health-no-expert = Ce thème n'a pas encore d'expert.
health-regions = Par région
health-regions-how = Sur la période choisie. Les régions de moins de cinq membres sont comptées ensemble ; le reste n'est jamais seul.
health-other-regions = Autres régions
health-months = Mois par mois
health-month-column = Mois
health-export = Télécharger le tableau (CSV)
health-csv-theme = Thème
health-csv-region = Région
health-csv-period = Période
health-csv-figure = Mesure
health-csv-value = Valeur
health-csv-of = Sur
health-csv-unit = Unité
health-csv-whole = Tout le thème
health-csv-year = Douze derniers mois
health-csv-unit-share = personnes ou questions
health-csv-unit-minutes = minutes
health-csv-unit-times = fois

map-title = Où manquent des pairs
map-lede = Un pair relaie le thème dans sa région : il accueille, il explique, il fait remonter. Deux valent mieux qu'un.
map-missing = D'abord là
map-missing-line = { $region } : personne pour « { $theme } »
map-missing-people = { $n ->
    [one] { $n } membre attend
   *[other] { $n } membres attendent
 }
map-nothing-missing = Chaque région où il y a des membres a au moins un pair.
map-table = Régions et thèmes
map-how = Les pairs et les experts dont le mandat court, recomptés toutes les heures ; les membres, une fois par jour.
map-legend = Ce que disent les couleurs
map-level-none = aucun pair
map-level-one = un seul
map-level-enough = deux ou plus
map-covered = { $n } régions sur { $total }
map-not-expected = collectivité
map-relays = { $n ->
    [0] aucun pair
    [one] { $n } pair
   *[other] { $n } pairs
 }
map-people = { $n ->
    [0] pas de membre
    [one] { $n } membre
   *[other] { $n } membres
 }
job-health-figures = Chiffres de santé
