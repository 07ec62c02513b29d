# The installation and the team, as administrators see them.
admin-room-installation = The installation
admin-room-installation-hint = Storage used, backups, journal
admin-room-equipe = The team
admin-room-equipe-hint = Who runs the instance, who animates its themes
state-storage = Storage used
state-database = Database
state-files = Attachments
state-files-count = { $n ->
    [one] { $n } file
   *[other] { $n } files
 }, { $size }
state-free = Disk
state-free-of = { $free } free of { $whole }
state-journal = Journal
state-journal-sealed = { $n ->
    [one] { $n } line sealed.
   *[other] { $n } lines sealed.
 }
state-journal-unsealed = { $n ->
    [0] None waits.
    [one] { $n } waits for its seal.
   *[other] { $n } wait for their seal.
 }
state-journal-read = Read the journal
state-backups = Backups
state-backups-plan = One every { $every } minutes, kept { $days } days, in { $folder }. Each is read back as soon as it is made.
state-backups-late = late
state-backups-on-time = on time
state-backups-count = { $n ->
    [one] { $n } backup
   *[other] { $n } backups
 }
state-backup-when = Made
state-backup-size = Size
state-backups-none = No backup is scheduled: give a folder to the setting “backup.folder”, or run “cercles backup” each day.
state-bytes = { $n } bytes
state-kib = { $n } KiB
state-mib = { $n } MiB
state-gib = { $n } GiB
staff-administrators = Administration
staff-address = Address
staff-you = that is you
staff-withdraw = Withdraw
staff-sure = Tick the box to confirm.
staff-sure-label = This person will no longer administer the instance
staff-name-address = Address of an account to make an administrator
staff-name-hint = The person must have an account already. Their sessions end: they sign in again with their new rights.
staff-name = Make an administrator
staff-already = This person administers the instance already.
staff-animators = Animation of themes
staff-no-animator = nobody
said-staff-named = The person now administers the instance; they are told.
said-staff-withdrawn = The person no longer administers the instance.
refusal-staff-oneself = You cannot withdraw yourself from administration: ask another administrator.
refusal-staff-gone = This person does not administer the instance any more.
notice-decision-admin_named = { $actor } makes you an administrator of the instance
