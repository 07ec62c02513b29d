# Les conversations privées.
conversations-title = Conversations privées
conversations-lede = Seules les personnes nommées les lisent : ni leur cercle, ni l'animation, ni l'administration.
conversations-settings-link = Choisir qui peut m'écrire
conversations-empty = Aucune conversation privée pour l'instant.
conversations-empty-people = Trouver une personne à qui écrire
conversation-write = Écrire en privé
conversation-write-to = Écrire en privé
conversation-write-animation = Écrire à l'animation
conversation-who-reads = Seules les personnes que vous nommez liront vos messages. Un message signalé par l'une d'elles est montré, lui seul, à l'animation du thème.
conversation-no-theme = Pour écrire en privé, rejoignez d'abord un thème.
conversation-to = À
conversation-to-hint = Prénom et nom, séparés par des virgules ; { $most } personnes au plus, de vos thèmes.
conversation-to-animation = À l'animation de « { $theme } » :
conversation-theme-hint = Les personnes d'un même thème s'écrivent ; choisissez-le s'il y en a plusieurs.
conversation-theme-first = Le premier thème que nous partageons
conversation-subject = Objet
conversation-subject-hint = Sans objet, ce seront vos premiers mots.
conversation-body-hint = Pas de données de patients, même en privé. Mise en forme : la barre, ou Markdown.
conversation-submit = Envoyer
conversation-problems = { $n ->
    [one] Une correction avant d'envoyer
   *[other] { $n } corrections avant d'envoyer
 }
conversation-title-needed = Donnez un objet : votre message ne commence pas par des mots.
conversation-with-nobody = Dites à qui vous écrivez.
conversation-too-many = Écrivez à { $most } personnes au plus.
conversation-unknown-person = Une de ces personnes n'a pas de compte en service. Vérifiez les noms.
conversation-nobody-named = Personne ne s'appelle « { $name } » dans vos thèmes. Vérifiez le nom, ou passez par la page de la personne.
conversation-several-named = Plusieurs personnes s'appellent « { $name } ». Passez par la page de celle à qui vous écrivez.
conversation-no-shared-theme = Il faut un thème commun à tout le monde, et il n'y en a pas avec : { $names }.
conversation-theme-not-shared = Ce thème n'est pas commun à toutes ces personnes.
conversation-refused = Ne reçoit pas de conversations privées de votre part : { $names }. Retirez ce nom, ou écrivez dans un fil.
conversation-no-animator = Ce thème n'a pas d'autre personne à l'animation que vous.
conversation-one-at-a-time = Ajoutez une personne à la fois.
conversation-already-there = Cette personne est déjà dans la conversation.
conversation-with = Avec { $names }
conversation-with-more = { $n ->
    [one] Avec { $names } et { $n } autre personne
   *[other] Avec { $names } et { $n } autres personnes
 }
conversation-alone = Tout le monde est parti
conversation-between = Conversation privée entre
conversation-you = (vous)
conversation-only-them = Personne d'autre ne la lit.
conversation-manage = Ajouter une personne, quitter
conversation-people = Qui lit cette conversation
conversation-people-lede = Ces personnes lisent tout depuis le début, et personne d'autre.
conversation-parties = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
conversation-since = depuis
conversation-block = Ne plus recevoir de conversations privées de { $name }
conversation-add = Ajouter une personne
conversation-add-name = Prénom et nom
conversation-add-hint = Elle lira la conversation depuis le début. Tout le monde en sera prévenu.
conversation-add-do = Ajouter à la conversation
conversation-leave = Quitter la conversation
conversation-leave-hint = Vous ne la lirez plus. Vos messages y restent, et les autres sont prévenus de votre départ.
conversation-leave-last = Il ne reste que vous : après votre départ, la conversation est conservée sans que personne ne la lise.
conversation-leave-do = Quitter
conversation-back = Revenir à la conversation
said-conversation = Votre message est envoyé.
said-conversation-joined = La personne lit maintenant la conversation.
said-conversation-left = Vous avez quitté la conversation.
conversations-settings-lede = Vous recevez les messages privés des personnes de vos thèmes. L'animation peut toujours vous écrire, et vous pouvez toujours lui écrire.
conversations-refuse = Ne pas recevoir de nouvelles conversations privées
conversations-refuse-hint = Celles que vous avez continuent ; quittez-les si vous ne voulez plus les lire.
conversations-settings-submit = Enregistrer
conversations-blocked = Personnes bloquées
conversations-blocked-lede = Ces personnes ne peuvent ni vous écrire en privé, ni vous ajouter à une conversation. Elles n'en sont pas averties.
conversations-blocked-nobody = Vous ne bloquez personne. Pour bloquer une personne, ouvrez une conversation avec elle, puis la liste de qui la lit.
conversations-unblock = Débloquer { $name }
said-conversations-choice = Votre choix est enregistré.
said-conversations-blocked = Cette personne ne pourra plus vous écrire en privé.
said-conversations-unblocked = Cette personne peut de nouveau vous écrire en privé.
circle-named = Privé
reply-hint-named = Seules les personnes nommées en haut de la page liront votre réponse.
flags-private-of = Message privé de { $name }
flags-private-hidden = Messages privés masqués depuis moins de 30 jours
flags-private-hidden-lede = Une décision prise par erreur se défait ici. Leur conversation reste fermée à l'animation.
flag-lede-private = L'animation du thème lira ce message, et lui seul, puis décidera ; vous saurez ce qu'elle a décidé. L'auteur ou l'autrice ne saura pas qui a signalé.
said-flagged-private = Merci. L'animation du thème va regarder.
notice-circle_call-private-flag = Un message privé est signalé dans « { $theme } »
notices-kind-conversation = On m'écrit en privé
notices-of-conversation = Privé
notice-conversation = { $actor } vous écrit en privé : « { $title } »
notice-conversation-many = { $n } nouveautés dans la conversation privée « { $title } »
notice-conversation-added = { $actor } vous a fait entrer dans la conversation privée « { $title } »
notice-conversation-joined = { $actor } a fait entrer une personne dans la conversation privée « { $title } »
notice-conversation-left = { $actor } a quitté la conversation privée « { $title } »
