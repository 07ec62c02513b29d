-- How often a circle is expected to meet in a year; without a row, what the settings say.
CREATE TABLE meeting_rhythms (
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    circle TEXT NOT NULL CHECK (circle IN ('community', 'peer', 'expert')),
    per_year INTEGER NOT NULL CHECK (per_year BETWEEN 0 AND 52),
    PRIMARY KEY (theme_id, circle)
);

-- Meetings that come back by a rule (RFC 5545, 3.3.10): each occurrence is a meeting of its own, the thread is one.
CREATE TABLE meeting_series (
    id BIGINT PRIMARY KEY NOT NULL,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    circle TEXT NOT NULL CHECK (circle IN ('community', 'peer', 'expert')),
    thread_id BIGINT REFERENCES threads (id),
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) <= 300),
    sequence INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    description TEXT NOT NULL CHECK (length(description) <= 20000),
    rule TEXT NOT NULL CHECK (length(rule) <= 300),
    -- Wall clock and zone of the first one: YYYY-MM-DDTHH:MM.
    starts_local TEXT NOT NULL CHECK (length(starts_local) = 16),
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 10080),
    zone TEXT NOT NULL CHECK (length(zone) <= 64),
    created_by BIGINT NOT NULL REFERENCES members (id),
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);

-- A meeting owns a thread once it is announced: its own, under the same id, or that of its series.
CREATE TABLE meetings (
    id BIGINT PRIMARY KEY NOT NULL,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    -- The convening circle: the meeting counts in its rhythm only; inner circles may come.
    circle TEXT NOT NULL CHECK (circle IN ('community', 'peer', 'expert')),
    audience TEXT NOT NULL CHECK (audience IN ('public', 'community', 'peer', 'expert')),
    thread_id BIGINT REFERENCES threads (id),
    series_id BIGINT REFERENCES meeting_series (id),
    -- The start the rule gave it: what RECURRENCE-ID says, for ever.
    occurrence TEXT CHECK (length(occurrence) = 16),
    -- A large event: a call for contributions, parallel sessions, a sign-up per session.
    large BOOLEAN NOT NULL,
    uid TEXT NOT NULL CHECK (length(uid) <= 300),
    -- What calendars compare: raised by a change of time or place and by a cancellation, never by a typo (RFC 5546, 2.1.4).
    sequence INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('draft', 'polled', 'announced', 'held', 'minuted', 'cancelled')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    description TEXT NOT NULL CHECK (length(description) <= 20000),
    -- Wall clock and zone are what was decided; the instants are computed from them, again when zones change.
    starts_local TEXT CHECK (length(starts_local) = 16),
    ends_local TEXT CHECK (length(ends_local) = 16),
    zone TEXT NOT NULL CHECK (length(zone) <= 64),
    -- Which of the two instants of a time that exists twice: 0 the earlier, 1 the later.
    fold INTEGER NOT NULL DEFAULT 0 CHECK (fold IN (0, 1)),
    starts_at TIMESTAMP,
    ends_at TIMESTAMP,
    on_site BOOLEAN NOT NULL,
    remote BOOLEAN NOT NULL,
    site_capacity INTEGER CHECK (site_capacity BETWEEN 1 AND 100000),
    remote_capacity INTEGER CHECK (remote_capacity BETWEEN 1 AND 100000),
    -- Seats held or offered now: one conditional statement takes one.
    site_taken INTEGER NOT NULL DEFAULT 0,
    remote_taken INTEGER NOT NULL DEFAULT 0,
    -- The day after which meals, access needs and travel are forgotten.
    forms_until TEXT CHECK (length(forms_until) = 10),
    created_by BIGINT NOT NULL REFERENCES members (id),
    announced_at TIMESTAMP,
    cancelled_at TIMESTAMP,
    UNIQUE (series_id, occurrence)
);
CREATE INDEX meetings_by_start ON meetings (starts_at, id);
CREATE INDEX meetings_in_theme ON meetings (theme_id, circle, starts_at);
CREATE INDEX meetings_by_state ON meetings (state, ends_at, id);
CREATE INDEX meetings_by_thread ON meetings (thread_id);

