# Les fils : listes, lecture, écriture.
kind-discussion = Discussion
kind-question = Question
kind-rex = Retour d'expérience
kind-announcement = Annonce
kind-a-question = Une question
kind-a-discussion = Une discussion
kind-a-announcement = Une annonce
kind-hint-question = Vous cherchez une réponse ; vous pourrez marquer celle qui a marché.
kind-hint-discussion = Vous voulez confronter des points de vue.
kind-hint-announcement = L'animation informe le thème.
kind-rex-invite = Raconter plutôt une expérience : un canevas vous aide

badge-animator = Animation

threads-title = Fils
threads-lede = Tout ce qui se dit dans vos thèmes, le plus récent d'abord.
threads-filter = Filtrer les fils
threads-recents = Récents
threads-sans-reponse = Sans réponse
threads-resolus = Résolus
threads-mes-fils = Mes fils
threads-empty-recents = Rien n'a encore été écrit ici.
threads-empty-sans-reponse = Tout le monde a reçu une réponse.
threads-empty-resolus = Aucune question n'a encore été marquée comme résolue.
threads-empty-mes-fils = Vous n'avez pas encore écrit.
threads-empty-join = Choisir un thème à rejoindre

thread-open = Ouvrir un fil
thread-replies = { $n ->
    [0] sans réponse
    [one] { $n } réponse
   *[other] { $n } réponses
 }
thread-new = { $n ->
    [one] { $n } nouveau
   *[other] { $n } nouveaux
 }
thread-solved = Résolu
thread-solved-strong = Résolu.
thread-solved-by = Lire la réponse de { $name }
thread-archived = Ce thème est archivé : on peut tout lire, on n'y écrit plus.
thread-theme-archived = Ce thème vient d'être archivé : on n'y écrit plus. Votre texte est gardé ci-dessous.
thread-no-question = Seule la réponse à une question peut être marquée comme solution.
thread-problems = { $n ->
    [one] Le fil n'est pas encore publié : un point est à revoir
   *[other] Le fil n'est pas encore publié : { $n } points sont à revoir
 }
thread-choose-theme = Choisissez un thème dont vous êtes membre.
thread-choose-subtopic = Choisissez un sous-thème de ce thème, ou aucun.
thread-choose-kind = Dites ce que vous ouvrez.
thread-choose-audience = Dites qui pourra lire ce fil.
thread-not-your-theme = Vous n'êtes pas membre de ce thème : rejoignez-le pour y écrire.
thread-not-your-circle = Vous ne pouvez pas réserver un fil à un cercle plus intérieur que le vôtre dans ce thème.
thread-announcement-animators = Seule l'animation du thème ouvre des annonces.
thread-no-theme = Vous n'êtes encore membre d'aucun thème.
thread-kind = Que voulez-vous ouvrir ?
thread-title-hint = Une phrase que l'on comprend sans ouvrir le fil.
thread-body-hint = Dites ce que vous avez déjà essayé, et dans quel contexte. Pas de nom ni de numéro de patient.
thread-audience = Qui peut lire ce fil
thread-submit = Publier le fil
audience-hint-community = Tous les membres du thème. Le meilleur choix pour une question.
audience-hint-peer = Les pairs et les experts du thème.
audience-hint-expert = Les experts du thème seulement.

field-theme = Thème
field-subtopic = Sous-thème
field-subtopic-none = Aucun en particulier
field-title = Titre
field-message = Message
field-count-left = {"{"}n{"}"} caractères restants
field-count-over = {"{"}n{"}"} caractères de trop
form-cancel = Annuler
form-error-prefix = Erreur :

rex-title = Raconter une expérience
rex-lede = Ce qui a marché, ce qui n'a pas marché, et à quelles conditions d'autres pourraient le refaire.
rex-rather = Ouvrir plutôt un fil libre
rex-context = Le contexte
rex-difficulty = La difficulté
rex-tried = Ce que nous avons essayé
rex-result = Le résultat
rex-conditions = Les conditions pour le reproduire
rex-limits = Ce qui ne se transpose pas
rex-hint-context = Votre établissement, sa taille, ce qui existait avant.
rex-hint-difficulty = Ce qui bloquait, dans la pratique de tous les jours.
rex-hint-tried = Y compris ce que vous avez abandonné.
rex-hint-result = Avec un chiffre si vous en avez un, même approximatif.
rex-hint-conditions = Ce sans quoi cela n'aurait pas marché : personnes, temps, accord de la direction.
rex-hint-limits = Ce qui tient à vos murs, à votre équipe, à votre histoire.

