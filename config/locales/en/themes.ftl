# Themes: the list, a theme's page, regions.
themes-title = Themes
themes-lede = Each theme has its own three circles. One can be an expert in one and a plain member of another.
themes-none = No theme is open yet. The administrators are preparing some.
themes-archived = Archived themes
themes-you-animate = Animator
themes-your-circle = your circle
themes-your-mandate = (mandate until { $day })
themes-mandate = Your mandate runs until { $day }.
themes-suspended = You are suspended from this theme until { $day }.
themes-join-open = Join this theme
themes-join-request = Ask to join this theme
themes-join-invitation = By invitation only.
themes-join-which = ({ $name })
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
themes-tell = Share an experience
themes-who = Who is in the circles
themes-animation = Animation team
themes-regions = In the regions
themes-your-region = Your region: { $name }
themes-your-region-no-peer = It has no peer yet.
themes-all-regions = All regions
themes-gaps = { $n ->
    [one] One region has no peer.
   *[other] { $n } regions have no peer.
 }
themes-invite = Invite
themes-requests = Requests to join
themes-shape = Shape this theme
themes-leave = Leave this theme

themes-threads-about = Threads: { $name }
themes-every-subtopic = Every sub-topic
themes-empty = { $n ->
    [0] No thread here yet. A question of two lines is enough to begin.
    [one] No thread here yet. A question of two lines is enough to begin.
   *[other] No thread here yet. A question of two lines is enough to begin: { $n } people will be able to read it.
 }
themes-open-first = Open the first thread

regions-title = The regions: { $name }
regions-crumb = Regions
regions-covered = { $n ->
    [0] None of the { $total } regions has a peer yet.
    [one] One region out of { $total } has at least one peer.
   *[other] { $n } regions out of { $total } have at least one peer.
 }
regions-gaps = Still missing: { $names }.
regions-mainland = Mainland
regions-overseas = Overseas
regions-caption-mainland = People by region, mainland
regions-caption-overseas = People by region and collectivity, overseas
regions-region = Region
regions-own = your region
regions-no-peer = no peer yet
regions-nobody = nobody yet

region-lede = { $people ->
    [0] Nobody follows the theme there yet.
   *[other] { $peers ->
        [0] No peer spreads the theme there yet
        [one] One peer spreads the theme there
       *[other] { $peers } peers spread the theme there
     }, for { $people ->
        [one] one person
       *[other] { $people } people
     }{ $places ->
        [0] {""}
        [one] {" "}in one establishment
       *[other] {" "}in { $places } establishments
     }.
 }
region-time = It is { $hour }:{ $minute } there.
region-invite = Invite somebody of the region
region-contacts = Your contacts
region-no-peer = This region has no peer yet.
region-no-peer-own = Your region has no peer yet. Meanwhile, those of other regions will gladly answer you; and if you feel ready to spread the theme around you, tell the animators.
region-other-peers = See the peers of other regions
region-unanswered = Unanswered questions of the region
region-recent = Threads opened in the region
region-no-thread = Nobody of this region has opened a thread you may read yet.
region-newcomers = To welcome
region-members = Everybody in the region
region-nobody = Nobody of this region is in the theme yet.
region-others = Other regions
region-peers = { $n ->
    [0] no peer
    [one] { $n } peer
   *[other] { $n } peers
 }
