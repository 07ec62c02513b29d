# Les flux Atom.
feeds-title = Flux Atom
feeds-lede = Collez une adresse dans votre lecteur de flux. Elle vous est personnelle et vaut un mot de passe en lecture : ne la partagez pas. Elle ne montre que ce que vous pouvez lire au moment où elle est lue.
feeds-everything = Tout ce que je peux lire
feeds-question = Recherche : { $q }
feeds-renew-title = Une adresse s'est égarée ?
feeds-renew-text = Changez-les toutes : celles que vous avez données jusqu'ici ne mèneront plus nulle part.
feeds-renew = Changer mes adresses
feeds-follow-thread = Flux Atom de ce fil
feeds-follow-question = Flux Atom de cette recherche
said-feeds-renewed = Vos adresses de flux ont changé : les anciennes ne mènent plus nulle part.
