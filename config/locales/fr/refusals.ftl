# Les refus : ce qui s'est passé, ce qui est gardé, ce que l'on peut faire.
refusal-code = Erreur { $status }
refusal-home = Revenir à l'accueil
refusal-again = Réessayer
refusal-kept = Rien n'est perdu : votre texte est ci-dessous.
refusal-wait = { $n ->
    [one] Vous pourrez réessayer dans une seconde.
   *[other] Vous pourrez réessayer dans { $n } secondes.
 }
refusal-request = Référence à donner si vous nous écrivez : { $id }
refusal-not-found-title = Cette page n'existe pas, ou vous n'y avez pas accès
refusal-not-found = L'adresse est peut-être incomplète, ou la page réservée à un cercle dont vous ne faites pas partie.
refusal-sign-in-title = Connectez-vous d'abord
refusal-sign-in = Cette page est réservée aux membres.
refusal-forbidden-title = Vous ne pouvez pas faire cela
refusal-forbidden-act = Ce geste est réservé à d'autres personnes de ce thème. Rien n'a été changé.
refusal-charter-first = Lisez et acceptez d'abord la charte.
refusal-forged = Ce formulaire ne vient pas de votre page, ou la page était trop ancienne. Rien n'a été changé : vérifiez votre texte et envoyez-le de nouveau.
refusal-forged-title = Ce formulaire n'a pas été accepté
refusal-conflict-title = Cela a changé entre-temps
refusal-invalid-title = Un point est à revoir
refusal-invalid = Ce formulaire n'est pas complet.
refusal-too-many-title = Un instant
refusal-too-many = Trop d'envois en peu de temps : faites une courte pause.
refusal-gone-title = Ce lien ne sert plus
refusal-reset-gone = Il a déjà servi, ou il a plus d'une heure. Demandez un nouveau lien : il arrive en quelques secondes.
refusal-busy-title = Un instant, nous revenons
refusal-busy = Le service ne répond pas pour le moment. Attendez une trentaine de secondes et réessayez : ce que vous avez écrit est gardé.
refusal-broken-title = Quelque chose s'est mal passé chez nous
refusal-broken = L'erreur est notée. Réessayez dans un moment.
refusal-too-long-title = C'est trop long pour un seul envoi
refusal-too-long = L'envoi dépasse ce que nous pouvons recevoir, il n'a donc pas été lu. Revenez à la page précédente avec le bouton de votre navigateur : votre texte y est encore. Raccourcissez-le ou coupez-le en deux.
refusal-too-slow-title = L'envoi n'est pas arrivé jusqu'au bout
refusal-too-slow = La connexion était trop lente. Revenez à la page précédente avec le bouton de votre navigateur : votre texte y est encore.
refusal-not-found-page = Page introuvable
