# Les fiches pratiques : écrites, relues, essayées, publiées, suivies.
layout-sheets = Fiches
sheets-title = Fiches pratiques
sheets-lede = Des solutions éprouvées, écrites par des professionnels, relues et essayées avant d'être publiées.
sheets-filter = Filtrer par thème
sheets-all = Tous les thèmes
sheets-preparing = En préparation
sheets-published = Publiées
sheets-none = Aucune fiche n'est encore publiée ici.
sheet-begin = Commencer une fiche
sheet-quoted = « { $text } »
sheet-edition = Édition { $n }
sheet-of-point = Fiche pratique : { $title }
sheet-formalise = Écrire la fiche pratique
sheet-choose = Choisir…

sheet-state-draft = Brouillon
sheet-state-in_review = En relecture
sheet-state-reviewed = Relue
sheet-state-in_trial = En test
sheet-state-published = Publiée
sheet-state-withdrawn = Retirée
sheet-state-abandoned = Abandonnée

sheet-part-difficulty = La difficulté
sheet-part-context = Le contexte
sheet-part-solution = La solution
sheet-part-steps = Les étapes
sheet-part-conditions = Les conditions de réussite
sheet-part-limits = Ce qui ne se transpose pas
sheet-part-contacts = Qui appeler
sheet-hint-difficulty = Ce qui bloque, en quelques lignes que tout le monde comprend.
sheet-hint-context = Où la solution est née : type d'établissement, taille, ce qui existait avant. Sans nommer de produit.
sheet-hint-solution = Ce qui a débloqué la situation.
sheet-hint-steps = Ce qu'il faut faire, dans l'ordre ; une liste numérotée convient bien.
sheet-hint-conditions = Ce sans quoi cela ne marche pas : personnes, temps, accords.
sheet-hint-limits = Là où il ne faut pas l'appliquer telle quelle.
sheet-hint-contacts = Des services et des fonctions plutôt que des personnes : la fiche peut être lue par tout le monde.

sheet-edit = Modifier
sheet-edit-title = Modifier « { $title } »
sheet-form-lede = Courte et prête à servir : une page imprimée, que l'on comprend sans connaître le sujet.
sheet-from-point = Elle part du point dur « { $title } » : relisez ce qui en est repris, et retirez ce qui permettrait de reconnaître quelqu'un.
sheet-title-hint = Ce que la fiche permet de faire, en une ligne.
sheet-audience = Qui la lira
sheet-audience-public = Tout le monde, sans compte
sheet-audience-community = Les membres du thème
sheet-audience-peer = Les pairs et les experts du thème
sheet-audience-expert = Les experts du thème
sheet-note = Ce qui change dans cette version
sheet-note-hint = 200 caractères au plus ; gardé dans l'historique.
sheet-save = Enregistrer
sheet-save-anyway = Enregistrer quand même ma version
sheet-meanwhile = Une autre version a été enregistrée pendant que vous écriviez
sheet-meanwhile-how = Voici ce qui changerait si votre texte la remplaçait : reprenez ce qui vous convient dans le formulaire, puis enregistrez. Rien n'est perdu, chaque version reste dans l'historique.
sheet-meanwhile-same = Les deux textes sont identiques.
sheet-experts-only = Seuls les experts d'un thème et son animation écrivent des fiches.
sheet-over = Cette fiche est retirée ou abandonnée, ou n'est pas encore publiée : on ne peut plus y faire cela. Votre texte est gardé ci-dessous.
refusal-forbidden-owned = Ce texte est celui de la fiche : c'est depuis la fiche qu'on le modifie ou qu'on le retire.

sheet-about = À propos de cette fiche
sheet-owner = Responsable
sheet-authors = Écrite par
sheet-published-on = Publiée
sheet-revised-on = Révisée
sheet-review-day = À revoir avant le
sheet-comes-from = Née du point dur
sheet-print-hint = Imprimée, elle tient sur une page.
sheet-imprint = Fiche pratique, édition { $n }
sheet-withdrawn = Cette fiche est retirée : ne l'appliquez plus.
sheet-withdrawn-text = Cette fiche est retirée
sheet-replaced-by = Elle est remplacée par :
sheet-not-published = Cette fiche n'est pas publiée : seuls les experts du thème et les personnes qui l'essaient la lisent.
sheet-abandoned-told = La préparation de cette fiche a été abandonnée ; l'historique dit pourquoi.
sheet-typed = Ce que vous aviez écrit
sheet-moved-meanwhile = Quelqu'un a changé cette fiche entre-temps. La voici telle qu'elle est maintenant ; ce que vous aviez écrit est gardé.
sheet-discussion = { $n ->
    [0] En discuter
    [one] Discussion : { $n } message
   *[other] Discussion : { $n } messages
 }

