# La communauté : première visite, administration, textes publics, charte, courriel.

first-visit-title = Ouvrir la communauté
first-visit-lede = Ce lien ne sert qu'une fois : créez le compte de la première personne qui administrera ce site. Les étapes suivantes vous attendent juste après.
first-visit-given-name = Prénom
first-visit-family-name = Nom
first-visit-profession = Métier
first-visit-region = Région
first-visit-region-choose = Choisissez
first-visit-known = Cette adresse a déjà un compte ici. Donnez-en une autre à la personne qui administre.
first-visit-password-hint = Quinze caractères au moins. Le plus simple : quatre ou cinq mots sans rapport entre eux.
first-visit-charter = Lire la charte de la communauté
first-visit-charter-hint = En créant ce compte, vous acceptez la charte proposée. Vous pourrez la modifier ensuite.
first-visit-submit = Créer mon compte et continuer
refusal-first-visit-gone = Il a déjà servi, ou il a plus de trente minutes. Si votre compte existe, connectez-vous. Sinon, redémarrez le service : il affichera un nouveau lien.
said-first-visit = Votre compte est créé, vous voici chez vous.

steps-title = Premiers pas
steps-lede = { $n } étapes pour ouvrir la communauté à ses membres. { $done ->
    [one] { $done } est faite.
   *[other] { $done } sont faites.
 }
steps-state-done = (fait)
steps-state-now = (à faire maintenant)
steps-state-later = (à faire)
steps-see-again = Revoir
step-administrator = Créer le premier compte
step-administrator-done = C'est vous.
step-administrator-hint = Le compte de la personne qui administre.
step-administrator-act = Voir
step-identity = Nommer la communauté
step-identity-hint = Son nom figure en haut de chaque page et dans chaque courriel ; l'adresse de contact, dans les mentions légales.
step-identity-done = Le nom et le contact sont donnés.
step-identity-act = Donner le nom et le contact
step-legal = Compléter les mentions légales
step-legal-hint = { $n ->
    [one] Un texte est prêt, il y reste un passage à compléter.
   *[other] Un texte est prêt, il y reste { $n } passages à compléter : éditeur, hébergeur, délégué à la protection des données…
 }
step-legal-done = Tout est renseigné.
step-legal-act = Compléter les mentions légales
step-accessibility = Compléter la déclaration d'accessibilité
step-accessibility-hint = { $n ->
    [one] La déclaration est prête, il y reste un passage à compléter.
   *[other] La déclaration est prête, il y reste { $n } passages à compléter.
 }
step-accessibility-done = Tout est renseigné.
step-accessibility-act = Compléter la déclaration
step-charter = Relire la charte
step-charter-hint = Chaque membre l'accepte à sa première visite. Gardez celle qui est proposée, ou écrivez la vôtre.
step-charter-done = La charte est adoptée.
step-charter-act = Relire la charte
step-mail = Essayer l'envoi de courriels
step-mail-hint = Les invitations et les nouveaux mots de passe partent par courriel : vérifiez avec un essai envoyé à vous-même.
step-mail-done = L'essai est parti.
step-mail-act = Envoyer un essai
step-themes = Choisir les thèmes
step-themes-hint = Aucun thème n'est ouvert : il en faut au moins un.
step-themes-done = { $n ->
    [one] Un thème est ouvert, avec ses sous-thèmes.
   *[other] { $n } thèmes sont ouverts, avec leurs sous-thèmes.
 }
step-themes-act = Ouvrir un thème
step-animators = Désigner les animateurs et animatrices
step-animators-hint = { $n ->
    [0] Chaque thème a besoin d'au moins une personne pour admettre les membres.
    [one] Un thème n'a encore personne pour admettre ses membres.
   *[other] { $n } thèmes n'ont encore personne pour admettre leurs membres. Désignez quelqu'un qui a déjà un compte : vous, par exemple, en attendant.
 }
