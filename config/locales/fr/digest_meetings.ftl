digest-section-meetings = Rencontres
digest-why-meetings = Parce que vos cercles se réunissent.
digest-meeting-awaited = Votre réponse est attendue
digest-meeting-moved = Nouvelle date ou nouveau lieu
digest-meeting-cancelled = Annulée
digest-meeting-minuted = Le compte rendu est publié
digest-meeting-there = (là-bas : { when-exact })
