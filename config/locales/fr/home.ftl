# L'accueil.
front-title = Accueil
front-heading = Les professionnels de santé s'y aident entre eux
front-lede = Une question d'identitovigilance, un contrat de pôle, un schéma directeur immobilier : quelqu'un, dans un autre établissement, l'a déjà vécu. { $community } vous met en relation et garde ce qui a marché.
front-join = Demander à rejoindre { $community }
front-sign-in = J'ai déjà un compte
front-figure = Trois cercles concentriques
front-figure-text = La communauté entoure le cercle des pairs, qui entoure celui des experts : plus on avance vers le centre, plus on s'engage.
front-what = Ce que l'on y fait
front-ask = Demander
front-ask-text = Posez la question qui vous bloque. Des collègues qui l'ont résolue chez eux répondent, et la réponse retenue reste pour les suivants.
front-tell = Raconter
front-tell-text = Dites ce que vous avez essayé, ce qui a marché, ce que vous ne referiez pas : un retour d'expérience en évite dix.
front-help = Aider
front-help-text = Dans chaque région, des pairs accueillent les nouveaux venus et aident leurs voisins, dans l'Hexagone comme outre-mer.
front-who = Pour qui
front-who-text = Directrices et directeurs, médecins, pharmaciens, cadres de santé, responsables informatiques, biomédicaux ou techniques : toutes celles et tous ceux qui organisent le soin dans un hôpital, une clinique, un établissement pour personnes âgées ou handicapées, en ville ou en région.
front-promise = Ce que l'on n'y trouve pas
front-promise-text = Ni publicité, ni produit recommandé, ni donnée de patient. Ce qui s'écrit dans un cercle n'est lu que par ce cercle.
front-charter = Lire la charte
front-circles = Trois cercles par thème
front-community-text = Échanger, poser ses questions, raconter ce que l'on a essayé. C'est par là que l'on entre, et l'on se retrouve une fois l'an.
front-peer-text = Aider ses voisins et relayer sa région. Des professionnels de terrain, dans toutes les régions, réunis deux fois par an.
front-expert-text = Travailler dans la durée, écrire, résoudre les points durs. Quelques personnes par thème, qui se voient très régulièrement.
front-themes = { $n ->
    [one] Un thème
   *[other] Les thèmes
 }
front-themes-all = Voir les thèmes et les rejoindre
front-contact = Une question ?
front-contact-text = Écrivez-nous :

home-title = Accueil
home-hello = Bonjour { $name }
home-news-count = { $n ->
    [one] { $n } message nouveau pour vous.
   *[other] { $n } messages nouveaux pour vous.
 }
home-news-none = Vous avez tout lu.
home-no-theme = Choisissez un thème : c'est là que l'on se parle.
home-new-in = Nouveau : { $name }
home-more = { $n ->
    [one] et un autre fil
   *[other] et { $n } autres fils
 }
home-whole-theme = Tout { $name }
home-could-answer = Vous pourriez répondre
home-my-fields = Changer mes domaines
home-could-why = Questions sans réponse dans vos thèmes, d'abord dans vos domaines : { $fields }.
home-could-why-none = Questions sans réponse dans vos thèmes. Dites vos domaines : les vôtres passeront devant.
home-choose = Les thèmes
home-read-all = Rien de nouveau pour l'instant.
home-all-threads = Relire tous les fils
