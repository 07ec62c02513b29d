-- A point dur is a thread with a state: both have the same id; title, theme, sub-topic and audience are the thread's.
CREATE TABLE points_durs (
    id BIGINT PRIMARY KEY NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('reported', 'qualified', 'taken_up', 'proposed', 'resolved', 'no_sheet', 'formalised', 'in_trial', 'diffused', 'needs_information', 'duplicate', 'referred', 'declined', 'lapsed', 'withdrawn', 'reopened')),
    -- Counts the steps: a form says the one it saw, and a stale one is refused.
    version INTEGER NOT NULL,
    since TIMESTAMP NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    severity TEXT CHECK (severity IN ('low', 'normal', 'high', 'critical')),
    -- Who reports; the thread's author is the anonymous member when they wish to stay unknown.
    reporter_id BIGINT NOT NULL REFERENCES members (id),
    anonymous BOOLEAN NOT NULL,
    known_to_lead BOOLEAN NOT NULL,
    lead_id BIGINT REFERENCES members (id),
    duplicate_of BIGINT REFERENCES points_durs (id),
    -- Where it goes on when what it waits for outside has come.
    resumes TEXT CHECK (resumes IN ('reported', 'qualified', 'taken_up', 'proposed', 'reopened')),
    confirmed BOOLEAN,
    -- Reminders sent to the reporter since the last step.
    reminded INTEGER NOT NULL DEFAULT 0,
    reminded_at TIMESTAMP,
    room_id BIGINT REFERENCES threads (id),
    begun TEXT NOT NULL CHECK (length(begun) <= 200),
    tried TEXT NOT NULL CHECK (length(tried) <= 4000),
    -- Words of the vocabulary of impacts, separated by a space.
    impacts TEXT NOT NULL CHECK (length(impacts) <= 100),
    reach TEXT CHECK (reach IN ('few', 'unit', 'establishment', 'territory')),
    establishment_id BIGINT REFERENCES establishments (id),
    size TEXT NOT NULL CHECK (length(size) <= 200),
    tools TEXT NOT NULL CHECK (length(tools) <= 1000),
    CHECK (state <> 'duplicate' OR duplicate_of IS NOT NULL)
);
CREATE INDEX points_durs_by_state ON points_durs (state, id);
CREATE INDEX points_durs_by_since ON points_durs (state, since, id);
CREATE INDEX points_durs_by_reporter ON points_durs (reporter_id, id);
CREATE INDEX points_durs_by_lead ON points_durs (lead_id, state, id);
CREATE INDEX points_durs_duplicates ON points_durs (duplicate_of);

-- Every step of a point dur, append-only: deadlines and the timeline are computed from them.
CREATE TABLE point_dur_steps (
    id BIGINT PRIMARY KEY NOT NULL,
    point_dur_id BIGINT NOT NULL REFERENCES points_durs (id) ON DELETE CASCADE,
    -- The version it made.
    version INTEGER NOT NULL,
    edge TEXT NOT NULL CHECK (length(edge) <= 40),
    from_state TEXT,
    to_state TEXT NOT NULL,
    -- Nobody: the clock.
    actor_id BIGINT REFERENCES members (id),
    happened_at TIMESTAMP NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) <= 4000),
    -- What it names: an expert, another point dur, a body, a sheet.
    object_id BIGINT,
    UNIQUE (point_dur_id, version)
);
CREATE INDEX point_dur_steps_by_moment ON point_dur_steps (happened_at, point_dur_id);

-- Who has the same difficulty ("moi aussi"), with their own context.
CREATE TABLE point_dur_followers (
    point_dur_id BIGINT NOT NULL REFERENCES points_durs (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    context TEXT NOT NULL CHECK (length(context) <= 1000),
    since TIMESTAMP NOT NULL,
    -- The duplicate they came along from.
    came_from BIGINT REFERENCES points_durs (id),
    PRIMARY KEY (point_dur_id, member_id)
);
CREATE INDEX point_dur_followers_by_member ON point_dur_followers (member_id, point_dur_id);

-- Answers of an anonymous reporter: who wrote a post signed by the anonymous member.
CREATE TABLE anonymous_posts (
    post_id BIGINT PRIMARY KEY NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id)
);
CREATE INDEX anonymous_posts_by_member ON anonymous_posts (member_id);

