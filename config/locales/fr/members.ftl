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
