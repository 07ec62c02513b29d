# Fichiers joints : le champ des formulaires, ce qui est refusé, ce qui est montré sous un message.

files-label = Joindre des fichiers
files-hint = { $most } fichiers au plus, 20 Mo chacun : images, PDF, textes, tableaux et présentations, agendas. Pas de donnée qui fasse reconnaître une personne soignée.
files-in-text = Pour la montrer dans le texte :
files-insert = Montrer dans le texte
files-sending = Envoi de { "{" }name{ "}" }
files-failed = { "{" }name{ "}" } n'est pas arrivé : le réseau a peut-être été coupé. Le texte est intact, choisissez de nouveau le fichier.
files-heavy = { "{" }name{ "}" } dépasse 20 Mo : il n'a pas été envoyé.
files-quota-near = Vous avez déposé { $kept } Mo sur { $most } au total.
files-of-post = Fichiers du message { $n }
files-sent-title = Fichiers joints
files-sent-lede = Ils sont gardés un jour, le temps de publier le message qui les porte.
files-sent-none = Aucun fichier n'attend d'être publié. Un fichier se joint à un message, dans le formulaire où on l'écrit.

file-size-bytes = { $n ->
    [one] { $n } octet
   *[other] { $n } octets
 }
file-size-kilo = { $n } Ko
file-size-mega-tenth = { $n },{ $tenth } Mo
file-size-mega = { $n } Mo

file-choose-again = Les fichiers choisis n'ont pas été gardés, car votre session était terminée ou le formulaire trop ancien. Choisissez-les de nouveau : le texte, lui, est intact.
file-too-many = Un message porte { $most } fichiers au plus. Répartissez-les sur plusieurs messages.
file-none = Choisissez un fichier.
file-gone = Un des fichiers n'est plus là : ceux qui ne sont pas publiés sont gardés un jour. Joignez-le de nouveau.
file-empty = « { $name } » est vide : il n'a pas été gardé.
file-too-heavy = « { $name } » dépasse 20 Mo. Réduisez-le, ou partagez-en une partie.
file-too-heavy-once-read = « { $name } » est une image trop lourde. Enregistrez-la en JPEG ou réduisez-la.
file-not-taken = « { $name } » n'est pas d'un type que nous acceptons : image (PNG, JPEG, WebP, GIF), PDF, document Word, Excel, PowerPoint ou LibreOffice, texte, CSV, agenda (ics). Son contenu compte, pas son nom.
file-office-broken = « { $name } » ne peut pas être lu : il est abîmé, protégé par un mot de passe, ou n'est pas un document bureautique. Enregistrez-le de nouveau, puis joignez-le.
file-archive-too-much = « { $name } » contient beaucoup trop une fois décompressé. Allégez-le, puis joignez-le de nouveau.
file-macros = « { $name } » contient des macros, que nous n'acceptons pas. Enregistrez-le sans macros (.docx, .xlsx, .pptx), ou en PDF.
file-picture-broken = « { $name } » ne peut pas être lue comme une image : elle est incomplète ou abîmée.
file-picture-too-large = « { $name } » est une image trop grande : 40 millions de pixels au plus (16 si c'est un JPEG progressif). Réduisez-la.
file-quota = Il n'y a plus de place pour ce fichier : chaque personne peut en déposer { $most } Mo en tout.
file-too-often = Vous avez envoyé beaucoup de fichiers : les suivants pourront l'être dans { $minutes } min. Le texte et les fichiers déjà reçus sont gardés.
file-not-kept = « { $name } » n'a pas pu être gardé pour l'instant. Réessayez dans un moment : le texte et les autres fichiers sont intacts.
file-name-nir = Le nom d'un fichier contient « { $value } », qui a la forme et la clé d'un numéro de sécurité sociale. Renommez ce fichier, puis joignez-le de nouveau.
file-name-doubtful = Le nom d'un fichier contient « { $value } », qui peut faire reconnaître une personne soignée. Le fichier est gardé : si c'est le cas, décochez-le et joignez-le sous un autre nom, sinon publiez.

job-files-unused = Oubli des fichiers sans message
