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
