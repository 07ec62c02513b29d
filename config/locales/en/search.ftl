search-title = Search
search-q = Your question
search-hint = Ask as you would say it. "In quotes": these words, in this order; +word: it must be there; -word: it must not.
search-submit = Search
search-filters = Say where to look
search-theme = Theme
search-subtopic = Sub-topic
search-kind = Kind
search-state = State
search-state-resolus = Solved
search-state-non-resolus = Not solved
search-state-sans-reponse = Unanswered
search-author = Written by
search-establishment = Establishment
search-region = Region
search-since = Written since
search-order = Order of the results
search-order-pertinence = Most relevant
search-order-date = Latest
search-count = { $n ->
    [0] No thread found
    [one] { $n } thread found
   *[other] { $n } threads found
}
search-count-more = { $n } threads found among the latest posts
search-people = People
search-people-all = Search the directory
search-mended = Did you mean:
search-solution = The accepted answer
search-nothing = No thread answers this question. Try other words, or fewer.
search-wider = { $n ->
    [one] See { $n } thread found without these criteria
   *[other] See the { $n } threads found without these criteria
}
search-ask = Ask the community
search-page-empty = There is nothing more on this page.
search-only-small-words = These words are too common to search for. Add a more precise one.
similar-title = Threads that resemble your title
similar-all = Search more widely
similar-none = No thread resembles this title: your question is new.
similar-before = Check whether it was asked before