-- Where a meeting is, on site and remote.
CREATE TABLE meeting_venues (
    meeting_id BIGINT PRIMARY KEY NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    address TEXT NOT NULL CHECK (length(address) <= 500),
    room TEXT NOT NULL CHECK (length(room) <= 200),
    access TEXT NOT NULL CHECK (length(access) <= 2000),
    -- For the registered alone.
    remote_link TEXT NOT NULL CHECK (length(remote_link) <= 500),
    costs TEXT NOT NULL CHECK (length(costs) <= 2000)
);

-- Contributions are called for until a day (YYYY-MM-DD).
CREATE TABLE meeting_calls (
    meeting_id BIGINT PRIMARY KEY NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    until_day TEXT NOT NULL CHECK (length(until_day) = 10)
);

-- What remains of a meeting.
CREATE TABLE meeting_records (
    meeting_id BIGINT PRIMARY KEY NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    -- What is shown on screen so that people say they are there.
    code TEXT CHECK (length(code) <= 12),
    recording TEXT NOT NULL CHECK (length(recording) <= 500),
    -- The version of the minutes that the circle reads.
    minutes_version INTEGER
);

-- Other themes whose circle is invited too: their members are named parties.
CREATE TABLE meeting_themes (
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    PRIMARY KEY (meeting_id, theme_id)
);

CREATE TABLE meeting_organisers (
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    PRIMARY KEY (meeting_id, member_id)
);
CREATE INDEX meeting_organisers_by_member ON meeting_organisers (member_id, meeting_id);

-- Everything decided about a meeting, append-only.
CREATE TABLE meeting_steps (
    id BIGINT PRIMARY KEY NOT NULL,
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    -- The version and the sequence it made.
    version INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    step TEXT NOT NULL CHECK (length(step) <= 40),
    -- Nobody: the clock.
    actor_id BIGINT REFERENCES members (id),
    happened_at TIMESTAMP NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) <= 1000),
    -- When it was to start before the step, as wall clock and zone.
    was TEXT NOT NULL CHECK (length(was) <= 100),
    UNIQUE (meeting_id, version)
);

-- Who was asked to come, and the last thing they were sent about it.
CREATE TABLE meeting_invitations (
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    invited_at TIMESTAMP NOT NULL,
    -- Somebody outside the circle, asked by an organiser.
    guest BOOLEAN NOT NULL,
    sequence INTEGER NOT NULL,
    reminded_at TIMESTAMP,
    PRIMARY KEY (meeting_id, member_id)
);
CREATE INDEX meeting_invitations_by_member ON meeting_invitations (member_id, meeting_id);

-- What each person answered, and the seat they have.
CREATE TABLE meeting_registrations (
    id BIGINT PRIMARY KEY NOT NULL,
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    answer TEXT NOT NULL CHECK (answer IN ('site', 'remote', 'maybe', 'no')),
    seat TEXT NOT NULL CHECK (seat IN ('none', 'held', 'waiting', 'offered')),
    -- The order of the waiting list: an id drawn when they joined it.
    queued BIGINT,
    offered_until TIMESTAMP,
    answered_at TIMESTAMP NOT NULL,
    via TEXT NOT NULL CHECK (via IN ('page', 'mail', 'calendar', 'desk')),
    -- Forgotten when the meeting's forms are.
    meals TEXT NOT NULL CHECK (length(meals) <= 500),
    access_needs TEXT NOT NULL CHECK (length(access_needs) <= 500),
    travel TEXT NOT NULL CHECK (length(travel) <= 500),
    reminded_at TIMESTAMP,
    attendance TEXT CHECK (attendance IN ('present', 'remote', 'excused', 'absent')),
    attended_by TEXT CHECK (attended_by IN ('list', 'code')),
    UNIQUE (meeting_id, member_id)
);
CREATE INDEX meeting_registrations_by_member ON meeting_registrations (member_id, meeting_id);
CREATE INDEX meeting_registrations_waiting ON meeting_registrations (meeting_id, answer, queued) WHERE seat IN ('waiting', 'offered');

-- Whom somebody registered brings along; each has a seat.
CREATE TABLE meeting_companions (
    id BIGINT PRIMARY KEY NOT NULL,
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    brought_by BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    organisation TEXT NOT NULL CHECK (length(organisation) <= 200)
);
CREATE INDEX meeting_companions_of ON meeting_companions (meeting_id, brought_by);

