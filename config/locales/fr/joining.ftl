# Entrer dans la communauté : invitations, demandes, import d'un tableau.

import-empty = Ce fichier est vide.
import-no-row = Ce fichier n'a qu'une ligne de titres : il n'y a personne à importer.
import-column-missing = La colonne « { $column } » manque dans la première ligne.
import-column-twice = Cette colonne est écrite deux fois dans la première ligne.
import-row-short = { $cells ->
    [one] La ligne n'a qu'une case, au lieu de { $columns }.
   *[other] La ligne a { $cells } cases, au lieu de { $columns }.
 }
import-row-long = La ligne a { $cells } cases, au lieu de { $columns } : un texte contient peut-être le signe qui sépare les cases, sans guillemets autour.
import-open-quotes = Une case contient un retour à la ligne : des guillemets sont peut-être restés ouverts.
import-mixed-encodings = Les accents de cette ligne ne sont pas enregistrés comme ceux des autres lignes : elle vient sans doute d'un autre fichier. Ouvrez le fichier dans le tableur, vérifiez les accents, enregistrez de nouveau.
import-bad-characters = La case contient des caractères invisibles ou illisibles : retapez-la.
import-missing = Cette case est vide : elle est nécessaire.
import-unknown-kind = Type inconnu : CHU, CH, Clinique, EHPAD, ESMS, GHT, CPTS, GRADeS, ARS ou Autre.
import-unknown-region = Région inconnue : écrivez le nom d'une des 18 régions, ou d'une collectivité d'outre-mer.
import-unknown-region-near = Région inconnue. Peut-être : { $near } ?
import-unknown-theme = Thème inconnu : écrivez le nom d'un thème ouvert, ou la fin de son adresse.
import-unknown-circle = Cercle inconnu : communauté, pair ou expert.
import-twice = Cette personne est déjà inscrite dans ce thème à la ligne { $line }.
import-other-name = La même adresse porte un autre nom à la ligne { $line }.
import-other-establishment = La même adresse a un autre établissement à la ligne { $line }.
import-other-profession = La même adresse a une autre profession à la ligne { $line }.
import-other-kind = Le même établissement est d'un autre type à la ligne { $line }.
import-closed = Le compte de cette adresse est fermé : ôtez la ligne, ou rouvrez le compte d'abord.

import-figure-people = Personnes dans le fichier
import-figure-places = Appartenances dans le fichier
import-figure-newcomers = Nouvelles personnes, invitées par courriel
import-figure-memberships = Nouvelles appartenances
import-figure-inward = Passages vers l'intérieur
import-figure-outward = Passages vers l'extérieur
import-figure-relocations = Changements d'établissement
import-figure-edits = Noms, professions ou régions corrigés
import-figure-establishments = Nouveaux établissements
import-figure-kinds = Types d'établissement corrigés
import-figure-unchanged = Personnes inchangées

import-line-figure = { $label } : { $n }
import-line-inward = Vers l'intérieur : { $name }, { $theme }, { $from } → { $to }
import-line-outward = Vers l'extérieur : { $name }, { $theme }, { $from } → { $to }
import-line-relocation = Établissement : { $name }, { $from } → { $to }
import-line-edit = Corrigé : { $name } ({ $columns })
import-line-join = Entre dans un thème : { $name }, { $theme }, { $circle }
import-line-dry = Rien n'a été changé : relancez sans --dry-run pour importer.
import-line-done = C'est fait.
import-line-refused = { $n ->
    [one] une ligne de { $file } est à corriger ; rien n'a été importé.
   *[other] { $n } lignes de { $file } sont à corriger ; rien n'a été importé.
 }
import-fault-line = Ligne { $line } : { $why }
import-fault-empty = Ligne { $line }, { $column } : { $why }
import-fault-cell = Ligne { $line }, { $column }, « { $written } » : { $why }

refusal-import-changed = La communauté a changé depuis le contrôle. Rien n'a été importé : contrôlez de nouveau le fichier.

