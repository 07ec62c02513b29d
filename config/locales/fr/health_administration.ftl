# L'installation et l'équipe, vues de l'administration.
admin-room-installation = L'installation
admin-room-installation-hint = Place occupée, sauvegardes, journal
admin-room-equipe = L'équipe
admin-room-equipe-hint = Qui administre l'instance, qui anime les thèmes
state-storage = Place occupée
state-database = Base de données
state-files = Pièces jointes
state-files-count = { $n ->
    [one] { $n } fichier
   *[other] { $n } fichiers
 }, { $size }
state-free = Disque
state-free-of = { $free } libres sur { $whole }
state-journal = Journal
state-journal-sealed = { $n ->
    [one] { $n } ligne scellée.
   *[other] { $n } lignes scellées.
 }
state-journal-unsealed = { $n ->
    [0] Aucune n'attend.
    [one] { $n } attend son sceau.
   *[other] { $n } attendent leur sceau.
 }
state-journal-read = Lire le journal
state-backups = Sauvegardes
state-backups-plan = Une toutes les { $every } minutes, gardées { $days } jours, dans { $folder }. Chacune est relue dès qu'elle est faite.
state-backups-late = en retard
state-backups-on-time = à l'heure
state-backups-count = { $n ->
    [one] { $n } sauvegarde
   *[other] { $n } sauvegardes
 }
state-backup-when = Faite
state-backup-size = Taille
state-backups-none = Aucune sauvegarde n'est programmée : donnez un dossier au réglage « backup.folder », ou lancez « cercles backup » chaque jour.
state-bytes = { $n } octets
state-kib = { $n } Kio
state-mib = { $n } Mio
state-gib = { $n } Gio
staff-administrators = Administration
staff-address = Adresse
staff-you = c'est vous
staff-withdraw = Retirer
staff-sure = Cochez la case pour confirmer.
staff-sure-label = Cette personne n'administrera plus l'instance
staff-name-address = Adresse d'un compte à qui confier l'administration
staff-name-hint = La personne doit déjà avoir un compte. Ses sessions sont fermées : elle se reconnecte avec ses nouveaux droits.
staff-name = Confier l'administration
staff-already = Cette personne administre déjà l'instance.
staff-animators = Animation des thèmes
staff-no-animator = personne
said-staff-named = La personne administre maintenant l'instance ; elle en est prévenue.
said-staff-withdrawn = La personne n'administre plus l'instance.
refusal-staff-oneself = Vous ne pouvez pas vous retirer vous-même l'administration : demandez-le à un autre administrateur.
refusal-staff-gone = Cette personne n'administre plus l'instance.
notice-decision-admin_named = { $actor } vous confie l'administration de l'instance
