# Meetings: who comes, who waits for a seat, who was there.
job-meetings-seats = Seats of meetings
job-meetings-leavers = Seats of people who may no longer come
job-meetings-reminders = Reminders of meetings
job-meetings-forms-old = Forgetting the needs of registered people

registration-yours = Your answer
registration-question = Will you come?
registration-answer-now = Answer
registration-change = Change the answer
registration-send = Send my answer
registration-answer = Answer
registration-answer-site = Yes, on site
registration-answer-remote = Yes, remotely
registration-answer-maybe = Maybe
registration-answer-no = No
registration-full = full: waiting list
registration-seat = Seat
registration-seat-none = without a seat
registration-seat-held = seat confirmed
registration-seat-waiting = on the waiting list
registration-seat-offered = seat offered
registration-rank = { $n ->
    [1] You are first on the waiting list.
   *[other] You are number { $n } on the waiting list.
 }
registration-offer = A seat came free. It is kept for you until:
registration-until = until:
registration-accept = Accept the seat
registration-lapsed = The seat that was offered went to the next person. Answer again to rejoin the list.
registration-companions = Brings
registration-companions-bring = People you bring along
registration-companions-hint = One a line: a name, a comma, where they come from. Each takes a seat.
registration-brings = { $n ->
    [one] with 1 person
   *[other] with { $n } people
 }
registration-meals = Meals
registration-meals-hint = Diet, allergies, or whether you do not have lunch on site.
registration-access = Accessibility
registration-access-hint = What you need to take part: access, induction loop, captions…
registration-travel = Travel
registration-travel-hint = Where you come from, how, and nights on site if there are any.
registration-forgotten = These three answers are read by the organisers alone. They are erased after { $day }.
registration-forgotten-later = These three answers are read by the organisers alone. They are erased thirty days after the meeting.
registration-leave = I no longer come
registration-leave-hint = The meeting has begun: you may still say that you do not come.
registration-coming = { $n ->
    [one] One person comes
   *[other] { $n } people come
 }
registration-letter = Letter of agreement
registration-name = Name
registration-profession = Profession
registration-establishment = Establishment
registration-no-establishment = Without an establishment
registration-region = Region
registration-circle = Circle
registration-attendance = Attendance

registration-link-title = Will you come?
registration-link-thanks = Thank you, your answer is kept
registration-link-more = Say what you need, whom you bring
registration-choose = Choose an answer.
registration-way-closed = One cannot come that way to this meeting.
registration-more-than-room = You are too many: there are { $capacity } seats in all.
registration-seats-left = { $left ->
    [0] There is no free seat left for those you bring.
    [one] One seat is left: come without others.
   *[other] { $left } seats are left, yours among them: bring fewer people.
 }
registration-companions-many = Bring { $most } people at most.
registration-companions-name = Give each person's name, before the comma.
registration-cancelled = The meeting is cancelled: it is no longer answered.
registration-over = The meeting took place: it is no longer answered.
registration-begun = The meeting has begun: registration is closed.

registrations-title = Registrations
registrations-of = Registrations: { $title }
registrations-lede = Others who were invited see only the names of those who come. Needs are shown here alone.
registrations-export = Download the table
registrations-coming = { $n ->
    [0] Nobody comes yet
    [one] One person comes
   *[other] { $n } people come
 }
registrations-none = Nobody is registered at the moment.
registrations-waiting = Waiting list
registrations-others = Maybe, or no
registrations-silent = { $n ->
    [one] One person did not answer
   *[other] { $n } people did not answer
 }
registrations-silent-show = See the names
registrations-silent-more = { $n ->
    [one] and one more.
   *[other] and { $n } more.
 }
registration-guests = Outside the circle
registration-answer-for = Answer for somebody
registration-answer-for-hint = When somebody told you otherwise, by telephone or in the corridor. They are told, and may change their answer.
registration-person = Who
registration-person-hint = Their given and family name, among those invited.
registration-several-named = Several people who are invited bear this name. Copy the one you mean: { $names }.
registration-their-answer = Their answer
registration-answer-save = Save their answer
registration-choose-person = Write the name of one person.
registration-choose-answer = Choose their answer.
registration-not-asked = This person is not invited to the meeting, or their account is no longer in use.
registration-guest = Invite somebody from another circle
registration-guest-hint = Their given and family name. They will read the meeting and its discussion.
registration-invite = Invite
registration-guest-nobody = Give the name of the person to invite.
registration-guest-series = This meeting shares the discussion of its series: nobody can be invited to it for once only.
registration-guest-unknown = This person has no account in use.
registration-guest-already = This person is invited already.