# Courriels.
mail-invitation-subject-person = { $inviter } vous invite : { $theme }
mail-invitation-subject-import = Bienvenue dans { $community } : activez votre compte
mail-invitation-subject-request = Votre demande est acceptée : { $theme }
mail-invitation-subject-open = Confirmez votre adresse pour rejoindre { $theme }
mail-invitation-subject-reminder = { $community } vous attend : votre compte n'est pas encore activé
mail-invitation-hello = Bonjour,
mail-invitation-who = { $inviter } ({ $work }) vous invite dans { $community }, la communauté de pratique des professionnels de santé :
mail-invitation-why-person = Vous êtes invité·e dans { $community }, la communauté de pratique des professionnels de santé :
mail-invitation-why-import = L'animation de { $community }, la communauté de pratique des professionnels de santé, vous y a inscrit·e :
mail-invitation-why-request = Vous avez demandé à rejoindre { $community }. L'animation a accepté votre demande :
mail-invitation-why-open = Vous avez demandé à rejoindre { $community } :
mail-invitation-reminder = Une invitation vous est déjà parvenue. Ce rappel est le seul : vous ne recevrez plus rien tant que vous n'aurez pas accepté.
mail-invitation-message = { $inviter } ajoute :
mail-invitation-what = On y pose ses questions, on y raconte ce qui a marché et ce qui n'a pas marché, on s'y entraide d'un établissement à l'autre.
mail-invitation-do = Pour choisir votre mot de passe et entrer, ouvrez ce lien :
mail-invitation-do-known = Pour accepter avec votre compte, ouvrez ce lien :
mail-invitation-link = Choisir un mot de passe et entrer
mail-invitation-link-known = Accepter l'invitation
mail-invitation-life = { $n ->
    [one] Le lien sert une fois, pendant un jour. S'il vous en est envoyé un autre, celui-ci ne sert plus.
   *[other] Le lien sert une fois, pendant { $n } jours. S'il vous en est envoyé un autre, celui-ci ne sert plus.
 }
mail-invitation-not-you = Vous n'êtes pas intéressé·e ? Ne faites rien : aucun compte n'est créé.
mail-invitation-not-import = Vous n'êtes pas intéressé·e ? Ne faites rien : après un seul rappel, plus rien ne vous sera envoyé. Ce que nous savons de vous, et comment le faire effacer :

mail-join-requested-subject = Une demande attend : { $theme }
mail-join-requested-what = { $who } ({ $work }, { $region }) demande à rejoindre le thème « { $theme } ».
mail-join-requested-do = Lisez sa demande et répondez-lui ici :
mail-join-requested-link = Lire sa demande et répondre
mail-join-approved-subject = Votre demande est acceptée : { $theme }
mail-join-approved-what = L'animation a accepté votre demande : vous faites maintenant partie de la communauté du thème « { $theme } ».
mail-join-approved-do = Le thème vous est ouvert :
mail-join-declined-subject = Votre demande n'a pas été retenue : { $theme }
mail-join-declined-what = L'animation du thème « { $theme } » n'a pas retenu votre demande. Voici pourquoi :
mail-join-declined-do = Vous pouvez faire une nouvelle demande quand la situation aura changé. Le thème est présenté ici :

# Ce que tout le monde dit de soi en entrant.
join-choose = Choisir
join-given-name = Prénom
join-given-name-needed = Donnez votre prénom.
join-family-name = Nom
join-email-needed = Donnez une adresse électronique.
join-family-name-needed = Donnez votre nom.
join-profession = Profession
join-profession-needed = Dites votre profession.
join-establishment = Établissement
join-establishment-needed = Dites dans quel établissement vous travaillez.
join-establishment-hint = Son nom en entier, comme on l'écrit sur ses courriers.
join-kind = Type d'établissement
join-kind-needed = Choisissez le type de votre établissement.
join-kind-chu = CHU
join-kind-ch = Centre hospitalier
join-kind-clinique = Clinique
join-kind-ehpad = EHPAD
join-kind-esms = Autre établissement médico-social
join-kind-ght = GHT
join-kind-cpts = Médecine de ville, CPTS
join-kind-grades = GRADeS
join-kind-ars = ARS
join-kind-other = Autre
join-town = Ville
join-password-needed = Choisissez un mot de passe.
join-town-needed = Dites dans quelle ville il se trouve.
join-region = Région
join-region-needed = Choisissez une région ou une collectivité.
join-reason-invitation = Invitation acceptée
join-reason-request = Demande acceptée
join-reason-open = Entrée libre

# La page du lien d'une invitation.
invitation-title = Invitation
invitation-by = { $inviter } vous invite
invitation-heading-person = Vous êtes invité·e
invitation-heading-import = Bienvenue dans { $community }
invitation-heading-request = Votre demande est acceptée
invitation-heading-open = Encore un pas pour entrer
invitation-lede = Lire, poser vos questions, raconter ce qui a marché, aider quand vous le pouvez.
invitation-until = Cette invitation est valable jusqu'au { $day }.
invitation-for = Elle est faite pour
invitation-other = Vous êtes connecté·e en tant que { $name }, et cette invitation est faite pour une autre adresse. Déconnectez-vous, puis ouvrez de nouveau le lien.
invitation-known = Cette adresse a déjà un compte : connectez-vous, vous accepterez ensuite d'un seul geste.
invitation-accept = Accepter l'invitation
invitation-region-locked = Les pairs invitent dans leur région.
invitation-charter = Lire la charte
invitation-charter-accept = J'ai lu la charte de la communauté et je l'accepte
accept-charter-needed = Lisez la charte et cochez cette case pour entrer.
accept-region-locked = Cette invitation vaut pour une autre région : les pairs invitent dans la leur.
invitation-enter = Accepter l'invitation et entrer
invitation-ignore = Vous ne souhaitez pas entrer ? Fermez cette page : rien ne sera enregistré.
said-welcome = Bienvenue ! Votre compte est ouvert.
said-joined = C'est fait : vous faites partie de ce thème.

