# Ce qui attend avant d'être publié.
held-title = Message en attente
held-waits = En attente de publication
said-held = Votre texte est gardé : il sera publié dès que quelqu'un du thème l'aura lu.
held-mine-title = Mes textes en attente
held-mine-lede = Ce que vous avez envoyé et qui attend d'être lu par un expert ou l'animation du thème, puis ce qui en a été décidé.
held-mine-none = Aucun de vos textes n'attend.
held-answer-in = Réponse dans « { $title } »
held-outcome-published = Publié
held-outcome-refused = Non publié
held-outcome-withdrawn = Retiré
held-why-newcomer = Premiers messages dans ce thème
held-why-link = Un lien d'un nouveau membre
held-why-words = Un mot de la liste du thème
held-why-approval = Ses messages sont à approuver
held-why-yours-newcomer = Votre texte attend : dans ce thème, quelqu'un lit les premiers messages avant qu'ils soient publiés. Vous seul·e le voyez pour l'instant.
held-why-yours-link = Votre texte attend : il contient un lien, et vous êtes nouveau ou nouvelle dans ce thème. Vous seul·e le voyez pour l'instant.
held-why-yours-words = Votre texte attend : quelqu'un du thème va le lire avant qu'il soit publié. Vous seul·e le voyez pour l'instant.
held-why-yours-approval = Votre texte attend : vos messages sont approuvés avant d'être publiés. Vous seul·e le voyez pour l'instant.
held-see = Le relire
held-place = Dans
held-read = Le lire où il est publié
held-text = Le texte
held-source = Le texte tel que vous l'avez écrit, à reprendre
held-withdraw = Retirer mon texte
held-gone = Ce texte n'attend plus : il a déjà été décidé, ou retiré. Rien n'a été changé.
held-author-gone = Son auteur ou son autrice ne peut plus écrire à cet endroit : le texte ne peut pas être publié.
held-published-before = { $name } a déjà publié ce texte. Rien n'a été changé.
held-refused-before = { $name } a déjà décidé de ne pas publier ce texte. Rien n'a été changé.
held-decide = Votre décision
held-publish = Publier
held-refuse = Ne pas publier
held-median-hours = { $n ->
    [one] La moitié des textes attend { $n } heure ou moins (90 derniers jours).
   *[other] La moitié des textes attend { $n } heures ou moins (90 derniers jours).
 }
held-median-minutes = { $n ->
    [one] La moitié des textes attend { $n } minute ou moins (90 derniers jours).
   *[other] La moitié des textes attend { $n } minutes ou moins (90 derniers jours).
 }
held-median-none = Aucun texte décidé ces 90 derniers jours.
held-rules-title = Ce qui fait attendre
held-rules-lede = Sans réglage, tout est publié tout de suite. Les experts et l'animation ne sont jamais retenus par ces règles.
held-first = Premiers messages retenus
held-first-hint = Combien des premiers messages d'un membre attendent, de 0 à 20. Vide : aucun.
held-first-wrong = Donnez un nombre de 0 à { $most }, ou rien.
held-links = Retenir les liens des membres qui ont moins de { $n } messages dans le thème
held-words = Mots qui font attendre
held-words-hint = Un mot ou une expression par ligne, sans tenir compte des accents ni des majuscules. Ce qui suit un # n'est pas lu.
held-rules-submit = Enregistrer
said-held-withdrawn = Votre texte est retiré ; il reste ici pour vous.
said-held-published = Le texte est publié.
said-held-refused = Le texte n'est pas publié ; son auteur ou son autrice lira pourquoi.
said-held-rules = Les règles du thème sont enregistrées.
notice-decision-held_published = { $actor } a publié votre message dans « { $title } »
