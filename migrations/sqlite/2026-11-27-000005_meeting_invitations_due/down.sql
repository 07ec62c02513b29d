DROP INDEX meeting_invitations_due;