attendance-title = Attendance
attendance-of = Attendance: { $title }
attendance-screen = The code to show on the screen
attendance-screen-hint = Those present enter it on the meeting's page, on site or remotely, from half an hour before the start to an hour after the end.
attendance-code-draw = Draw a code
attendance-code-other = Draw another code
attendance-list = Registered people
attendance-early = Attendance is noted from half an hour before the start.
attendance-not-now = The code is entered from half an hour before the start to an hour after the end.
attendance-of-person = Attendance of { $name }
attendance-unknown = Not noted
attendance-present = On site
attendance-remote = Remotely
attendance-excused = Excused
attendance-absent = Absent
attendance-save = Save attendance
attendance-paper = Certificate
attendance-enter = Say that you are there
attendance-code = Code shown on the screen
attendance-code-hint = Six figures.
attendance-code-wrong = This is not the code on the screen: check it, then try again.
attendance-how = How you take part
attendance-say = I am here
attendance-noted-present = Your attendance on site is noted.
attendance-noted-remote = Your remote attendance is noted.
attendance-noted-excused = Your absence is noted: you were excused.
attendance-noted-absent = Your absence is noted.
attendance-certificate = Certificate of attendance
attendance-sheet = Attendance sheet
attendance-figures = { $n ->
    [one] One person came
   *[other] { $n } people came
 }
attendance-by-circle = By circle
attendance-by-region = By region
attendance-by-establishment = By establishment
attendance-group = Group
attendance-people = People
attendance-others = Others
attendance-figures-small = Groups of fewer than five people are counted together.

paper-print = Print this page: navigation does not appear on paper.
paper-on-site = { $n ->
    [0] Nobody is registered on site
    [one] On site: 1 person
   *[other] On site: { $n } people
 }
paper-remote = { $n ->
    [one] Remotely: 1 person
   *[other] Remotely: { $n } people
 }
paper-work = Work, establishment
paper-signature = Signature
paper-made = { $day }
certificate-says = We certify that
certificate-present = took part, on site, in the meeting
certificate-remote = took part, remotely, in the meeting
certificate-for = For the organisers:
letter-to = To the management
letter-subject = Subject: taking part in the meeting “{ $title }”
letter-asks = I ask for your agreement to take part, during my working time, in the meeting below, held by the community { $community }, theme “{ $theme }”.
letter-remote = Remotely, without travelling.
letter-remote-too = The meeting can also be followed remotely.
letter-thanks = Thank you for considering this request.
letter-agreement = Agreement of the management
letter-decision = Decision
letter-agrees = ☐ Agreed   ☐ Refused
letter-name = Name, position and signature
letter-date = Date

said-registration-held = You are registered: your seat is confirmed.
said-registration-waiting = You are on the waiting list: we will write as soon as a seat comes free.
said-registration-maybe = Noted: you may come.
said-registration-no = Noted: you do not come.
said-registration-answered = The answer is saved; the person is told.
said-registration-invited = The invitation is sent.
said-attendance-noted = Attendance is saved.
said-attendance-code = The code is drawn: show it on the screen.
said-attendance-there = Your attendance is noted.

notice-meeting-meeting_answered = { $actor } answered the invitation to “{ $title }” for you
notice-meeting-meeting_answered-many = { $actor } answered the invitation to “{ $title }” for you
notice-meeting-meeting_offered = A seat came free at the meeting “{ $title }”: accept it before it goes to the next person
notice-meeting-meeting_seat_given = A seat came free at the meeting “{ $title }”: it is yours
notice-meeting-meeting_offer_lapsed = The seat offered at the meeting “{ $title }” went to the next person
notice-meeting-meeting_reminder = The meeting “{ $title }” is within two days: you are registered
notice-meeting-meeting_answer_awaited = Will you come to the meeting “{ $title }”? Your answer is awaited
notice-meeting-meeting_offered-many = Seats came free at the meeting “{ $title }”
notice-meeting-meeting_seat_given-many = A seat is yours at the meeting “{ $title }”
notice-meeting-meeting_offer_lapsed-many = Seats offered at the meeting “{ $title }” went to the next people
notice-meeting-meeting_reminder-many = The meeting “{ $title }” is within two days: you are registered
notice-meeting-meeting_answer_awaited-many = Will you come to the meeting “{ $title }”? Your answer is awaited
