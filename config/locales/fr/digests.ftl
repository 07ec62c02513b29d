# Les résumés par courriel et les désabonnements.
digests-tab = Résumés
job-digests = Résumés par courriel
job-digests-old = Anciens résumés
digest-title = Résumés par courriel
digest-lede = Un courriel rassemble ce qui vous attend et ce qui s'est passé dans vos thèmes. Ce que vous avez déjà lu ou reçu n'y revient pas, et quand il n'y a rien à dire, rien ne part.
digest-next = Le prochain part { $when }.
digest-next-none = Vous ne recevez pas de résumé.
digest-see-preview = Voir ce qu'il dirait aujourd'hui
digest-frequency = À quel rythme ?
digest-frequency-daily = Chaque jour
digest-frequency-weekly = Chaque semaine
digest-frequency-monthly = Chaque mois
digest-frequency-none = Jamais
digest-weekday = Jour
digest-weekday-hint = Un résumé mensuel part le premier de ces jours du mois.
digest-hour = Heure
digest-hour-of-day = { $hour } h
digest-day-1 = Lundi
digest-day-2 = Mardi
digest-day-3 = Mercredi
digest-day-4 = Jeudi
digest-day-5 = Vendredi
digest-day-6 = Samedi
digest-day-7 = Dimanche
digest-zone = L'heure est celle de votre fuseau horaire, { $zone }.
digest-zone-change = En changer
digest-title-only = Les titres seulement
digest-title-only-hint = Ni extrait ni nom d'auteur : pour une messagerie que d'autres peuvent lire.
digest-themes = Thèmes du résumé
digest-themes-hint = Décochez ceux que vous ne voulez plus y trouver ; vous en restez membre.
digest-silent = Thèmes sans notification par courriel
digest-silent-hint = Leurs notifications restent sur le site. Décochez pour les recevoir à nouveau par courriel.
digest-submit = Enregistrer
digest-choose-frequency = Choisissez un rythme.
digest-choose-day = Choisissez un jour de la semaine.
digest-choose-hour = Choisissez une heure.
said-digest-settings = Vos choix pour le résumé sont enregistrés.
digest-question = Un résumé par courriel, à quel rythme ?
digest-question-text = Il rassemble ce qui vous attend et les nouveautés de vos thèmes. Sans réponse de votre part, il arrive chaque semaine ; vous pourrez changer d'avis dans vos réglages.
digest-question-choose = Choisir ce rythme
digest-question-later = Ne plus demander
digest-preview = Aperçu du résumé
digest-preview-lede = Ce que dirait votre résumé s'il partait maintenant. Le prochain part { $when }.
digest-preview-empty = Rien de nouveau pour l'instant : aucun courriel ne partirait.
digest-preview-change = Régler mes résumés
digest-no-theme = Vous n'êtes membre d'aucun thème.
digest-no-theme-link = Choisir un thème
digest-section-waiting = Ce qui vous attend
digest-section-questions = Des questions pour vous
digest-section-points_durs = Points durs
digest-section-solved = Questions résolues
digest-section-sheets = Fiches pratiques
digest-section-joined = De nouveaux visages
digest-why-waiting = Ce que vous avez choisi de trouver ici et n'avez pas encore lu.
digest-why-questions = Parce que vous connaissez : { $fields }. Personne n'y a encore répondu.
digest-why-points_durs = Parce qu'ils viennent d'être signalés ou d'avancer dans vos thèmes.
digest-why-awaited = Parce que vous êtes expert·e de leur thème et que certains attendent d'être pris en charge.
digest-why-sheets = Parce qu'une édition vient d'en être publiée et que vous ne l'avez pas encore lue.
digest-why-followed = Parce que vous suivez « { $theme } ».
digest-why-theme = Parce que vous êtes membre de « { $theme } ».
digest-why-solved = Parce qu'une réponse y a été marquée comme la solution depuis votre dernier résumé.
digest-why-joined = Parce que ces personnes rejoignent votre cercle ou votre région.
digest-line-new = { $n ->
    [0] Nouveau, sans réponse
    [one] Nouveau, { $n } réponse
   *[other] Nouveau, { $n } réponses
 }
