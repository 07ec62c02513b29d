"""Reads calendars with icalendar and vobject, and expands series with both: see tests/long/calendars."""

import datetime
import json
import pathlib
import sys

import icalendar
import recurring_ical_events
import vobject

UTC = datetime.timezone.utc
FROM, TO = datetime.datetime(2025, 1, 1, tzinfo=UTC), datetime.datetime(2050, 1, 1, tzinfo=UTC)


def instant(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def whole(calendar):
    """Every component is understood, and each event has what it must have."""
    for component in calendar.walk():
        assert not component.errors, component.errors
    for event in calendar.walk("VEVENT"):
        for name in ("UID", "DTSTAMP", "DTSTART", "SEQUENCE"):
            assert name in event, name


def by_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    whole(calendar)
    found = recurring_ical_events.of(calendar).between(FROM, TO)
    kept = [event for event in found if event.get("STATUS") != "CANCELLED"]
    return sorted(instant(event["DTSTART"].dt) for event in kept)


def by_vobject(text):
    """By the zones the file itself carries."""
    calendar = vobject.readOne(text)
    calendar.serialize()
    masters = [event for event in calendar.vevent_list if not hasattr(event, "recurrence_id")]
    others = [event for event in calendar.vevent_list if hasattr(event, "recurrence_id")]
    replaced = {instant(event.recurrence_id.value) for event in others}
    found = [event.dtstart.value for event in others if event.status.value != "CANCELLED"]
    for event in masters:
        zone = event.dtstart.value.tzinfo
        starts = event.getrruleset(addRDate=True) if hasattr(event, "rrule") else [event.dtstart.value]
        starts = [start if start.tzinfo else start.replace(tzinfo=zone) for start in starts or []]
        found += [start for start in starts if instant(start) not in replaced]
    return sorted(instant(start) for start in found)


def main(folder):
    series = json.loads((folder / "series.json").read_text())
    for one in series:
        text = (folder / one["file"]).read_bytes().decode()
        expected = sorted(one["starts"])
        assert by_icalendar(text) == expected, f"icalendar: {one['file']} {one['zone']}"
        assert by_vobject(text) == expected, f"vobject: {one['file']} {one['zone']}"
    listed = {one["file"] for one in series}
    others = [path for path in folder.glob("*.ics") if path.name not in listed]
    for path in others:
        text = path.read_bytes().decode()
        whole(icalendar.Calendar.from_ical(text))
        vobject.readOne(text).serialize()
    print(f"icalendar and vobject: {len(series)} series alike, {len(others)} other files read")


main(pathlib.Path(sys.argv[1]))
