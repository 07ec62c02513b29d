# Themes: the list, a theme's page, regions.
themes-title = Themes
themes-lede = Each theme has its own three circles. One can be an expert in one and a plain member of another.
themes-none = No theme is open yet. The administrators are preparing some.
themes-archived = Archived themes
themes-you-animate = Animation
themes-your-circle = your circle
themes-your-mandate = (mandate until { $day })
themes-suspended = You are suspended from this theme until { $day }.
themes-join-open = Join this theme
themes-join-request = Ask to join this theme
themes-join-invitation = By invitation only.
themes-join-which = : { $name }
themes-already-in = I am already in it
themes-how-to-join = How to join
themes-how-open = Anyone may come in: you join the community as soon as you ask.
themes-how-request = Say in a sentence or two what brings you here. The theme's animators read every request and answer by e-mail.
themes-how-invitation = People come in when a peer of their region or an animator invites them. Ask around: somebody at your establishment may be in it.
themes-how-archived = This theme no longer takes anyone in.
themes-subtopics = Sub-topics
themes-subtopics-about = What is discussed there
themes-circles-do = What each circle does
themes-experts-do = They settle hard points, write practice sheets and see that what is said is right.
themes-peers-do = In every region, they spread the theme, welcome and help their neighbours.
themes-community-does = It asks, answers, and tells what worked and what did not.
themes-about = About the theme
themes-archived-outside = This theme is archived.
themes-archived-inside = This theme is archived: everything can be read, nothing new is written.
themes-open-thread = Open a thread
themes-tell = Tell an experience
themes-who = Who is in the circles
themes-animation = Animation
themes-regions = In the regions
themes-your-region = Your region: { $name }
themes-your-region-no-peer = It has no peer yet.
themes-all-regions = All regions
themes-gaps = { $n ->
    [one] One region has no peer.
   *[other] { $n } regions have no peer.
 }
themes-leave = Leave this theme
themes-crumbs = Breadcrumb
