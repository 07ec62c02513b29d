# Les personnes : connexion, compte, annuaire.
sign-in-title = Se connecter
sign-in-submit = Se connecter
sign-in-forgotten = Mot de passe oublié ?
sign-in-personal = C'est mon ordinateur personnel
sign-in-personal-hint = Ne cochez pas cette case sur un poste partagé du service : la session s'y ferme après trente minutes sans activité.
sign-in-wrong = L'adresse ou le mot de passe ne convient pas. Vérifiez les deux, ou demandez un nouveau mot de passe.
sign-in-held = Votre session s'était fermée. Votre texte est gardé : connectez-vous, vous le retrouverez aussitôt.
found-again-title = Voici votre texte
found-again-lede = Vous êtes de nouveau connecté·e. Rien n'a été perdu, rien n'a encore été publié.
found-again-submit = Envoyer maintenant

# Mot de passe oublié
forgotten-title = Mot de passe oublié
forgotten-lede = Écrivez votre adresse : si elle est connue, un lien valable une heure y part tout de suite.
forgotten-submit = Recevoir le lien
forgotten-back = Revenir à la connexion
said-reset-asked = Si cette adresse est celle d'un compte, un lien valable une heure vient d'y partir. Rien dans quelques minutes ? Regardez parmi les indésirables.
new-password-title = Choisir un nouveau mot de passe
new-password-lede = Pour le compte { $email }. Les sessions ouvertes ailleurs seront fermées.
new-password-label = Nouveau mot de passe
new-password-hint = Au moins 15 caractères. Quelques mots rares, sans rapport entre eux, font un bon mot de passe, facile à retenir.
new-password-submit = Enregistrer et se connecter
said-password-changed = Votre nouveau mot de passe est enregistré.

# Charte
charter-title = La charte
charter-version = Version { $version }, du { $date }.
charter-lede = Lisez-la, elle est courte : votre accord ouvre la communauté.
charter-text = Le texte
charter-accept = J'ai lu la charte et je l'accepte
charter-later = Pas maintenant : me déconnecter
charter-accepted = Vous avez accepté cette version.
refusal-charter-changed = La charte vient de changer. Relisez-la avant de l'accepter.

# Annuaire
directory-title = Annuaire
directory-lede = Trouver quelqu'un qui l'a déjà vécu.
directory-filters = Filtrer l'annuaire
directory-words = Nom, établissement, domaine
directory-theme = Thème
directory-circle = Cercle
directory-region = Région
directory-profession = Métier
directory-expertise = Domaine précis
directory-available = Disponible pour aider
directory-all = Tous
directory-all-f = Toutes
directory-submit = Filtrer
directory-clear = Effacer les filtres
directory-count = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
directory-nobody = Personne ne correspond à tous ces critères. Retirez-en un, ou cherchez avec moins de mots.
directory-pages = Pages de l'annuaire
directory-previous = Précédente
directory-next = Suivante
person-available = Disponible
person-not-arrived = Invitation en attente
person-animates = Animation, { $theme }

# Page d'une personne
member-card = Fiche
member-edit = Modifier mon profil
member-not-arrived = Cette personne a été invitée et n'a pas encore répondu : elle ne reçoit rien d'autre que son invitation.
member-nothing-yet = Dites en quelques lignes ce que vous faites et ce que vous avez vécu : c'est ainsi que l'on vous trouve.
member-presentation = Présentation
member-expertises = Domaines
member-available = Peut aider
member-available-for-all = Disponible pour les questions des membres.
member-threads = Derniers fils
member-answers = Réponses
member-solution = Solution
member-moves = Parcours dans les cercles
member-moves-who = Visible de la personne elle-même et de l'animation du thème.
member-circles = Cercles
member-animates = Animation
member-since = depuis le { $date }
member-where = Repères
member-establishment = Établissement
member-region = Région
member-local-time = Heure locale
member-clock = { $hour } h { $minute }
member-time-ahead = { $hours } de plus que chez vous
member-time-behind = { $hours } de moins que chez vous
member-given = Ce qui a été donné
member-solved = Réponses retenues
member-answered = Réponses écrites
member-opened = Fils ouverts
member-given-seen = Dans les fils que vous pouvez lire.

establishment-CHU = Centre hospitalier universitaire
establishment-CH = Centre hospitalier
establishment-Clinique = Clinique
establishment-EHPAD = EHPAD
establishment-ESMS = Autre établissement médico-social
establishment-GHT = Groupement hospitalier de territoire
establishment-CPTS = Médecine de ville ou CPTS
establishment-GRADeS = GRADeS
establishment-ARS = Agence régionale de santé
establishment-Autre = Autre