sheet-workshop = Préparer la fiche
sheet-being-revised-told = Une nouvelle édition se prépare : les lecteurs voient la précédente.
sheet-last-saved = Dernier enregistrement : { $name }
sheet-left = Avant de publier
sheet-left-review = Une deuxième personne experte doit donner son accord sur le texte actuel.
sheet-left-trial = Un établissement nouveau sur le sujet doit l'avoir essayée, à moins que l'animation n'en dispense.
sheet-left-products = La fiche nomme peut-être un produit ou une société ({ $words }) : dites pourquoi, ou reformulez.
sheet-left-second-reader = La fiche nomme { $words } : une deuxième personne doit accepter la justification.
sheet-parts-missing = Écrivez au moins la difficulté, la solution et les étapes.
sheet-trials = Essais
sheet-trial-waits = Réponse attendue
sheet-waived = Dispensée d'essai : { $reason }
sheet-products = Mots à regarder : { $words }.
sheet-products-why = Justification : « { $reason } ».
sheet-products-agreed = Acceptée par une deuxième personne.
sheet-verdict-clear = Tout était clair
sheet-verdict-stumbled = Nous avons buté
sheet-verdict-declined = Je ne peux pas l'essayer
sheet-answer = Votre essai
sheet-answer-hint = Suivez la fiche comme si personne ne pouvait vous aider, puis dites ce qui vous a arrêté.
sheet-answer-what = Comment s'est passé l'essai ?
sheet-stumbles = Où avez-vous buté ?
sheet-stumbles-hint = Un mot obscur, une étape qui manque, une condition que vous n'aviez pas.
sheet-stumbles-where = Dites où vous avez buté : c'est ce qui fera avancer la fiche.
sheet-choose-verdict = Dites comment s'est passé l'essai.
sheet-answer-send = Envoyer ma réponse
sheet-answered = Merci, votre réponse à l'essai est enregistrée.
sheet-submit = Demander une relecture
sheet-submit-do = Demander la relecture
sheet-reviewer = Qui relira
sheet-reviewer-hint = Une personne experte du thème qui n'a rien écrit dans cette fiche.
sheet-reviewer-not-able = Cette personne ne peut pas relire : elle a écrit une partie de la fiche, ou n'est pas experte du thème.
sheet-choose-somebody = Choisissez une personne dans la liste.
sheet-review = Relecture
sheet-approve-hint = Votre accord porte sur le texte tel qu'il est affiché ; s'il change, il vous sera demandé de nouveau.
sheet-approve = Donner mon accord
sheet-send-back = Renvoyer aux auteurs
sheet-send-back-why = Ce qui est à reprendre
sheet-try = Faire essayer
sheet-try-do = Demander un essai
sheet-candide = Qui l'essaiera
sheet-candide-hint = Le prénom et le nom d'un membre dont l'établissement ne connaît pas le sujet.
sheet-candide-away = Cette personne n'a pas de compte en service.
sheet-candide-expert = Cette personne connaît déjà le sujet : demandez à quelqu'un qui n'est pas expert du thème.
sheet-candide-asked = L'essai lui a déjà été demandé.
sheet-name-somebody = Indiquez le nom de la personne.
sheet-name-one = Indiquez une seule personne à la fois.
sheet-waive = Dispenser d'essai
sheet-waive-why = Pourquoi s'en passer
sheet-reason-hint = 500 caractères au plus.
sheet-reason-needed = Dites pourquoi, en une phrase.
sheet-justify = Justifier qu'un produit est nommé
sheet-justify-why = Pourquoi le nommer
sheet-justify-hint = La communauté ne recommande aucun produit : dites en quoi le nom est indispensable, ou reformulez. 500 caractères au plus.
sheet-justify-do = Enregistrer la justification
sheet-products-not-justified = La justification manque encore.
sheet-read-products = Accepter la justification
sheet-read-products-hint = Vous êtes la deuxième personne à lire : le nom est-il vraiment nécessaire ?
sheet-publish = Publier la fiche
sheet-publish-next = Publier l'édition { $n }
sheet-publish-do = Publier
sheet-review-by = À revoir avant le
sheet-review-by-hint = Entre demain et dans cinq ans ; la personne responsable sera prévenue un mois avant.
sheet-day-wrong = Indiquez un jour, par exemple 2027-11-30.
sheet-day-range = Choisissez un jour entre demain et dans cinq ans.
sheet-nothing-new = Rien n'a changé depuis la dernière édition.
sheet-confirm = Confirmer la fiche
sheet-confirm-hint = La fiche est toujours juste : donnez la date de la prochaine vérification.
sheet-confirm-do = Confirmer
sheet-being-revised = Une nouvelle édition se prépare : publiez-la plutôt que de confirmer l'ancienne.
sheet-hand-over = Changer de responsable
sheet-hand-over-hint = Une personne experte du thème ou de son animation, qui en sera prévenue.
sheet-owner-not-able = Cette personne n'est pas experte du thème : elle ne peut pas répondre de la fiche.
sheet-withdraw = Retirer la fiche
sheet-withdraw-why = Pourquoi elle n'est plus valable
sheet-withdraw-hint = Tous ses lecteurs le verront à son adresse. 500 caractères au plus.
sheet-replacement = La fiche qui la remplace
sheet-replacement-hint = Son adresse, s'il y en a une.
sheet-replacement-unknown = Indiquez l'adresse d'une autre fiche publiée, lue au moins par les mêmes personnes, ou laissez vide.
sheet-abandon = Abandonner la préparation
sheet-abandon-why = Pourquoi s'arrêter là

