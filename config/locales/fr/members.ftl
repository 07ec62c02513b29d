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
charter-held = La charte a changé pendant que vous écriviez. Votre texte est gardé : acceptez-la, vous le retrouverez aussitôt.
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
person-animates = Animation : { $theme }

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
member-animating = Animation de thèmes
member-animating-named = { $theme } : animation confiée par { $name }.
member-animating-withdrawn = { $theme } : animation retirée par { $name }.
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

# Réglages
settings-title = Réglages
settings-profile = Profil
settings-security = Sécurité
settings-crumbs = Fil d'Ariane
settings-cancel = Annuler
settings-save = Enregistrer mon profil
settings-problems = { $n ->
    [one] Rien n'est encore enregistré : un point est à revoir
   *[other] Rien n'est encore enregistré : { $n } points sont à revoir
 }
settings-no-given-name = Écrivez votre prénom.
settings-no-family-name = Écrivez votre nom.
settings-no-profession = Écrivez votre métier.
settings-no-town = Dites dans quelle commune se trouve l'établissement.
settings-no-region = Choisissez votre région.
settings-no-kind = Choisissez le type de l'établissement.
settings-no-zone = Choisissez un fuseau horaire de la liste.
settings-no-language = Choisissez une langue de la liste.
password-missing = Écrivez votre mot de passe.
password-missing-current = Écrivez votre mot de passe actuel.
said-settings-saved = Vos réglages sont enregistrés.
field-given-name = Prénom
field-family-name = Nom
field-profession = Métier
field-establishment = Établissement
field-establishment-kind = Type d'établissement
field-town = Commune
field-region = Région
field-time-zone = Fuseau horaire
field-language = Langue
field-expertises = Domaines
field-presentation = Présentation
field-current-password = Mot de passe actuel
settings-establishment-hint = Commencez à écrire : les établissements connus de votre région se proposent.
settings-expertises-hint = Cinq au plus, séparés par des virgules. Ils servent à vous trouver et à vous proposer les questions où l'on a besoin de vous.
settings-too-many-expertises = { $count } domaines, c'est plus que les { $most } possibles : gardez ceux où l'on a le plus besoin de vous.
settings-presentation-hint = Ce que vous faites, ce que vous avez vécu. Tous les membres peuvent la lire.
settings-help = Aider
settings-available = Je suis disponible pour aider
settings-available-for = À quel sujet
settings-available-for-hint = Par exemple : relire une convention, raconter une bascule, recevoir une visite.
settings-zone-usual = Celui de ma région
settings-zone-mainland = France métropolitaine
settings-portrait = Photo
settings-portrait-file = Choisir une image
settings-portrait-hint = JPEG, PNG ou WebP, 5 Mo au plus. Elle est recadrée au carré ; le lieu et la date de la prise de vue ne sont pas gardés.
settings-portrait-send = Envoyer la photo
settings-portrait-remove = Revenir à mes initiales
said-portrait-kept = Votre photo est enregistrée.
said-portrait-removed = Votre photo est retirée : vos initiales la remplacent.
portrait-missing = Choisissez d'abord une image sur votre appareil.
portrait-not-a-picture = Ce fichier n'est pas une image que nous savons lire. Choisissez une image JPEG, PNG ou WebP.
portrait-too-heavy = Cette image dépasse 5 Mo. Choisissez-en une plus légère.
portrait-too-large = Cette image dépasse 40 millions de pixels. Réduisez-la, ou choisissez-en une autre.

# Sécurité
security-sign-in = Connexion
security-change-email = Changer d'adresse
security-change-password = Changer de mot de passe
security-devices = Appareils connectés
security-devices-lede = Un appareil que vous ne reconnaissez pas ? Déconnectez-le, puis changez de mot de passe.
security-devices-count = { $n ->
    [one] Un appareil connecté
   *[other] { $n } appareils connectés
 }
security-device = Appareil
security-last = Dernier passage
security-last-label = Dernier passage :
security-opened = Ouvert
security-opened-label = Ouvert :
security-close = Fermer
security-unknown = Appareil inconnu
security-current = cet appareil
security-personal = ordinateur personnel
security-shared = poste partagé
security-here = Vous y êtes
security-close-one = Déconnecter
security-close-others = Déconnecter tous les autres appareils
security-close-too = Déconnecter les autres appareils
said-session-closed = Cet appareil est déconnecté.
said-sessions-closed = Les autres appareils sont déconnectés.
security-change-password-title = Changer de mot de passe
security-change-password-submit = Changer le mot de passe
password-wrong = Ce n'est pas votre mot de passe actuel.
security-change-email-title = Changer d'adresse
security-change-email-lede = Vous vous connectez aujourd'hui avec { $email }. Un lien partira vers la nouvelle adresse : rien ne change tant que vous ne l'avez pas ouvert.
security-new-email = Nouvelle adresse électronique
security-change-email-submit = Recevoir le lien
email-same = C'est déjà votre adresse.
said-email-asked = Si cette adresse est libre, un lien valable une heure vient d'y partir. Ouvrez-le pour confirmer le changement.
email-confirm-title = Confirmer la nouvelle adresse
email-confirm-lede = Désormais, vous vous connecterez avec { $email } et vos courriels y arriveront. L'ancienne adresse en sera avertie.
email-confirm-submit = Confirmer cette adresse
said-email-changed = Votre nouvelle adresse est enregistrée.
refusal-email-gone = Il a déjà servi, ou il a plus d'une heure. Demandez un nouveau lien depuis vos réglages.
refusal-email-taken = Cette adresse vient d'être prise par un autre compte. La vôtre n'a pas changé.
