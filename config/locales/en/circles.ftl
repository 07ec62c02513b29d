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
