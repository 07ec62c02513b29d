-- A notice about a place on the waiting list names the place; the place leads to the meeting.
CREATE INDEX meeting_registrations_by_place ON meeting_registrations (queued);
-- Offers that end, whoever waits: what the clock looks for each minute.
CREATE INDEX meeting_registrations_by_seat ON meeting_registrations (seat, offered_until) WHERE seat IN ('waiting', 'offered');