step-animators-done = Chaque thème a au moins une personne pour l'animer.
step-animators-act = Désigner les animateurs
step-people = Faire venir les membres
step-people-hint = Importez un tableau de personnes : elles recevront chacune leur invitation.
step-people-done = { $n ->
    [one] Une personne est déjà là ou invitée.
   *[other] { $n } personnes sont déjà là ou invitées.
 }
step-people-act = Importer un tableau
steps-end-title = Et après ?
steps-end-all = Tout est prêt. Cette page devient l'accueil de l'administration : les réglages, les travaux réguliers, les courriels.
steps-end-some = { $n ->
    [one] Une étape reste à faire. Vous pouvez passer dès maintenant à l'accueil de l'administration : elle vous y sera rappelée.
   *[other] { $n } étapes restent à faire. Vous pouvez passer dès maintenant à l'accueil de l'administration : elles vous y seront rappelées.
 }
steps-end-submit = Terminer les premiers pas
said-first-steps-ended = Les premiers pas sont terminés.

admin-lede = Ce qui fait tourner la communauté. Ce qui s'écrit dans les thèmes appartient à leurs membres : l'administration n'y a pas accès.
admin-waits = Reste à faire :
admin-back = Revenir à l'administration
admin-settings = Réglages
admin-room-communaute = Nom et contact
admin-room-communaute-hint = Ce qui figure en haut des pages et dans les courriels.
admin-room-mentions-legales = Mentions légales
admin-room-mentions-legales-hint = Éditeur, hébergeur, données personnelles.
admin-room-accessibilite = Accessibilité
admin-room-accessibilite-hint = La déclaration que chacun peut lire.
admin-room-charte = Charte
admin-room-charte-hint = Une nouvelle version est présentée à chacun à sa visite suivante.
admin-room-courriel = Courriel
admin-room-courriel-hint = Envoyer un essai, voir s'il est parti.
admin-room-themes = Thèmes et sous-thèmes
admin-room-themes-hint = Ouvrir, ordonner, archiver.
admin-room-animateurs = Animation
admin-room-animateurs-hint = Qui admet les membres de chaque thème.
admin-room-import = Import
admin-room-import-hint = Faire venir des personnes depuis un tableau.
admin-figures = La communauté en chiffres
admin-people = Personnes
admin-people-active = Comptes ouverts
admin-people-invited = Invitées, pas encore venues
admin-people-closed = Comptes fermés
admin-themes-open = Ouverts
admin-themes-archived = Archivés
admin-themes-without-animator = Sans animation
admin-mail = Courriels
admin-mail-sent = Partis
admin-mail-waiting = En attente
admin-mail-dead = Abandonnés
admin-mail-oldest = { $n ->
    [one] Le plus ancien attend depuis une minute.
   *[other] Le plus ancien attend depuis { $n } minutes.
 }
admin-jobs = Travaux réguliers
admin-job-column = Travail
admin-job-last-column = Dernière fois
admin-job-last-label = Dernière fois :
admin-job-count-column = Traités
admin-job-count-label = Traités :
admin-job-state-column = État
admin-job-state-label = État :
admin-job-never = jamais encore
admin-job-late = En retard
admin-job-on-time = À l'heure
job-outbox = Envoi des courriels
job-search-index = Mise à jour de la recherche
job-journal-seal = Scellement du journal
job-sessions-ended = Oubli des sessions terminées
job-throttles-old = Oubli des essais de connexion anciens
job-limits-ended = Oubli des compteurs d'envois
job-invitation-reminders = Rappel des invitations sans réponse
job-import-drafts-old = Oubli des tableaux laissés sans suite
job-form-keys-old = Oubli des formulaires déjà reçus
job-backup = Sauvegarde
number = { $n }