-- Experts asked to look at a point dur: each answers for themselves.
CREATE TABLE point_dur_calls (
    point_dur_id BIGINT NOT NULL REFERENCES points_durs (id) ON DELETE CASCADE,
    expert_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    called_by BIGINT REFERENCES members (id),
    called_at TIMESTAMP NOT NULL,
    answer TEXT CHECK (answer IN ('takes_up', 'advises', 'declines', 'absent')),
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    answered_at TIMESTAMP,
    PRIMARY KEY (point_dur_id, expert_id)
);
CREATE INDEX point_dur_calls_open ON point_dur_calls (expert_id, point_dur_id) WHERE answer IS NULL;

-- Who joins the lead expert.
CREATE TABLE point_dur_helpers (
    point_dur_id BIGINT NOT NULL REFERENCES points_durs (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (point_dur_id, member_id)
);
CREATE INDEX point_dur_helpers_by_member ON point_dur_helpers (member_id, point_dur_id);

-- When a member is away, by the days of their own calendar (YYYY-MM-DD, both included), and who stands in.
CREATE TABLE absences (
    id BIGINT PRIMARY KEY NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    first_day TEXT NOT NULL CHECK (length(first_day) = 10),
    last_day TEXT NOT NULL CHECK (length(last_day) = 10),
    deputy_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    CHECK (first_day <= last_day)
);
CREATE INDEX absences_by_member ON absences (member_id, last_day);

-- Where a member works, for the holidays of its département (INSEE code: 01 to 95, 2A, 2B, 971 to 988).
CREATE TABLE member_departments (
    member_id BIGINT PRIMARY KEY NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    department TEXT NOT NULL CHECK (length(department) BETWEEN 2 AND 3)
);

CREATE TABLE point_dur_tasks (
    id BIGINT PRIMARY KEY NOT NULL,
    point_dur_id BIGINT NOT NULL REFERENCES points_durs (id) ON DELETE CASCADE,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    member_id BIGINT NOT NULL REFERENCES members (id),
    due_day TEXT CHECK (length(due_day) = 10),
    made_by BIGINT NOT NULL REFERENCES members (id),
    made_at TIMESTAMP NOT NULL,
    done_at TIMESTAMP,
    done_by BIGINT REFERENCES members (id),
    reminded_at TIMESTAMP
);
CREATE INDEX point_dur_tasks_of ON point_dur_tasks (point_dur_id, id);
CREATE INDEX point_dur_tasks_open ON point_dur_tasks (member_id, due_day) WHERE done_at IS NULL;

-- What became of a solution where it was tried.
CREATE TABLE point_dur_attempts (
    id BIGINT PRIMARY KEY NOT NULL,
    point_dur_id BIGINT NOT NULL REFERENCES points_durs (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id),
    establishment_id BIGINT REFERENCES establishments (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('works', 'fails', 'adapt')),
    context TEXT NOT NULL CHECK (length(context) BETWEEN 1 AND 2000),
    tried_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);
CREATE INDEX point_dur_attempts_of ON point_dur_attempts (point_dur_id, id);

-- A member's own filters of a list, by name.
CREATE TABLE saved_views (
    id BIGINT PRIMARY KEY NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    query TEXT NOT NULL CHECK (length(query) <= 500),
    UNIQUE (member_id, name)
);

-- The register of bodies that answer what is out of the community's scope.
CREATE TABLE bodies (
    id BIGINT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 120),
    kind TEXT NOT NULL CHECK (kind IN ('national_agency', 'regional_agency', 'grouping', 'other')),
    region TEXT NOT NULL,
    contact TEXT NOT NULL CHECK (length(contact) <= 120),
    email TEXT NOT NULL CHECK (length(email) <= 320),
    answers_on TEXT NOT NULL CHECK (length(answers_on) <= 1000),
    delay_days INTEGER NOT NULL CHECK (delay_days BETWEEN 1 AND 365),
    archived_at TIMESTAMP
);