digest-line-moved = { $n ->
    [one] De nouveaux messages, { $n } réponse en tout
   *[other] De nouveaux messages, { $n } réponses en tout
 }
digest-line-questions = Question sans réponse
digest-line-points_durs = { $n ->
    [0] sans réponse
    [one] { $n } réponse
   *[other] { $n } réponses
 }
digest-line-sheets = { $n ->
    [1] Première édition
   *[other] Édition { $n }
 }
digest-line-solved = { $n ->
    [one] Résolue, { $n } réponse
   *[other] Résolue, { $n } réponses
 }
digest-reason-followed = vous suivez ce fil
digest-reason-useful = jugé utile par vos pairs
digest-reason-awaited = attend une personne experte
digest-title-kept-back = Titre à lire sur le site
digest-quote = { $author } : « { $excerpt } »
digest-face = { $profession }, { $region }, dans « { $theme } »
digest-more = { $n ->
    [one] Et { $n } autre fil
   *[other] Et { $n } autres fils
 }
digest-joined-more = { $n ->
    [one] Et { $n } autre personne.
   *[other] Et { $n } autres personnes.
 }
digest-mail-subject-daily = { $n ->
    [0] Votre résumé du jour – { $community }
    [one] Votre résumé du jour : { $n } fil à lire – { $community }
   *[other] Votre résumé du jour : { $n } fils à lire – { $community }
 }
digest-mail-subject-weekly = { $n ->
    [0] Votre résumé de la semaine – { $community }
    [one] Votre résumé de la semaine : { $n } fil à lire – { $community }
   *[other] Votre résumé de la semaine : { $n } fils à lire – { $community }
 }
digest-mail-subject-monthly = { $n ->
    [0] Votre résumé du mois – { $community }
    [one] Votre résumé du mois : { $n } fil à lire – { $community }
   *[other] Votre résumé du mois : { $n } fils à lire – { $community }
 }
digest-mail-intro-daily = Voici ce qui s'est passé depuis votre dernier résumé quotidien de { $community }.
digest-mail-intro-weekly = Voici ce qui s'est passé depuis votre dernier résumé hebdomadaire de { $community }.
digest-mail-intro-monthly = Voici ce qui s'est passé depuis votre dernier résumé mensuel de { $community }.
digest-mail-leave = Retirer « { $theme } » de mes résumés
digest-mail-settings = Choisir le rythme et les thèmes
digest-mail-stop = Ne plus recevoir de résumé
channel-digest = Site et résumé
unsubscribe-title = Se désabonner
unsubscribe-digest = Les résumés par courriel ne vous seront plus envoyés.
unsubscribe-digest-theme = Le thème « { $theme } » ne figurera plus dans vos résumés par courriel. Vous en restez membre.
unsubscribe-notices = Ces notifications resteront sur le site, sans courriel :
unsubscribe-notices-theme = Les notifications et les annonces de « { $theme } » resteront sur le site, sans courriel.
unsubscribe-all-notices = Toutes vos notifications, annonces et décisions comprises, resteront sur le site, sans courriel.
unsubscribe-confirm = Confirmer le désabonnement
unsubscribe-hint = Rien ne change tant que vous n'avez pas confirmé.
unsubscribe-done = C'est fait
unsubscribe-done-text = L'effet est immédiat. Vous pouvez revenir sur ce choix quand vous voulez :
unsubscribe-settings = régler mes courriels
unsubscribe-renew-title = Un de nos courriels s'est égaré ?
unsubscribe-renew-text = La personne qui a l'un de vos courriels sous les yeux peut vous désabonner par son lien. Annulez ces liens : dans les courriels déjà reçus, ils n'auront plus d'effet, pour vous non plus ; les prochains en porteront de nouveaux.
unsubscribe-renew = Annuler les liens déjà reçus
said-unsubscribe-renewed = Les liens de désabonnement déjà reçus n'ont plus d'effet.