notice-mentions-legales = Mentions légales
notice-mentions-legales-heading = Mentions légales
notice-mentions-legales-lede = Le texte que tout le monde peut lire, membre ou non, depuis le bas de chaque page.
notice-accessibilite = Accessibilité
notice-accessibilite-heading = Accessibilité : partiellement conforme
notice-accessibilite-lede = La déclaration que tout le monde peut lire, membre ou non, depuis le bas de chaque page.
notice-contact = Nous écrire :
notice-blanks = { $n ->
    [one] Il reste un passage « à compléter » dans ce texte.
   *[other] Il reste { $n } passages « à compléter » dans ce texte.
 }
notice-source = Texte
notice-source-hint = En Markdown : « # » pour un titre, « - » pour une liste, « ** » autour de ce qui est important.
notice-submit = Enregistrer le texte
notice-public = Voir la page publique
notice-preview = Tel qu'on le lit aujourd'hui
said-notice-kept = Le texte est enregistré, le voici tel qu'on le lit.

charter-admin-title = Charte
charter-admin-lede = La version { $n } est en vigueur. Publier un nouveau texte en fait une version de plus, que chaque membre accepte à sa visite suivante.
charter-admin-proposed = Ce texte est celui qui est proposé à l'ouverture : personne ne l'a encore adopté. Relisez-le, puis gardez-le tel quel ou publiez le vôtre.
charter-admin-keep = Garder ce texte
charter-admin-source = Texte de la charte
charter-admin-source-hint = En Markdown. Dites aussi ce qui est fait des données de chacun.
charter-admin-submit = Publier cette version
charter-admin-public = Voir la charte
charter-admin-unchanged = Ce texte est déjà celui de la charte en vigueur : il n'y a rien à publier.
charter-admin-versions = Les versions
charter-admin-version = Version { $n }
charter-admin-version-column = Version
charter-admin-published-column = Publiée
charter-admin-published-label = Publiée :
charter-admin-by-column = Par
charter-admin-by-label = Par :
charter-admin-by-nobody = proposée à l'ouverture
charter-admin-accepted-column = Acceptée par
charter-admin-accepted-label = Acceptée par :
charter-admin-past-title = Charte, version { $n }
charter-admin-past-lede = Publiée :
said-charter-published = La nouvelle version est publiée. Chacun l'acceptera à sa prochaine visite.
said-charter-kept = La charte est adoptée.
refusal-charter-kept = Une version de la charte a déjà été adoptée ou publiée : rechargez la page pour la lire.

community-title = Nom et contact
community-name = Nom de la communauté
community-name-hint = Quelques mots : il figure en haut de chaque page et signe chaque courriel.
community-contact = Adresse de contact
community-contact-hint = Montrée à tous sur l'accueil, dans les mentions légales et la déclaration d'accessibilité. Choisissez une boîte que plusieurs personnes lisent.
community-submit = Enregistrer
said-community-kept = Le nom et le contact sont enregistrés.

mail-trial-title = Courriel
mail-trial-lede = Les invitations, les nouveaux mots de passe et les nouvelles partent par courriel. Un essai dit si tout est bien réglé.
mail-trial-last = Le dernier essai
mail-trial-asked = Demandé
mail-trial-state = État
mail-trial-sent = Parti
mail-trial-dead = Abandonné
mail-trial-failed = Pas encore parti
mail-trial-waiting = En attente
mail-trial-error = Réponse du serveur
mail-trial-next = Prochain essai
mail-trial-sent-hint = Le serveur d'envoi l'a accepté. Vérifiez qu'il est arrivé dans votre boîte, et non parmi les indésirables. Sans serveur réglé, il est un fichier du dossier « mail » des données.
mail-trial-waiting-hint = Il part d'ordinaire en quelques secondes.
mail-trial-refresh = Actualiser
mail-trial-failed-hint = Vérifiez l'adresse du serveur, le nom d'utilisateur et le mot de passe dans les réglages (section mail), puis redémarrez le service.
mail-trial-first = Faire un essai
mail-trial-again = Faire un nouvel essai
mail-trial-hint = Un court message part vers votre propre adresse.
mail-trial-submit = M'envoyer un essai
said-mail-tried = L'essai est en route.
