# Qui pourrait rejoindre un cercle intérieur : candidats, candidatures, mandats.
candidates-title = Renouveler les cercles
candidates-lede = Qui a beaucoup donné cette année, et pourrait rejoindre le cercle intérieur. Une suggestion n'est pas une décision : vous proposez, la personne répond, l'animation nomme.
candidates-open = Candidatures en cours
candidates-by = Proposé·e par { $name },
candidates-for-expert = Des pairs qui pourraient devenir experts
candidates-for-peer = Des membres qui pourraient devenir pairs
candidates-none-expert = Aucun pair ne se détache cette année par ses réponses, ses points durs ou sa présence.
candidates-none-peer = Aucun membre ne se détache cette année par ses réponses, ses points durs ou sa présence.
candidates-why = Ce qu'ils ont donné en un an
candidates-why-solutions = { $n ->
    [one] { $n } réponse qui a résolu une question
   *[other] { $n } réponses qui ont résolu une question
 }
candidates-why-points = { $n ->
    [one] { $n } point dur résolu
   *[other] { $n } points durs résolus
 }
candidates-why-useful = { $n ->
    [one] une réponse jugée utile
   *[other] { $n } fois une réponse jugée utile
 }
candidates-why-meetings = { $n ->
    [one] présent·e à { $n } rencontre
   *[other] présent·e à { $n } rencontres
 }
candidates-why-region = une région sans pair : { $region }
candidates-propose = Proposer
candidates-ending = Mandats qui se terminent
candidates-ending-how = Ceux qui se terminent dans les trois mois, et ceux qui viennent de se terminer. Un mandat terminé laisse la personne dans la communauté.
candidates-last-day = Dernier jour
candidates-over = terminé
candidates-what = Que faire
candidates-renew = Renouveler
candidates-thank = Remercier
candidates-no-ending = Aucun mandat ne se termine dans les trois mois.
candidates-settled = Dernières candidatures réglées
candidates-thanks-reason = Votre mandat se termine. Merci pour le temps donné à vos collègues, pour vos réponses et votre écoute : ce que vous avez transmis reste, et votre place dans la communauté aussi.

nominate-title = Proposer { $name }
nominate-lede-peer = Pour le cercle des pairs de « { $theme } ».
nominate-lede-expert = Pour le cercle des experts de « { $theme } ».
nominate-gave = Cette année :
nominate-reason = Pourquoi cette personne
nominate-reason-hint = La personne lira ces mots, dans le courriel qui lui demande son accord. Mille caractères au plus.
nominate-submit = Envoyer la proposition

nomination-title = Candidature de { $name }
nomination-yours-peer = On vous propose pour le cercle des pairs de « { $theme } »
nomination-yours-expert = On vous propose pour le cercle des experts de « { $theme } »
nomination-theirs-peer = { $name }, pour le cercle des pairs de « { $theme } »
nomination-theirs-expert = { $name }, pour le cercle des experts de « { $theme } »
nomination-state-proposed = attend la réponse de la personne
nomination-state-agreed = la personne accepte
nomination-state-declined = la personne décline
nomination-state-placed = nommé·e
nomination-state-withdrawn = retirée
nomination-director-awaited = accord de la direction à noter
nomination-by = Proposé·e par
nomination-reason = Pourquoi
nomination-answer = Réponse
nomination-director = Accord de la direction
nomination-director-none = Rien n'est noté.
nomination-settled = Réglée par
nomination-your-answer = Votre réponse
nomination-say = Acceptez-vous ?
nomination-means-peer = Un pair relaie le thème dans sa région, accueille les nouveaux et se réunit deux fois par an avec les autres. Le mandat a une date de fin, et vous pouvez refuser sans vous justifier.
nomination-means-expert = Un expert résout des points durs, écrit des fiches, veille sur les échanges et se réunit souvent avec les autres. Le mandat a une date de fin, et vous pouvez refuser sans vous justifier.
nomination-agree = Oui, j'accepte
nomination-decline = Non, je préfère décliner
nomination-send = Envoyer ma réponse
nomination-choose = Dites si vous acceptez ou si vous déclinez.
nomination-your-director = Accord de votre direction
nomination-your-director-hint = Qui vous l'a donné, et quand. Vous pouvez aussi le dire plus tard à qui vous propose.
nomination-words = Un mot à ajouter
nomination-note-title = Accord de la direction
nomination-note = Ce que la direction a dit
nomination-note-hint = Qui, quand, et sous quelles conditions. Pour un exercice libéral, écrivez-le ici.
nomination-note-submit = Noter
nomination-place-title = Donner le mandat
nomination-until-hint = Obligatoire : un mandat a une fin.
nomination-needs-end = Donnez le dernier jour du mandat.
nomination-place = Nommer
nomination-withdraw = Retirer la candidature
nomination-link-agreed = Merci ! Votre accord est enregistré. L'animation du thème vous écrira quand votre mandat commencera.
nomination-link-declined = C'est noté, merci de votre réponse. Votre place dans la communauté ne change pas.
nomination-link-placed = Cette candidature est réglée : vous êtes nommé·e.
nomination-link-withdrawn = Cette candidature a été retirée.
said-nominated = La proposition est envoyée. La personne la lira par courriel et sur le site.
said-nomination-answered = Votre réponse est enregistrée.
said-nomination-noted = C'est noté.
said-nomination-placed = Le mandat est donné. La personne l'apprend par courriel.
said-nomination-withdrawn = La candidature est retirée.
refusal-nomination-suspended = Cette personne est suspendue du thème : attendez la fin de la suspension.
refusal-nomination-innermost = Cette personne est déjà dans le cercle des experts.
refusal-nomination-open = Une candidature est déjà en cours pour cette personne dans ce thème.
refusal-nomination-answered = Cette candidature n'attend plus de réponse : elle a été réglée entre-temps.
refusal-nomination-settled = Cette candidature a été réglée entre-temps, ou la personne n'a pas encore accepté.
refusal-nomination-director = Notez d'abord l'accord de la direction de la personne.

mail-nomination-subject-peer = On vous propose pour le cercle des pairs de « { $theme } »
mail-nomination-subject-expert = On vous propose pour le cercle des experts de « { $theme } »
mail-nomination-peer = { $by } vous propose pour le cercle des pairs de « { $theme } ».
mail-nomination-expert = { $by } vous propose pour le cercle des experts de « { $theme } ».
mail-nomination-reason = { $by } écrit : « { $reason } »
mail-nomination-ask = C'est à vous de dire si vous acceptez. Rien ne change sans votre accord.
mail-nomination-link = Lire et répondre
notice-decision-nomination = { $actor } vous propose pour un cercle intérieur de « { $theme } »
notice-decision-nomination_agreed = { $actor } accepte votre proposition dans « { $theme } »
notice-decision-nomination_declined = { $actor } décline votre proposition dans « { $theme } »