sheet-history = Historique
sheet-history-title = Historique de « { $title } »
sheet-history-lede = { $n ->
    [one] { $n } version, et ce qui a changé.
   *[other] { $n } versions, la plus récente d'abord, et ce qui a changé de l'une à l'autre.
 }
sheet-history-first = Première version.
sheet-history-same = Le texte n'a pas changé.

sheet-feedback = Retours du terrain
sheet-feedback-none = Personne n'a encore dit ce que cette fiche est devenue sur le terrain.
sheet-feedback-worked = Cela a marché
sheet-feedback-stuck = J'ai été bloqué·e
sheet-feedback-wrong = Quelque chose est faux
sheet-feedback-signed = { $name } (sans compte)
sheet-feedback-unsigned = Une personne sans compte
sheet-feedback-state-held = En attente de lecture
sheet-feedback-state-hidden = Masqué
sheet-feedback-show = Afficher
sheet-feedback-hide = Masquer
sheet-feedback-which = { $kind ->
    [worked] le retour « Cela a marché »
    [stuck] le retour « J'ai été bloqué·e »
   *[other] le retour « Quelque chose est faux »
 }
sheet-feedback-yours = Dire ce qu'elle est devenue chez vous
sheet-feedback-what = En un mot
sheet-feedback-body = En quelques phrases
sheet-feedback-body-hint = Où, dans quelles conditions, ce qui a aidé ou gêné. Ni nom ni numéro de patient. 2 000 caractères au plus.
sheet-feedback-name = Votre nom ou votre établissement
sheet-feedback-held-hint = Votre retour sera lu par une personne experte avant d'être affiché.
sheet-feedback-send = Envoyer le retour
sheet-choose-feedback = Dites si cela a marché, si vous avez été bloqué·e ou si quelque chose est faux.

sheet-reach = Où elle sert
sheet-applying = { $n } établissements ou équipes disent l'appliquer.
sheet-answers = { $n } réponses à « toujours en place ? » :
sheet-answers-few = Trop peu de réponses encore pour dire si elle tient dans la durée.
sheet-answered-in_place = { $n } toujours en place
sheet-answered-adapted = { $n } en place, adaptée
sheet-answered-dropped = { $n } abandonnée depuis
sheet-answered-never = { $n } jamais mise en place
sheet-answered-others = { $n } autres réponses, regroupées
sheet-spread-count = { $n ->
    [0] Pas encore diffusée en région.
    [one] Diffusée dans { $n } lieu.
   *[other] Diffusée dans { $n } lieux.
 }
sheet-spread-where = Voir les derniers lieux
sheet-spread-place = Où l'avez-vous diffusée ?
sheet-spread-hint = Un établissement, une réunion, une liste : ce qui aidera les autres pairs.
sheet-spread = Noter la diffusion
sheet-apply = Je vais l'appliquer
sheet-apply-hint = On vous demandera à 3, 6 et 12 mois si elle est toujours en place.
sheet-you-apply = Vous avez dit que vous l'appliquez.
sheet-stop = Je ne l'applique plus

sheet-in-place = Toujours en place ?
sheet-in-place-thanks = Merci de votre réponse
sheet-in-place-about = { $months ->
    [3] Il y a trois mois, vous avez dit que vous appliqueriez :
    [6] Il y a six mois, vous avez dit que vous appliqueriez :
   *[other] Il y a un an, vous avez dit que vous appliqueriez :
 }
sheet-in-place-choose = Où en êtes-vous ?
sheet-in-place-change = Changer de réponse
sheet-in-place-lacks = Choisissez une réponse.
sheet-in-place-send = Répondre
sheet-in-place-kept-in_place = C'est noté : toujours en place.
sheet-in-place-kept-adapted = C'est noté : en place, adaptée.
sheet-in-place-kept-dropped = C'est noté : abandonnée depuis. Nous ne vous le demanderons plus.
sheet-in-place-kept-never = C'est noté : jamais mise en place. Nous ne vous le demanderons plus.
sheet-answer-in_place = Oui, toujours en place
sheet-answer-adapted = Oui, mais adaptée
sheet-answer-dropped = Non, abandonnée depuis
sheet-answer-never = Non, jamais mise en place

