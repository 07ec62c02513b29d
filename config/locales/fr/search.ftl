search-title = Recherche
search-q = Votre question
search-hint = Posez votre question comme vous la diriez. « Entre guillemets » : ces mots-là, dans cet ordre ; +mot : il doit y être ; -mot : il ne doit pas y être.
search-submit = Chercher
search-filters = Préciser où chercher
search-theme = Thème
search-subtopic = Sous-thème
search-kind = Genre
search-state = État
search-state-resolus = Résolus
search-state-non-resolus = Non résolus
search-state-sans-reponse = Sans réponse
search-author = Écrit par
search-establishment = Établissement
search-region = Région
search-since = Écrit depuis le
search-order = Ordre des résultats
search-order-pertinence = Les plus pertinents
search-order-date = Les plus récents
search-count = { $n ->
    [0] Aucun fil trouvé
    [one] { $n } fil trouvé
   *[other] { $n } fils trouvés
}
search-count-more = { $n } fils trouvés parmi les messages les plus récents
search-people = Personnes
search-people-all = Chercher dans l'annuaire
search-mended = Vouliez-vous dire :
search-solution = La réponse retenue
search-nothing = Aucun fil ne répond à cette question. Essayez avec d'autres mots, ou moins de mots.
search-wider = { $n ->
    [one] Voir { $n } fil trouvé sans ces critères
   *[other] Voir les { $n } fils trouvés sans ces critères
}
search-ask = Poser la question à la communauté
search-page-empty = Il n'y a plus rien sur cette page.
search-only-small-words = Ces mots sont trop courants pour chercher. Ajoutez-en un plus précis.
similar-title = Fils qui ressemblent à votre titre
similar-all = Chercher plus largement
similar-none = Aucun fil ne ressemble à ce titre : votre question est bien nouvelle.
similar-before = Chercher si la question a déjà été posée
