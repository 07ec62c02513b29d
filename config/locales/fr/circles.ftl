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

circles-title = Les cercles : { $name }
circles-lede = Qui est où, depuis quand, invité par qui.
circles-filter = Cercles
circles-all = Tous
circles-search = Chercher dans les cercles
circles-name = Nom
circles-region = Région
circles-every-region = Toutes les régions
circles-do-filter = Filtrer
circles-everybody = Toutes les personnes du thème
circles-person = Personne
circles-since = Depuis
circles-invited-by = Invité·e par
circles-move = Déplacer
circles-label-region = Région :
circles-label-since = Depuis :
circles-label-invited-by = Invité·e par :
circles-until = mandat jusqu'au { $day }
circles-ended-peer = mandat de pair terminé le { $day }
circles-ended-expert = mandat d'expert terminé le { $day }
circles-ended-community = mandat terminé le { $day }
circles-suspended = suspension jusqu'au { $day }
circles-empty = Personne ne correspond à cette recherche.
circles-see-all = Voir tout le monde

moving-title = Déplacer { $name }
moving-since = depuis le { $day }
moving-to = Vers
moving-choose = Choisir
moving-out = Hors du thème
moving-reason = Motif
moving-reason-hint = La personne le recevra par courriel et le retrouvera sur sa page.
moving-mandate = Mandat de pair ou d'expert
moving-mandate-hint = Sans premier jour, le mandat commence aujourd'hui, ou garde son début si le cercle ne change pas. Après le dernier jour, la personne revient d'elle-même dans la communauté, qui n'a pas de mandat.
moving-mandate-since = Premier jour
moving-mandate-since-hint = Vide : dès maintenant.
moving-mandate-until = Dernier jour
moving-mandate-until-hint = Vide : sans fin.
moving-submit = Déplacer et prévenir
said-moved = C'est fait. La personne en est prévenue par courriel ; le motif est inscrit sur sa page.
form-choose-circle = Dites vers quel cercle.
form-choose-person = Choisissez une personne du thème.
form-same-circle = La personne est déjà dans ce cercle, aux mêmes dates : il n'y a rien à changer.
form-bad-date = Cette date ne se lit pas. Écrivez-la comme 31/12/2026.
form-mandate-to-come = Un mandat ne commence pas plus tard qu'aujourd'hui : revenez ce jour-là.
form-mandate-over = Ce dernier jour est déjà passé.
refusal-move-oneself = On ne se déplace pas soi-même d'un cercle à l'autre : demandez-le à une autre personne de l'animation. Rien n'a été changé.
refusal-moved-meanwhile = Cette personne a changé de cercle entre-temps. Rien n'a été changé : rouvrez la page des cercles pour voir où elle en est.
refusal-theme-members-only = Cette page est réservée aux membres du thème. Sa présentation dit comment le rejoindre.
refusal-theme-archived = Ce thème est archivé : on n'y change plus rien.
refusal-not-in-theme = Vous n'êtes pas, ou plus, dans un cercle de ce thème.

moves-title = Mouvements
moves-none = Personne n'a encore été déplacé dans ce thème.
moves-pages = Mouvements plus anciens
move-by = par { $name }
move-by-oneself = de sa propre initiative
move-by-loading = par chargement d'une liste
move-reason = « { $reason } »
move-none-community = entre dans la communauté
move-none-peer = entre dans le cercle des pairs
move-none-expert = entre dans le cercle des experts
move-community-peer = passe de la communauté au cercle des pairs
move-community-expert = passe de la communauté au cercle des experts
move-community-none = quitte le thème, depuis la communauté
move-community-community = reste dans la communauté
move-peer-community = passe du cercle des pairs à la communauté
move-peer-expert = passe du cercle des pairs au cercle des experts
move-peer-none = quitte le thème, depuis le cercle des pairs
move-peer-peer = reste dans le cercle des pairs, à d'autres dates
move-expert-community = passe du cercle des experts à la communauté
move-expert-peer = passe du cercle des experts au cercle des pairs
move-expert-none = quitte le thème, depuis le cercle des experts
move-expert-expert = reste dans le cercle des experts, à d'autres dates

leaving-title = Quitter le thème { $name }
leaving-crumb = Quitter
leaving-lede-community = Vous êtes dans la communauté. Voici ce que le départ change.
leaving-lede-peer = Vous êtes dans le cercle des pairs. Voici ce que le départ change.
leaving-lede-expert = Vous êtes dans le cercle des experts. Voici ce que le départ change.
leaving-kept = Ce que vous avez écrit reste, avec votre nom.
leaving-lost = Vous ne lisez plus ce qui s'écrit dans le thème, et vous ne pouvez plus y répondre.
leaving-back = Pour revenir, il faudra en refaire la demande ; vous reviendriez dans la communauté.
leaving-reason = Un mot pour l'animation
leaving-reason-hint = Elle seule le lira, avec vous.
leaving-submit = Quitter ce thème
leaving-stay = Rester
said-left = Vous avez quitté ce thème.

mail-circle-moved-subject = Votre place dans le thème « { $theme } »
mail-circle-moved-community = Vous êtes désormais dans la communauté du thème « { $theme } ».
mail-circle-moved-peer = Vous êtes désormais dans le cercle des pairs du thème « { $theme } ».
mail-circle-moved-expert = Vous êtes désormais dans le cercle des experts du thème « { $theme } ».
mail-circle-moved-none = Vous n'êtes plus dans le thème « { $theme } ».
mail-circle-moved-dates = Les dates de votre mandat dans le thème « { $theme } » ont changé.
mail-circle-moved-reason = { $by } en a décidé ainsi, pour ce motif : « { $reason } »
mail-circle-moved-page = Cette décision et son motif sont inscrits sur votre page :
mail-circle-moved-link = Voir cette décision