CREATE TABLE referrals (
    id BIGINT PRIMARY KEY NOT NULL,
    point_dur_id BIGINT NOT NULL REFERENCES points_durs (id) ON DELETE CASCADE,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    sent_by BIGINT NOT NULL REFERENCES members (id),
    sent_at TIMESTAMP NOT NULL,
    -- What is asked, in the words that leave: the question, the context, what was tried, what is hoped for.
    question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 4000),
    context TEXT NOT NULL CHECK (length(context) <= 4000),
    attempts TEXT NOT NULL CHECK (length(attempts) <= 4000),
    hoped_for TEXT NOT NULL CHECK (length(hoped_for) <= 1000),
    due_at TIMESTAMP NOT NULL,
    -- Moves when the signed link must stop working.
    generation INTEGER NOT NULL DEFAULT 0,
    acknowledged_at TIMESTAMP,
    answered_at TIMESTAMP,
    answer TEXT CHECK (length(answer) <= 20000),
    answered_through TEXT CHECK (answered_through IN ('mail', 'link', 'animator')),
    entered_by BIGINT REFERENCES members (id),
    chased INTEGER NOT NULL DEFAULT 0,
    chased_at TIMESTAMP,
    ended_at TIMESTAMP
);
CREATE INDEX referrals_of ON referrals (point_dur_id, id);
CREATE INDEX referrals_by_body ON referrals (body_id, id);
CREATE INDEX referrals_due ON referrals (due_at) WHERE answered_at IS NULL AND ended_at IS NULL;

