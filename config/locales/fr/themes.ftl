# Les thèmes : liste, page d'un thème, régions.
themes-title = Thèmes
themes-lede = Chaque thème a ses trois cercles. On peut être expert dans l'un et simple membre dans l'autre.
themes-none = Aucun thème n'est encore ouvert. L'administration en prépare.
themes-archived = Thèmes archivés
themes-you-animate = Animation
themes-your-circle = votre cercle
themes-your-mandate = (mandat jusqu'au { $day })
themes-mandate = Votre mandat court jusqu'au { $day }.
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
themes-invite = Inviter
themes-requests = Demandes d'adhésion
themes-shape = Régler ce thème
themes-leave = Quitter ce thème

themes-threads-about = Fils : { $name }
themes-every-subtopic = Tous les sous-thèmes
themes-empty = { $n ->
    [0] Aucun fil ici pour l'instant. Une question de deux lignes suffit pour commencer.
    [one] Aucun fil ici pour l'instant. Une question de deux lignes suffit pour commencer.
   *[other] Aucun fil ici pour l'instant. Une question de deux lignes suffit pour commencer : { $n } personnes pourront la lire.
 }
themes-open-first = Ouvrir le premier fil

regions-title = Les régions : { $name }
regions-crumb = Régions
regions-covered = { $n ->
    [0] Aucune des { $total } régions n'a encore de pair.
    [one] Une région sur { $total } a au moins un pair.
   *[other] { $n } régions sur { $total } ont au moins un pair.
 }
regions-gaps = Il en manque encore : { $names }.
regions-mainland = En métropole
regions-overseas = Outre-mer
regions-caption-mainland = Personnes par région, en métropole
regions-caption-overseas = Personnes par région et collectivité, outre-mer
regions-region = Région
regions-own = votre région
regions-no-peer = pas encore de pair
regions-nobody = personne pour l'instant

region-lede = { $people ->
    [0] Personne n'y suit encore le thème.
   *[other] { $peers ->
        [0] Aucun pair n'y relaie encore le thème
        [one] Un pair y relaie le thème
       *[other] { $peers } pairs y relaient le thème
     }, pour { $people ->
        [one] une personne
       *[other] { $people } personnes
     }{ $places ->
        [0] {""}
        [one] {" "}dans un établissement
       *[other] {" "}dans { $places } établissements
     }.
 }
region-time = Il y est { $hour } h { $minute }.
region-invite = Inviter quelqu'un de la région
region-contacts = Vos contacts
region-no-peer = Cette région n'a pas encore de pair.
region-no-peer-own = Votre région n'a pas encore de pair. En attendant, ceux des autres régions vous répondront volontiers ; et si vous vous sentez prêt·e à relayer le thème autour de vous, dites-le à l'animation.
region-other-peers = Voir les pairs des autres régions
region-unanswered = Questions sans réponse de la région
region-recent = Fils ouverts dans la région
region-no-thread = Personne de cette région n'a encore ouvert de fil que vous puissiez lire.
region-newcomers = À accueillir
region-members = Toutes les personnes de la région
region-nobody = Personne de cette région n'est encore dans le thème.
region-others = Autres régions
region-peers = { $n ->
    [0] aucun pair
    [one] { $n } pair
   *[other] { $n } pairs
 }