said-sheet-begun = La fiche est commencée : vous et les autres experts du thème pouvez la compléter.
said-sheet-saved = Cette version est enregistrée.
said-sheet-submitted = La relecture est demandée.
said-sheet-approved = Votre accord est enregistré.
said-sheet-sent-back = La fiche est renvoyée à ses auteurs.
said-sheet-trial = L'essai est demandé.
said-sheet-tried = Merci ! Votre réponse est transmise aux auteurs.
said-sheet-waived = La fiche est dispensée d'essai.
said-sheet-justified = La justification est enregistrée : une deuxième personne doit l'accepter.
said-sheet-products-read = La justification est acceptée.
said-sheet-published = La fiche est publiée.
said-sheet-confirmed = La fiche est confirmée.
said-sheet-handed-over = La fiche a changé de responsable.
said-sheet-withdrawn = La fiche est retirée ; son adresse dit pourquoi.
said-sheet-abandoned = La préparation est abandonnée ; tout reste dans l'historique.
said-sheet-feedback = Merci ! Votre retour est affiché sous la fiche.
said-sheet-feedback-held = Merci ! Une personne experte lira votre retour avant de l'afficher.
said-sheet-feedback-shown = Le retour est affiché.
said-sheet-feedback-hidden = Le retour est masqué.
said-sheet-spread = La diffusion est notée.
said-sheet-applied = C'est noté. On vous demandera à 3, 6 et 12 mois où vous en êtes.
said-sheet-stopped = C'est noté : on ne vous demandera plus rien.

notice-assignment-sheet_review = { $actor } vous demande de relire une fiche pratique dans « { $theme } »
notice-assignment-sheet_read_again = { $actor } a changé une fiche pratique que vous aviez relue dans « { $theme } » : relisez-la
notice-assignment-sheet_trial = { $actor } vous demande d'essayer une fiche pratique dans « { $theme } »
notice-assignment-sheet_trial_again = Rappel : une fiche pratique attend votre essai dans « { $theme } »
notice-assignment-sheet_owner = { $actor } vous confie une fiche pratique dans « { $theme } »
notice-assignment-sheet_review_due = La fiche « { $title } » est à revoir bientôt
notice-assignment-sheet_follow_3 = « { $title } » : toujours en place trois mois après ? Le courriel reçu permet de répondre
notice-assignment-sheet_follow_6 = « { $title } » : toujours en place six mois après ? Le courriel reçu permet de répondre
notice-assignment-sheet_follow_12 = « { $title } » : toujours en place un an après ? Le courriel reçu permet de répondre
notice-sheet-sheet_approved = { $actor } a donné son accord sur une de vos fiches dans « { $theme } »
notice-sheet-sheet_sent_back = { $actor } vous renvoie une fiche à reprendre dans « { $theme } »
notice-sheet-sheet_tried = { $actor } a répondu à l'essai d'une de vos fiches dans « { $theme } »
notice-sheet-sheet_waived = { $actor } a dispensé d'essai une de vos fiches dans « { $theme } »
notice-sheet-sheet_abandoned = { $actor } a abandonné la préparation d'une fiche dans « { $theme } »
notice-sheet-sheet_published = { $actor } a publié la fiche « { $title } »
notice-sheet-sheet_revised = { $actor } a publié une nouvelle édition de la fiche « { $title } »
notice-sheet-sheet_withdrawn = { $actor } a retiré la fiche « { $title } »
notice-sheet-sheet_feedback = { $actor } dit ce qu'est devenue la fiche « { $title } »
notice-sheet-sheet_feedback_held = Un retour d'une personne sans compte attend d'être lu sous « { $title } »

job-sheet-follow-ups = Suivi des fiches appliquées
job-sheet-trials = Rappel des essais de fiches
job-sheet-reviews = Fiches à revoir
mail-sheet-follow-subject = Toujours en place ? « { $title } »
mail-sheet-follow-asks = { $months ->
    [3] Il y a trois mois, vous avez dit que vous appliqueriez la fiche « { $title } ». Est-elle toujours en place ?
    [6] Il y a six mois, vous avez dit que vous appliqueriez la fiche « { $title } ». Est-elle toujours en place ?
   *[other] Il y a un an, vous avez dit que vous appliqueriez la fiche « { $title } ». Est-elle toujours en place ?
 }
mail-sheet-follow-how = Un lien par réponse : ouvrez le vôtre, puis confirmez. Il n'y a pas besoin de se connecter.