-- The programme. A session stands in another one, or in the meeting.
CREATE TABLE meeting_sessions (
    id BIGINT PRIMARY KEY NOT NULL,
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    parent_id BIGINT REFERENCES meeting_sessions (id) ON DELETE CASCADE,
    -- From the meeting's start, so that the programme moves with it.
    after_minutes INTEGER NOT NULL CHECK (after_minutes >= 0),
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 10080),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    summary TEXT NOT NULL CHECK (length(summary) <= 4000),
    room TEXT NOT NULL CHECK (length(room) <= 200),
    capacity INTEGER CHECK (capacity BETWEEN 1 AND 100000),
    signs_up BOOLEAN NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX meeting_sessions_of ON meeting_sessions (meeting_id, after_minutes, id);

CREATE TABLE meeting_speakers (
    id BIGINT PRIMARY KEY NOT NULL,
    session_id BIGINT NOT NULL REFERENCES meeting_sessions (id) ON DELETE CASCADE,
    -- Nobody: somebody from outside, by name.
    member_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200)
);
CREATE INDEX meeting_speakers_of ON meeting_speakers (session_id, id);

-- Threads, points durs and sheets a session is about: all are threads.
CREATE TABLE meeting_session_links (
    session_id BIGINT NOT NULL REFERENCES meeting_sessions (id) ON DELETE CASCADE,
    thread_id BIGINT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    PRIMARY KEY (session_id, thread_id)
);
CREATE INDEX meeting_session_links_by_thread ON meeting_session_links (thread_id);

CREATE TABLE meeting_session_signups (
    session_id BIGINT NOT NULL REFERENCES meeting_sessions (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, member_id)
);
CREATE INDEX meeting_session_signups_by_member ON meeting_session_signups (member_id, session_id);

-- Experience reports sent for a large meeting.
CREATE TABLE meeting_contributions (
    id BIGINT PRIMARY KEY NOT NULL,
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    body TEXT NOT NULL CHECK (length(body) <= 20000),
    state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'declined', 'withdrawn')),
    version INTEGER NOT NULL DEFAULT 0,
    decided_by BIGINT REFERENCES members (id),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
    session_id BIGINT REFERENCES meeting_sessions (id) ON DELETE SET NULL,
    -- The experience report it became.
    rex_id BIGINT REFERENCES threads (id),
    submitted_at TIMESTAMP NOT NULL
);
CREATE INDEX meeting_contributions_of ON meeting_contributions (meeting_id, id);

-- Minutes are whole texts; the meeting says which one its circle reads.
CREATE TABLE meeting_minutes (
    id BIGINT PRIMARY KEY NOT NULL,
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (length(body) <= 100000),
    written_by BIGINT NOT NULL REFERENCES members (id),
    written_at TIMESTAMP NOT NULL,
    UNIQUE (meeting_id, version)
);

CREATE TABLE meeting_actions (
    id BIGINT PRIMARY KEY NOT NULL,
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('decision', 'action')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    member_id BIGINT REFERENCES members (id),
    due_day TEXT CHECK (length(due_day) = 10),
    created_by BIGINT NOT NULL REFERENCES members (id),
    created_at TIMESTAMP NOT NULL,
    done_at TIMESTAMP,
    done_by BIGINT REFERENCES members (id),
    reminded_at TIMESTAMP
);
CREATE INDEX meeting_actions_of ON meeting_actions (meeting_id, id);
CREATE INDEX meeting_actions_open ON meeting_actions (member_id, due_day) WHERE done_at IS NULL;

-- A date poll: the slots proposed, and what each person says of each.
CREATE TABLE meeting_slots (
    id BIGINT PRIMARY KEY NOT NULL,
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    starts_local TEXT NOT NULL CHECK (length(starts_local) = 16),
    fold INTEGER NOT NULL DEFAULT 0 CHECK (fold IN (0, 1)),
    starts_at TIMESTAMP NOT NULL,
    UNIQUE (meeting_id, starts_local, fold)
);

CREATE TABLE meeting_slot_answers (
    slot_id BIGINT NOT NULL REFERENCES meeting_slots (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'if_needed', 'no')),
    PRIMARY KEY (slot_id, member_id)
);

CREATE TABLE meeting_surveys (
    meeting_id BIGINT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
    words TEXT NOT NULL CHECK (length(words) <= 2000),
    answered_at TIMESTAMP NOT NULL,
    PRIMARY KEY (meeting_id, member_id)
);

-- What the secret of a personal calendar is derived from, beside the instance key: another number revokes it.
CREATE TABLE calendar_generations (
    member_id BIGINT PRIMARY KEY NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    generation INTEGER NOT NULL
);