reply-title = Répondre
reply-label = Votre réponse
reply-hint-public = Lue par tout le monde. Pas de nom ni de numéro de patient.
reply-hint-community = Lue par tous les membres du thème. Pas de nom ni de numéro de patient.
reply-hint-peer = Lue par les pairs et les experts. Pas de nom ni de numéro de patient.
reply-hint-expert = Lue par les experts. Pas de nom ni de numéro de patient.
reply-submit = Publier la réponse
reply-problems = { $n ->
    [one] Votre réponse n'est pas encore publiée : un point est à revoir
   *[other] Votre réponse n'est pas encore publiée : { $n } points sont à revoir
 }
reply-not-yours = Vous pouvez lire ce fil ; pour répondre, rejoignez le thème.

post-empty = Le message est vide.
post-too-long = Le message fait { $length } Kio, plus que les { $most } possibles. Tout est gardé ci-dessous : coupez-le en deux messages.
post-changed-meanwhile = Ce message a été modifié entre-temps, peut-être par vous dans une autre fenêtre. Votre texte est gardé : comparez les deux versions, puis enregistrez la vôtre si elle doit remplacer l'autre.
post-new-from-here = Nouveau depuis votre dernière visite
post-new-gone = Les derniers messages ont été retirés : rien de nouveau à lire.
post-heading = Message { $n }, de { $name }
post-number = n° { $n }
post-link = n° { $n }, lien vers ce message
post-edited = modifié
post-solution = Solution
post-quote = { $name }, message { $n } :
post-quote-action = Citer
post-quote-label = Citer le message { $n }
post-edit = Modifier
post-edit-label = Modifier le message { $n }
post-mark = Marquer comme solution
post-mark-label = Marquer comme solution, message { $n }
post-unmark = Ne plus marquer comme solution

edit-title = Modifier le message n° { $n }
edit-crumb = Modifier
edit-lede = La version actuelle reste lisible dans l'historique.
edit-submit = Enregistrer la modification
edit-problems = { $n ->
    [one] La modification n'est pas encore enregistrée : un point est à revoir
   *[other] La modification n'est pas encore enregistrée : { $n } points sont à revoir
 }
history-title = Historique du message n° { $n }
history-crumb = Historique
history-lede = { $n ->
    [one] { $name } n'a pas modifié ce message.
   *[other] { $name }, { $n } versions. Rien ne se perd : chacune reste lisible ici.
 }
history-current = Version { $n }, actuelle
history-version = Version { $n }

pages-label = Pages
pages-label-top = Pages, en haut
pages-older = Plus anciens
pages-previous = Précédente
pages-next = Suivante
pages-page = Page { $n }
crumbs-label = Fil d'Ariane

write-help = Mettre en forme
write-help-bold = gras
write-help-italic = italique
write-help-quote = citation
write-help-list = liste
write-help-numbers = liste numérotée
write-help-task = à faire
write-help-column = colonne
write-help-note = pour une note de bas de page

text-footnote-back = Retour au texte

said-reply = Votre réponse est publiée.
said-thread = Votre fil est ouvert.
said-edit = La modification est enregistrée.
said-solution = C'est noté : cette réponse est la solution.
said-solution-withdrawn = Le fil n'est plus marqué comme résolu.
patient-nir = « { $value } » a la forme et la clé d'un numéro de sécurité sociale. Retirez-le du texte, ou confirmez qu'il n'est pas celui d'une personne soignée.
patient-nir-without-key = « { $value } » ressemble à un numéro de sécurité sociale. Si c'est celui d'une personne soignée, retirez-le.
patient-record-number = « { $value } » ressemble au numéro d'un dossier ou d'un séjour. S'il mène à une personne soignée, retirez-le.
patient-birth = « { $value } » ressemble à une date de naissance. Avec le reste du récit, elle peut faire reconnaître une personne soignée : l'âge en années suffit souvent.
patient-confirm = Ce numéro n'est pas celui d'une personne soignée
patient-warned = Si rien ne permet de reconnaître une personne soignée, publiez de nouveau : le texte passera tel quel.
