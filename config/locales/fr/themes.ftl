# Les thèmes : liste, page d'un thème, régions.
themes-title = Thèmes
themes-lede = Chaque thème a ses trois cercles. On peut être expert dans l'un et simple membre dans l'autre.
themes-none = Aucun thème n'est encore ouvert. L'administration en prépare.
themes-archived = Thèmes archivés
themes-you-animate = Animation
themes-your-circle = votre cercle
themes-your-mandate = (mandat jusqu'au { $day })
themes-suspended = Votre participation à ce thème est suspendue jusqu'au { $day }.
themes-join-open = Rejoindre ce thème
themes-join-request = Demander à rejoindre ce thème
themes-join-invitation = On y entre sur invitation.
themes-join-which = : { $name }
themes-already-in = J'en fais déjà partie
themes-how-to-join = Comment le rejoindre
themes-how-open = L'entrée est libre : vous rejoignez la communauté dès que vous le demandez.
themes-how-request = Dites en deux phrases ce qui vous amène. L'animation du thème lit chaque demande et vous répond par courriel.
themes-how-invitation = On y entre sur invitation d'un pair de votre région ou de l'animation. Parlez-en autour de vous : quelqu'un de votre établissement en fait peut-être partie.
themes-how-archived = Ce thème ne reçoit plus personne.
themes-subtopics = Sous-thèmes
themes-subtopics-about = De quoi l'on y parle
themes-circles-do = Ce que fait chaque cercle
themes-experts-do = Ils résolvent les points durs, écrivent les fiches et veillent à la justesse de ce qui se dit.
themes-peers-do = Dans chaque région, ils relaient le thème, accueillent et aident leurs voisins.
themes-community-does = Elle pose ses questions, répond, raconte ce qui a marché et ce qui n'a pas marché.
themes-about = À propos du thème
themes-archived-outside = Ce thème est archivé.
themes-archived-inside = Ce thème est archivé : on peut tout lire, on n'y écrit plus.
themes-open-thread = Ouvrir un fil
themes-tell = Raconter une expérience
themes-who = Qui est dans les cercles
themes-animation = Animation
themes-regions = Dans les régions
themes-your-region = Votre région : { $name }
themes-your-region-no-peer = Elle n'a pas encore de pair.
themes-all-regions = Toutes les régions
themes-gaps = { $n ->
    [one] Il manque un pair dans une région.
   *[other] Il manque un pair dans { $n } régions.
 }
themes-leave = Quitter ce thème
themes-crumbs = Fil d'Ariane
