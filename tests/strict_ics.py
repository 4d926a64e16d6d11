"""A strict reader of iCalendar files, by hand from RFC 5545: it refuses what a calendar might."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)")
TEXTS = {"SUMMARY", "DESCRIPTION"}
REQUIRED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
"""What must stand there, once (sections 3.6, 3.6.1, and 3.6.6 for DISPLAY)."""
INSIDE = {"VCALENDAR": None, "VEVENT": "VCALENDAR", "VALARM": "VEVENT"}
DURATION = re.compile(r"[+-]?P(?:\d+W|\d+D(?:T(?:\d+[HMS])+)?|T(?:\d+[HMS])+)")


@dataclass
class Component:
    name: str
    values: dict[str, object] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)

    def __getitem__(self, name: str) -> object:
        return self.values[name]


def read(data: bytes) -> Component:
    """Return the calendar; raises AssertionError for whatever RFC 5545 forbids."""
    root = Component("")
    stack = [root]
    for line in _unfolded(data):
        found = LINE.fullmatch(line)
        assert found, f"no content line: {line!r}"
        name, parameters, value = found[1], found[2], found[3]
        here = stack[-1]
        if name == "BEGIN":
            assert INSIDE[value] == (here.name or None), f"{value} out of place"
            stack.append(Component(value))
            here.parts.append(stack[-1])
        elif name == "END":
            assert here.name == value, f"{value} ends {here.name}"
            _check(stack.pop())
        else:
            assert here is not root, "outside of the calendar"
            assert name not in here.values, f"{name} twice"
            here.values[name] = _value(name, parameters, value)
    assert stack == [root], "not ended"
    assert len(root.parts) == 1
    return root.parts[0]


def events(data: bytes) -> dict[str, Component]:
    """Return the calendar's events by the word of their UID that says which they are."""
    found = {str(one["UID"]).partition("@")[0].split("Z-")[1]: one for one in read(data).parts}
    assert len(found) == len(read(data).parts), "a UID stands twice"
    return found


def _unfolded(data: bytes) -> list[str]:
    """Section 3.1: CRLF ends every line, no line is longer than 75 octets, no character is cut."""
    assert data.endswith(b"\r\n")
    lines: list[str] = []
    for raw in data[:-2].split(b"\r\n"):
        assert len(raw) <= 75, f"{len(raw)} octets: {raw!r}"
        line = raw.decode("utf-8")
        assert line, "an empty line"
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line), f"a control: {line!r}"
        if line[0] in " \t":
            assert lines, "begins folded"
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def _value(name: str, parameters: str, value: str) -> object:
    if name in TEXTS:
        assert not parameters
        return _text(value)
    if name in ("DTSTART", "DTEND") and parameters:
        assert parameters == ";VALUE=DATE"
        return datetime.strptime(value, "%Y%m%d").date()
    if name in ("DTSTART", "DTEND", "DTSTAMP"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", value), f"not in UTC: {value}"
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if name == "TRIGGER":
        assert DURATION.fullmatch(value), value
    if name == "SEQUENCE":
        assert 0 <= int(value) < 2**31
        return int(value)
    assert not parameters
    return value


def _text(value: str) -> str:
    """Section 3.3.11: backslash, semicolon, comma and line breaks are escaped, nothing else."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), f"not escaped: {value!r}"
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def _check(part: Component) -> None:
    missing = REQUIRED[part.name] - set(part.values)
    assert not missing, f"{part.name} lacks {missing}"
    if part.name == "VCALENDAR":
        assert part["VERSION"] == "2.0"
        assert part.parts, "a calendar must hold something (section 3.6)"
    if part.name == "VEVENT":
        start, end = part["DTSTART"], part["DTEND"]
        assert type(start) is type(end)
        assert isinstance(start, date)
        assert start < end
    if part.name == "VALARM":
        assert part["ACTION"] == "DISPLAY"
