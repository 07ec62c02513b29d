# Les cercles : figure, tableau, mouvements.
circles-the = Les cercles
circles-figure = Les trois cercles du thème
circles-count-community = { $n ->
    [one] { $n } membre
   *[other] { $n } membres
 }
circles-count-peer = { $n ->
    [one] { $n } pair
   *[other] { $n } pairs
 }
circles-count-expert = { $n ->
    [one] { $n } expert
   *[other] { $n } experts
 }
circles-count-of = { $people } sur { $target }
circles-number = { $n }
circles-percent = { $n } %
circles-on-target = sur { $n }
circles-you-community = Vous êtes dans la communauté.
circles-you-peer = Vous êtes dans le cercle des pairs.
circles-you-expert = Vous êtes dans le cercle des experts.
circles-dot-community = Vous êtes le point cerclé, dans la communauté.
circles-dot-peer = Vous êtes le point cerclé, parmi les pairs.
circles-dot-expert = Vous êtes le point cerclé, parmi les experts.
circles-more = Les personnes sont plus nombreuses que les points dessinés.
circles-caption = Un point, une personne ; l'arc dit où en est le cercle.
circles-legend-community = Communauté
circles-legend-peer = Pairs
circles-legend-expert = Experts
circles-table = Les cercles en tableau
circles-table-caption = Personnes et places par cercle
circles-circle = Cercle
circles-people = Personnes
circles-target = Visé
circles-fill = Rempli
circles-not-arrived = pas encore venu·e
