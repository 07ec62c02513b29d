# Écrire : brouillons, aperçu, barre de mise en forme, propositions.
drafts-title = Brouillons
drafts-lede = Ce que vous avez commencé à écrire et pas encore publié. Personne d'autre ne peut le lire ; chaque texte est gardé { $n } jours après sa dernière modification.
drafts-none = Aucun texte en attente.
drafts-discarded = Jetés depuis moins d'un jour
drafts-discarded-hint = Vous pouvez encore les reprendre.
draft-resumed = Brouillon repris, gardé
draft-discard = Jeter ce brouillon
draft-take-back = Reprendre ce brouillon
draft-resume = Continuer à écrire
draft-reply = Réponse
draft-new = Fil à ouvrir
draft-to = À { $names }
draft-conversation = Conversation privée à commencer
draft-untitled = Sans titre
draft-hidden = Contenu non accessible
draft-whole = Votre texte, à copier : on n'écrit plus à cet endroit.
draft-whole-hidden = Votre texte, à copier : vous ne pouvez plus lire ce fil.
draft-empty = Il n'y a encore rien à garder : écrivez quelques mots.
draft-too-long = Ce texte est trop long pour être gardé en brouillon : coupez-le avant de fermer la page.
draft-kept-at = Brouillon gardé à {"{"}h{"}"} h {"{"}m{"}"}
draft-not-kept = Le brouillon n'a pas pu être gardé : votre texte reste ici, nouvel essai à la prochaine frappe.
draft-session-ended = Votre session est terminée : le brouillon n'est plus gardé. Votre texte reste ici ; en le publiant, vous passerez par la page de connexion sans le perdre.
said-draft = Votre brouillon est gardé.
said-draft-discarded = Le brouillon est jeté. Vous pouvez le reprendre pendant un jour.
said-draft-back = Le brouillon est de retour.

editor-preview = Aperçu
editor-preview-title = Aperçu
editor-keep = Garder le brouillon
editor-toolbar = Mise en forme
editor-bold = Gras
editor-italic = Italique
editor-link = Lien
editor-quote = Citation
editor-list = Liste
editor-numbers = Liste numérotée
editor-code = Code
editor-table = Tableau
editor-text = texte
editor-address = adresse
editor-quote-selection = Citer la sélection
editor-quoted = Le passage est cité dans votre réponse.

reply-overtaken = { $n ->
    [one] Une réponse est arrivée pendant que vous écriviez : lisez-la, puis publiez si votre texte tient toujours.
   *[other] { $n } réponses sont arrivées pendant que vous écriviez : lisez-les, puis publiez si votre texte tient toujours.
 }
reply-submit-anyway = Publier quand même

suggestions-people = Personnes à qui s'adresser
suggestions-threads = Fils à citer
suggestions-found = {"{"}n{"}"} propositions
suggestions-none = Rien à proposer.

job-drafts-old = Oubli des brouillons anciens
