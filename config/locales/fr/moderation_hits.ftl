# Ce qui peut identifier une personne soignée.
hit-kind-nir = Un numéro de sécurité sociale (NIR ou INS) valide
hit-kind-nir-without-key = Un numéro qui ressemble à un NIR
hit-kind-record-number = Un numéro de dossier, de séjour ou d'IPP
hit-kind-birth = Une date de naissance auprès d'une personne
hit-in-file = { $kind }, dans le fichier « { $name } »
hits-settled-meanwhile = Quelqu'un vient de décider pour ce message. Rien n'a été changé.
job-patient-files = Lecture des fichiers joints (identifiants de patients)
