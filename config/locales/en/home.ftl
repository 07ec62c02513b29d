# The front page.
front-title = Home
front-heading = Where health professionals help one another
front-lede = A question of patient identity, a management contract, a building master plan: somebody at another establishment has been through it. { $community } brings you together and keeps what worked.
front-join = Ask to join { $community }
front-sign-in = I have an account
front-figure = Three concentric circles
front-figure-text = The community surrounds the circle of peers, which surrounds that of experts: the nearer to the centre, the greater the commitment.
front-what = What happens there
front-ask = Ask
front-ask-text = Ask what holds you back. Colleagues who settled it at home answer, and the answer that worked stays for those who come next.
front-tell = Tell
front-tell-text = Say what you tried, what worked, what you would not do again: one experience told saves ten.
front-help = Help
front-help-text = In every region, peers welcome newcomers and help their neighbours, in mainland France and overseas.
front-who = Who it is for
front-who-text = Directors, doctors, pharmacists, nurse managers, heads of IT, biomedical or technical departments: everyone who organises care in a hospital, a clinic, an establishment for elderly or disabled people, in town or in the regions.
front-promise = What you will not find
front-promise-text = No advertising, no recommended product, no patient data. What is written in a circle is read by that circle only.
front-charter = Read the charter
front-circles = Three circles a theme
front-community-text = Discuss, ask, tell what you tried. This is where one comes in, and everyone meets once a year.
front-peer-text = Help one's neighbours and relay one's region. Professionals from the field, in every region, who meet twice a year.
front-expert-text = Work over time, write, settle hard points. A few people a theme, who meet very regularly.
front-themes = { $n ->
    [one] One theme
   *[other] The themes
 }
front-themes-all = See the themes and join them
front-contact = A question?
front-contact-text = Write to us:

home-title = Home
home-hello = Hello { $name }
home-news-count = { $n ->
    [one] { $n } new post for you.
   *[other] { $n } new posts for you.
 }
home-news-none = You have read everything.
home-no-theme = Choose a theme: that is where people talk.
home-new-in = New: { $name }
home-more = { $n ->
    [one] and one more thread
   *[other] and { $n } more threads
 }
home-whole-theme = All of { $name }
home-could-answer = You could answer
home-my-fields = Change my fields
home-could-why = Unanswered questions in your themes, your fields first: { $fields }.
home-could-why-none = Unanswered questions in your themes. Say your fields: yours will come first.
home-choose = The themes
home-read-all = Nothing new for now.
home-all-threads = Read all threads again