refusal-invitation-unknown = Ce lien n'est pas, ou n'est plus, celui d'une invitation : un courriel plus récent l'a peut-être remplacé. Prenez le lien du dernier courriel reçu, ou demandez à rejoindre le thème depuis la page « Thèmes ».
refusal-invitation-used = Cette invitation a déjà été acceptée : connectez-vous avec le mot de passe que vous avez choisi.
refusal-invitation-withdrawn = Cette invitation a été retirée par la personne qui l'avait faite. Vous pouvez demander à rejoindre le thème depuis la page « Thèmes ».
refusal-invitation-expired = Cette invitation a expiré. Demandez à la personne qui vous a invité·e de la renvoyer, ou demandez à rejoindre le thème depuis la page « Thèmes » : un nouveau lien vous sera envoyé.
refusal-invitation-inviter = La personne qui vous a invité·e ne peut plus faire entrer dans ce cercle. Rien n'a été créé ni changé. Vous pouvez demander à rejoindre le thème depuis la page « Thèmes ».
refusal-invitation-closed = Le compte de cette adresse a été fermé. Écrivez à l'administration, dont l'adresse est dans les mentions légales.
refusal-invitation-member = Cette adresse a déjà un compte : connectez-vous, puis ouvrez de nouveau le lien de l'invitation.
refusal-invitation-somebody-else = Cette invitation est faite pour une autre adresse que celle de votre compte. Déconnectez-vous, puis ouvrez de nouveau le lien.
refusal-invitation-answered = Cette invitation a déjà été acceptée ou retirée.
refusal-suspended = La participation de cette personne à ce thème est suspendue : elle ne peut pas y entrer autrement.
refusal-theme-receives-nobody = Ce thème est archivé : il ne reçoit plus personne.

# Les invitations d'un thème.
invitations-title = Invitations
invitations-sent = Envoyées
invitations-for = Pour
invitations-circle = Cercle
invitations-when = Envoyée
invitations-state = État
invitations-next = Suite
invitations-circle-label = Cercle :
invitations-when-label = Envoyée :
invitations-state-label = État :
invitations-import = Importée d'un tableau
invitations-by = par { $name }
invitations-waits = En attente
invitations-waits-day = jusqu'au { $day }
invitations-expired = Expirée
invitations-expired-day = le { $day }
invitations-accepted = Acceptée
invitations-accepted-day = le { $day }
invitations-withdrawn = Retirée
invitations-resend = Renvoyer
invitations-withdraw = Retirer
invitations-which = l'invitation de { $email }
invitations-none = Personne n'est encore invité. Proposez ce thème à quelqu'un de votre entourage professionnel.
invitations-pages = Pages
invitations-older = Plus anciennes
invitations-latest = Les plus récentes
invite-title = Nouvelle invitation
invite-heading = Inviter
invite-archived = Ce thème est archivé : il ne reçoit plus personne.
invite-email = Adresse électronique
invite-circle = Cercle
invite-circle-needed = Choisissez un cercle.
invite-region = Région
invite-region-hint = Facultatif : la personne pourra la corriger.
invite-as-peer = Vous invitez dans la communauté du thème, pour votre région : { $region }.
invite-message = Un mot personnel
invite-message-hint = Il est repris dans le courriel, tel quel.
invite-send = Envoyer l'invitation
invite-waiting = Une invitation attend déjà cette personne dans ce thème. Renvoyez-la plutôt.
invite-already-in = Cette personne est déjà dans ce cercle.
said-invited = L'invitation est envoyée. Elle est valable sept jours.
said-invited-again = L'invitation est renvoyée. Le lien précédent ne sert plus.
said-invitation-withdrawn = L'invitation est retirée. Son lien ne sert plus.

