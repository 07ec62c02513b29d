digest-section-meetings = Meetings
digest-why-meetings = Because your circles meet.
digest-meeting-awaited = Your answer is awaited
digest-meeting-moved = Another date or another place
digest-meeting-cancelled = Cancelled
digest-meeting-minuted = Its minutes are published
digest-meeting-there = (there: { when-exact })
