# Circles: figure, table, moves.
circles-the = The circles
circles-figure = The three circles of the theme
circles-count-community = { $n ->
    [one] { $n } member
   *[other] { $n } members
 }
circles-count-peer = { $n ->
    [one] { $n } peer
   *[other] { $n } peers
 }
circles-count-expert = { $n ->
    [one] { $n } expert
   *[other] { $n } experts
 }
circles-count-of = { $people } out of { $target }
circles-number = { $n }
circles-percent = { $n }%
circles-on-target = out of { $n }
circles-you-community = You are in the community.
circles-you-peer = You are in the circle of peers.
circles-you-expert = You are in the circle of experts.
circles-dot-community = You are the ringed dot, in the community.
circles-dot-peer = You are the ringed dot, among the peers.
circles-dot-expert = You are the ringed dot, among the experts.
circles-more = There are more people than dots drawn.
circles-caption = A dot is a person; the arc says how full the circle is.
circles-legend-community = Community
circles-legend-peer = Peers
circles-legend-expert = Experts
circles-table = The circles as a table
circles-table-caption = People and targets by circle
circles-circle = Circle
circles-people = People
circles-target = Target
circles-fill = Filled
circles-not-arrived = not here yet

circles-title = The circles: { $name }
circles-lede = Who stands where, since when, invited by whom.
circles-filter = Circles
circles-all = All
circles-search = Search the circles
circles-name = Name
circles-region = Region
circles-every-region = Every region
circles-do-filter = Filter
circles-everybody = Everybody in the theme
circles-person = Person
circles-since = Since
circles-invited-by = Invited by
circles-move = Move
circles-label-region = Region:
circles-label-since = Since:
circles-label-invited-by = Invited by:
circles-until = mandate until { $day }
circles-ended-peer = peer until { $day }
circles-ended-expert = expert until { $day }
circles-ended-community = mandate ended on { $day }
circles-suspended = suspended until { $day }
circles-empty = Nobody matches this search.
circles-see-all = See everybody

moving-title = Move { $name }
moving-since = since { $day }
moving-to = To
moving-choose = Choose
moving-out = Out of the theme
moving-reason = Reason
moving-reason-hint = The person gets it by e-mail and finds it on their page.
moving-mandate = Mandate of a peer or an expert
moving-mandate-hint = Without a first day the mandate starts today, or keeps its start if the circle does not change. After the last day the person is back in the community, which has no mandate.
moving-mandate-since = First day
moving-mandate-since-hint = Empty: from now on.
moving-mandate-until = Last day
moving-mandate-until-hint = Empty: no end.
moving-submit = Move and tell them
said-moved = Done. The person is told by e-mail; the reason is recorded on their page.
form-choose-circle = Say to which circle.
form-choose-person = Choose somebody of the theme.
form-same-circle = The person is in this circle already, with the same dates: there is nothing to change.
form-bad-date = This date cannot be read. Write it like 31/12/2026.
form-mandate-to-come = A mandate starts today at the latest: come back on that day.
form-mandate-over = This last day is past.
refusal-move-oneself = Nobody moves themselves from one circle to another: ask another animator. Nothing was changed.
refusal-moved-meanwhile = This person changed circles meanwhile. Nothing was changed: open the page of the circles again to see where they stand.
refusal-theme-members-only = This page is for members of the theme. Its presentation says how to join.
refusal-theme-archived = This theme is archived: nothing changes there any more.
refusal-not-in-theme = You are not, or no longer, in a circle of this theme.

moves-title = Moves
moves-none = Nobody has been moved in this theme yet.
moves-pages = Earlier moves
move-by = by { $name }
move-by-oneself = of their own accord
move-by-loading = by loading a list
move-reason = “{ $reason }”
move-none-community = joins the community
move-none-peer = joins the circle of peers
move-none-expert = joins the circle of experts
move-community-peer = moves from the community to the circle of peers
move-community-expert = moves from the community to the circle of experts
move-community-none = leaves the theme, from the community
move-community-community = stays in the community
move-peer-community = moves from the circle of peers to the community
move-peer-expert = moves from the circle of peers to the circle of experts
move-peer-none = leaves the theme, from the circle of peers
move-peer-peer = stays in the circle of peers, with other dates
move-expert-community = moves from the circle of experts to the community
move-expert-peer = moves from the circle of experts to the circle of peers
move-expert-none = leaves the theme, from the circle of experts
move-expert-expert = stays in the circle of experts, with other dates

leaving-title = Leave the theme { $name }
leaving-crumb = Leave
leaving-lede-community = You are in the community. This is what leaving changes.
leaving-lede-peer = You are in the circle of peers. This is what leaving changes.
leaving-lede-expert = You are in the circle of experts. This is what leaving changes.
leaving-kept = What you wrote stays, with your name.
leaving-lost = You no longer read what is written in the theme, nor answer there.
leaving-back = To come back you will have to ask again; you would come back into the community.
leaving-reason = A word for the animators
leaving-reason-hint = Only they and you will read it.
leaving-submit = Leave this theme
leaving-stay = Stay
said-left = You have left this theme.

mail-circle-moved-subject = Your place in the theme “{ $theme }”
mail-circle-moved-community = You are now in the community of the theme “{ $theme }”.
mail-circle-moved-peer = You are now in the circle of peers of the theme “{ $theme }”.
mail-circle-moved-expert = You are now in the circle of experts of the theme “{ $theme }”.
mail-circle-moved-none = You are no longer in the theme “{ $theme }”.
mail-circle-moved-dates = The dates of your mandate in the theme “{ $theme }” have changed.
mail-circle-moved-reason = { $by } decided so, for this reason: “{ $reason }”
mail-circle-moved-page = This decision and its reason are recorded on your page:
mail-circle-moved-link = See this decision