-- Practice sheets. A published one owns a thread (its text is the first post), so that it is searched, followed and discussed.
CREATE TABLE sheets (
    id BIGINT PRIMARY KEY NOT NULL,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    subtopic_id BIGINT REFERENCES subtopics (id),
    point_dur_id BIGINT REFERENCES points_durs (id),
    thread_id BIGINT UNIQUE REFERENCES threads (id),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    audience TEXT NOT NULL CHECK (audience IN ('public', 'community', 'peer', 'expert')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'in_review', 'reviewed', 'in_trial', 'published', 'withdrawn', 'abandoned')),
    -- Counts every change: a form says the one it saw.
    version INTEGER NOT NULL,
    owner_id BIGINT NOT NULL REFERENCES members (id),
    -- The number of the last text published; 0 before the first.
    edition INTEGER NOT NULL DEFAULT 0,
    published_at TIMESTAMP,
    revised_at TIMESTAMP,
    review_day TEXT CHECK (length(review_day) = 10),
    reviewed_by BIGINT REFERENCES members (id),
    reviewed_at TIMESTAMP,
    trial_waived_by BIGINT REFERENCES members (id),
    trial_waived_reason TEXT CHECK (length(trial_waived_reason) <= 500),
    products_reason TEXT CHECK (length(products_reason) <= 500),
    products_read_by BIGINT REFERENCES members (id),
    withdrawn_at TIMESTAMP,
    withdrawn_reason TEXT CHECK (length(withdrawn_reason) <= 500),
    replaced_by BIGINT REFERENCES sheets (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX sheets_by_theme ON sheets (theme_id, state, id);
CREATE INDEX sheets_by_point_dur ON sheets (point_dur_id);
CREATE INDEX sheets_published ON sheets (state, published_at);
CREATE INDEX sheets_to_review ON sheets (review_day) WHERE state = 'published';

-- Every text of a sheet, whole: each saving is a row, a published one has its edition.
CREATE TABLE sheet_texts (
    id BIGINT PRIMARY KEY NOT NULL,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    edition INTEGER,
    written_by BIGINT NOT NULL REFERENCES members (id),
    written_at TIMESTAMP NOT NULL,
    note TEXT NOT NULL CHECK (length(note) <= 200),
    difficulty TEXT NOT NULL CHECK (length(difficulty) <= 8000),
    context TEXT NOT NULL CHECK (length(context) <= 8000),
    solution TEXT NOT NULL CHECK (length(solution) <= 8000),
    steps TEXT NOT NULL CHECK (length(steps) <= 8000),
    conditions TEXT NOT NULL CHECK (length(conditions) <= 8000),
    limits TEXT NOT NULL CHECK (length(limits) <= 8000),
    contacts TEXT NOT NULL CHECK (length(contacts) <= 2000),
    UNIQUE (sheet_id, version)
);

CREATE TABLE sheet_authors (
    sheet_id BIGINT NOT NULL REFERENCES sheets (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (sheet_id, member_id)
);
CREATE INDEX sheet_authors_by_member ON sheet_authors (member_id, sheet_id);

-- Candides: establishments new to the subject that try a sheet and say where they stumble.
CREATE TABLE sheet_trials (
    sheet_id BIGINT NOT NULL REFERENCES sheets (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    establishment_id BIGINT REFERENCES establishments (id),
    asked_by BIGINT NOT NULL REFERENCES members (id),
    asked_at TIMESTAMP NOT NULL,
    verdict TEXT CHECK (verdict IN ('clear', 'stumbled', 'declined')),
    stumbles TEXT NOT NULL CHECK (length(stumbles) <= 4000),
    edition_tried INTEGER,
    answered_at TIMESTAMP,
    PRIMARY KEY (sheet_id, member_id)
);
CREATE INDEX sheet_trials_open ON sheet_trials (member_id) WHERE verdict IS NULL;

-- What readers say under a sheet, visitors included.
CREATE TABLE sheet_feedback (
    id BIGINT PRIMARY KEY NOT NULL,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id) ON DELETE CASCADE,
    edition INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('worked', 'stuck', 'wrong')),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
    member_id BIGINT REFERENCES members (id),
    signed TEXT NOT NULL CHECK (length(signed) <= 120),
    said_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'shown', 'hidden')),
    decided_by BIGINT REFERENCES members (id),
    decided_at TIMESTAMP,
    reason TEXT NOT NULL CHECK (length(reason) <= 500)
);
CREATE INDEX sheet_feedback_of ON sheet_feedback (sheet_id, state, id);
CREATE INDEX sheet_feedback_held ON sheet_feedback (state, id) WHERE state = 'held';

-- Where regional peers spread a sheet.
CREATE TABLE sheet_spreads (
    id BIGINT PRIMARY KEY NOT NULL,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    region TEXT NOT NULL,
    place TEXT NOT NULL CHECK (length(place) BETWEEN 1 AND 200),
    spread_at TIMESTAMP NOT NULL
);
CREATE INDEX sheet_spreads_of ON sheet_spreads (sheet_id, id);

-- Who said they would apply a sheet, and what they answer at 3, 6 and 12 months.
CREATE TABLE sheet_applications (
    id BIGINT PRIMARY KEY NOT NULL,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    establishment_id BIGINT REFERENCES establishments (id),
    said_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (sheet_id, member_id)
);
CREATE INDEX sheet_applications_by_member ON sheet_applications (member_id);

CREATE TABLE sheet_follow_ups (
    application_id BIGINT NOT NULL REFERENCES sheet_applications (id) ON DELETE CASCADE,
    months INTEGER NOT NULL CHECK (months IN (3, 6, 12)),
    due_at TIMESTAMP NOT NULL,
    asked_at TIMESTAMP,
    answer TEXT CHECK (answer IN ('in_place', 'adapted', 'dropped', 'never')),
    answered_at TIMESTAMP,
    PRIMARY KEY (application_id, months)
);
CREATE INDEX sheet_follow_ups_due ON sheet_follow_ups (due_at) WHERE asked_at IS NULL;
