# Cadre de toutes les pages.
layout-skip = Aller au contenu
layout-nav-main = Principale
layout-nav-footer = Pied de page
layout-themes = Thèmes
layout-threads = Fils
layout-directory = Annuaire
layout-my-page = Ma page
layout-settings = Réglages
layout-administration = Administration
layout-sign-in = Se connecter
layout-sign-out = Se déconnecter
layout-demo-name = Démonstration
layout-demo = Communauté de démonstration : les personnes et les établissements sont inventés.
layout-accessibility = Accessibilité : partiellement conforme
layout-legal = Mentions légales
layout-charter = Charte
layout-theme-auto = Apparence : automatique
layout-theme-light = Apparence : claire
layout-theme-dark = Apparence : sombre

circle-public = Public
circle-community = Communauté
circle-peer = Cercle des pairs
circle-expert = Cercle des experts

text-task-done = Fait
text-task-to-do = À faire
text-table = Tableau

when-now = à l'instant
when-minutes = { $n ->
    [one] il y a { $n } minute
   *[other] il y a { $n } minutes
 }
when-today = aujourd'hui à { $hour } h { $minute }
when-yesterday = hier à { $hour } h { $minute }
when-weekday = { when-weekday-name } à { $hour } h { $minute }
when-day = { when-day-number } { when-month-name }
when-date = { when-day } { $year }
when-exact = { when-weekday-name } { when-date } à { $hour } h { $minute }
when-weekday-name = { $weekday ->
    [mon] lundi
    [tue] mardi
    [wed] mercredi
    [thu] jeudi
    [fri] vendredi
    [sat] samedi
   *[sun] dimanche
 }
when-day-number = { $day ->
    [1] 1er
   *[other] { $day }
 }
when-month-name = { $month ->
    [jan] janvier
    [feb] février
    [mar] mars
    [apr] avril
    [may] mai
    [jun] juin
    [jul] juillet
    [aug] août
    [sep] septembre
    [oct] octobre
    [nov] novembre
   *[dec] décembre
 }

form-problems = { $n ->
    [one] Un point est à revoir
   *[other] { $n } points sont à revoir
 }
form-required = Ce champ est nécessaire.
form-too-long = { $length } caractères, c'est plus que les { $most } possibles : raccourcissez un peu.
form-bad-characters = Le texte contient des caractères que nous ne pouvons pas garder. Ils sont montrés par « � » : effacez-les ou remplacez-les.
form-bad-email = Cette adresse n'a pas la forme d'une adresse électronique, comme prenom.nom@hopital.example.
form-malformed = Ce formulaire n'est pas celui que nous avons envoyé. Rechargez la page et recommencez.

field-email = Adresse électronique
field-password = Mot de passe
field-optional = (facultatif)
field-password-show = Afficher
field-password-hide = Masquer

kept-label = Votre texte, gardé

password-too-short = { $length } caractères : il en faut au moins { $least }. Une phrase de quelques mots peu courants fait très bien l'affaire.
password-too-long = Ce mot de passe dépasse les { $most } caractères possibles.
password-guessable = Ce mot de passe se devine trop facilement : une fois ôtés les mots courants, votre nom, les suites et les dates, il ne reste presque rien. Assemblez plutôt quelques mots rares, sans rapport entre eux, ou laissez votre navigateur en proposer un.
layout-search = Rechercher
layout-search-words = Votre question
layout-search-submit = Chercher