# Demander à rejoindre.
ask-title = Demander à rejoindre { $community }
ask-lede = L'animation du thème lit chaque demande et répond par courriel.
ask-nowhere = Aucun thème ne reçoit de demande pour le moment : on y entre sur invitation.
ask-theme = Thème qui vous intéresse
ask-theme-needed = Choisissez un thème.
ask-by-invitation = On entre dans ce thème sur invitation d'un pair de votre région ou de l'animation : aucune demande n'est possible.
ask-by-invitation-list = Sur invitation seulement : { $themes }.
ask-email = Adresse électronique professionnelle
ask-email-hint = La réponse y sera envoyée.
ask-establishment-hint = Son nom et sa ville.
ask-motivation = Ce qui vous amène
ask-motivation-needed = Dites en deux phrases ce qui vous amène.
ask-motivation-hint = Deux phrases suffisent.
ask-send = Envoyer ma demande
thanks-title = Merci, c'est noté
thanks-lede = La suite vous est envoyée par courriel, à l'adresse que vous avez donnée.
thanks-nothing = Rien n'arrive ? Regardez parmi les courriels indésirables, puis vérifiez l'adresse en recommençant.
membership-title = Adhésion
membership-heading = Rejoindre { $theme }
membership-declined = Votre demande n'a pas été retenue,
membership-waiting = Votre demande attend une réponse de l'animation depuis
membership-waiting-next = Vous serez prévenu·e par courriel.
membership-join = Rejoindre ce thème
membership-cancel = Revenir au thème
said-asked = Votre demande est envoyée à l'animation du thème.
refusal-already-in = Vous faites déjà partie de ce thème.
refusal-by-invitation = On entre dans ce thème sur invitation d'un pair de votre région ou de l'animation. Parlez-en autour de vous.

# Le bureau des demandes.
requests-title = Demandes d'adhésion
requests-lede = Les dernières réponses.
requests-waiting = Voir celles qui attendent
requests-none = Aucune demande n'a encore reçu de réponse.
requests-visitor = n'a pas encore de compte
requests-who = Qui
requests-answer = Réponse
requests-by = Par
requests-when = Quand
requests-answer-label = Réponse :
requests-by-label = Par :
requests-when-label = Quand :
requests-approved = Acceptée
requests-declined = Non retenue
refusal-request-decided = Quelqu'un d'autre a déjà répondu à cette demande.

# Les pages de l'import.
import-title = Importer des membres
import-crumb = Importer
import-step-file = Le fichier
import-step-check = Le contrôle
import-step-confirm = La confirmation
import-step-done = (fait)
import-file = Fichier CSV
import-file-again = Fichier corrigé
import-file-hint = Tel que le tableur l'enregistre : point-virgule ou virgule, UTF-8 ou Windows. 5 Mo au plus.
import-file-needed = Choisissez le fichier à contrôler.
import-refused = Ce fichier est à corriger.
import-template = Télécharger le modèle
import-columns = (colonnes : { $columns })
import-check = Contrôler le fichier
import-check-again = Contrôler à nouveau
import-nothing-yet = Rien n'est enregistré à cette étape.
import-wrong-lines = { $n ->
    [one] Une ligne sur { $rows } est à corriger.
   *[other] { $n } lignes sur { $rows } sont à corriger.
 }
import-wrong-file = Ce fichier ne peut pas être lu.
import-wrong-whole = Rien n'est enregistré : un fichier entre en entier, ou pas du tout.
import-wrong-caption = À corriger dans « { $file } »
import-wrong-line = Ligne
import-wrong-column = Colonne
import-wrong-column-label = Colonne :
import-wrong-row = toute la ligne
import-wrong-written = Écrit
import-wrong-written-label = Écrit :
import-wrong-why = Pourquoi
import-wrong-why-label = Pourquoi :
import-wrong-more = { $n ->
    [one] Et un autre point, montré quand ceux-ci seront corrigés.
   *[other] Et { $n } autres points, montrés quand ceux-ci seront corrigés.
 }
import-confirm-lede = Voici ce que « { $file } » changerait. Rien n'est encore enregistré.
import-confirm-hint = Chaque nouvelle personne reçoit une invitation, valable trente jours ; les envois sont étalés. Une ligne absente du fichier n'ôte personne.
import-confirm = { $n ->
    [one] Importer une personne
   *[other] Importer { $n } personnes
 }
import-abandon = Abandonner
import-nothing = Tout ce que dit ce fichier est déjà enregistré : il n'y a rien à importer.
import-other = Contrôler un autre fichier
import-figures = Ce que le fichier changerait
import-count = { $n }
import-list-outward = Passages vers l'extérieur
import-list-inward = Passages vers l'intérieur
import-list-relocations = Changements d'établissement
import-list-edits = Corrections
import-list-joins = Entrées dans un thème
import-list-newcomers = Nouvelles personnes
import-list-show = { $n ->
    [one] Voir la personne
   *[other] Voir les { $n } personnes
 }
import-list-cut = { $shown } montrées sur { $total }.
import-who = Qui
import-theme = Thème
import-theme-label = Thème :
import-from = De
import-from-label = De :
import-to = À
import-to-label = À :
said-imported = L'import est fait. Les invitations partent peu à peu.
