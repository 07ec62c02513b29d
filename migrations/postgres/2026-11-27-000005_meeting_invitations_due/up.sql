-- Who was not yet sent what a meeting is now.
CREATE INDEX meeting_invitations_due ON meeting_invitations (meeting_id, sequence, member_id);
