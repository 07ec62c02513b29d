# Atom feeds.
feeds-title = Atom feeds
feeds-lede = Paste an address into your feed reader. It is personal and worth a password for reading: do not share it. It shows only what you may read when it is read.
feeds-everything = Everything I may read
feeds-question = Search: { $q }
feeds-renew-title = An address got lost?
feeds-renew-text = Change them all: those given so far will lead nowhere.
feeds-renew = Change my addresses
feeds-follow-thread = Atom feed of this thread
feeds-follow-question = Atom feed of this search
said-feeds-renewed = Your feed addresses have changed: the old ones lead nowhere.
