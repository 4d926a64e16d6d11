"""One page to print and fill in by hand: a 2FA key, and all that one needs to use it again.

No key is ever in it. Drawn with the PDF's built-in Helvetica, so no font has to be embedded; it has
the letters of Latin-1, and a name beyond them is left to be written by hand.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tui.exports.drawing import GREY, PALE, ROW, Drawing
from tui.exports.paper import Paper
from tui.text import clean

MARGIN = 16.0
"""Millimetres, as all lengths here: left free all round, more than any printer needs."""
HEADING = 6.5
TITLES = 4.5
"""Height of the titles over columns."""
KEY_ROWS, ROW_GROUPS, GROUP = 4, 4, 4
"""Boxes for the key: 16 in a row, so that keys of 16 and of 32 characters end with a row. There is
room for 64; 52 (a key of 256 bits in base32, RFC 4648) is the longest in use."""
BOX_HEIGHT, ROW_GAP, GROUP_GAP = 8.4, 2.6, 5.0
COLUMN_GAP = 5.0
NUMBERS = 12.0
"""Width of the numbers before a row of boxes."""
STEP_LINE = 4.7
ACCOUNT_SPLIT = 0.46
"""Where the second field of a row begins, as a share of the width."""

PROMISE = "This sheet holds no key until you write it. Keep it away from the phone."
WARNING = "Whoever has it and knows your password can sign in: never photograph, scan or e-mail it."
LETTERS = (
    "Only the letters A to Z and the digits 2 to 7. There is no 0, 1, 8 or 9: think of O, I or L, "
    "B and G.",
    "Look twice at 2 and Z, 5 and S, 6 and G, U and V. Then read it aloud against the screen.",
)
SETTINGS = (("Kind", "TOTP"), ("Algorithm", "SHA-1"), ("Digits", "6"), ("New code every", "30 s"))
"""The usual ones of authenticators: RFC 6238, and the defaults of otpauth addresses."""
TRIED = (("Date", 0.0), ("How", 0.2), ("Next try on", 0.78))
"""Columns of what was tried, and where they begin, as a share of the width."""
HOW = ("a phone shows the same code", "signed in with its code")
STEPS = (
    'In an authenticator, add an account by hand ("enter a setup key", or the like).',
    "Type the key without its gaps; choose time-based, and the settings above.",
    "The codes differ, or are refused? Set the phone's date and time to automatic.",
    'To try this sheet without signing in: "sparekey verify", then the key and a phone\'s code.',
    "After a 2FA reset this key is void: fill in a new sheet, and destroy this one.",
)


def recovery_form(name: str, *, paper: Paper, today: date) -> bytes:
    """Return the form for an account at `name`: a PDF of one page, the same bytes each time.

    `today` is the date of the file, and stands at its foot.
    """
    from fpdf import FPDF

    page = FPDF(format=paper)
    page.set_creation_date(datetime.combine(today, time(), UTC))
    page.set_title("2FA recovery sheet")
    page.set_producer("SpareKey")
    page.set_lang("en")
    page.set_auto_page_break(False)
    page.add_page()
    _fill(Drawing(page, MARGIN), page.h, _latin(name), today)
    return bytes(page.output())


def _latin(name: str) -> str:
    """Return the name if the font has all of it and it is not too long, else nothing."""
    shown = clean(name, 48)
    return shown if all(char.isprintable() and ord(char) < 256 for char in shown) else ""


def _fill(draw: Drawing, height: float, name: str, today: date) -> None:
    """Draw every part from top to bottom; the height that is left over goes between them."""
    tops = _tops(height - MARGIN - 4.0)
    _head(draw, tops[0])
    _account(draw, tops[1], name)
    _key(draw, tops[2])
    _settings(draw, tops[3])
    _copies(draw, tops[4])
    _tried(draw, tops[5])
    _use(draw, tops[6])
    _foot(draw, height - MARGIN, today)


HEIGHTS = (
    18.0,
    HEADING + 2 * ROW,
    HEADING + 10.0 + KEY_ROWS * BOX_HEIGHT + (KEY_ROWS - 1) * ROW_GAP,
    HEADING + TITLES + ROW,
    HEADING + 3 * ROW,
    HEADING + TITLES + 3 * ROW,
    HEADING + STEP_LINE * len(STEPS),
)
"""Of the parts, in the order in which they stand."""


def _tops(end: float) -> list[float]:
    """Return where each part begins, so that they fill the page evenly down to `end`."""
    gap = (end - MARGIN - sum(HEIGHTS)) / len(HEIGHTS)
    return [MARGIN + sum(HEIGHTS[:index]) + gap * index for index in range(len(HEIGHTS))]


def _head(draw: Drawing, y: float) -> None:
    draw.words(draw.left, y + 6.5, "2FA recovery sheet", size=21, style="B")
    draw.words(draw.left, y + 12.5, PROMISE, size=9.5)
    draw.words(draw.left, y + 17.0, WARNING, size=9.5)


def _account(draw: Drawing, y: float, name: str) -> None:
    draw.heading(y, "The account", "fill in by hand, in clear letters, with a pen that lasts")
    middle = draw.left + draw.width * ACCOUNT_SPLIT
    first, second = y + HEADING, y + HEADING + ROW
    draw.field(draw.left, first, middle - COLUMN_GAP, "Exchange", name)
    draw.field(middle, first, draw.right, "E-mail")
    draw.field(draw.left, second, middle - COLUMN_GAP, "Key saved on")
    draw.field(middle, second, draw.right, "Name in the authenticator")


def _key(draw: Drawing, y: float) -> None:
    draw.heading(y, "The key", "one character in each box, in groups of four; leave the rest empty")
    for index, line in enumerate(LETTERS):
        draw.words(draw.left, y + HEADING + 3.2 + 4.2 * index, line)
    for row in range(KEY_ROWS):
        _key_row(draw, y + HEADING + 10.0 + row * (BOX_HEIGHT + ROW_GAP), row)


def _key_row(draw: Drawing, y: float, row: int) -> None:
    size = ROW_GROUPS * GROUP
    numbers = f"{row * size + 1}-{(row + 1) * size}"
    draw.words(draw.left, y + BOX_HEIGHT / 2 + 1.2, numbers, shade=GREY)
    wide = (draw.width - NUMBERS - (ROW_GROUPS - 1) * GROUP_GAP) / size
    for place in range(size):
        gaps = place // GROUP * GROUP_GAP
        draw.box(draw.left + NUMBERS + place * wide + gaps, y, wide, BOX_HEIGHT)


def _settings(draw: Drawing, y: float) -> None:
    draw.heading(y, "Settings", "tick what is usual, or write what the website or the app says")
    wide = (draw.width - (len(SETTINGS) - 1) * COLUMN_GAP) / len(SETTINGS)
    for index, (label, usual) in enumerate(SETTINGS):
        x = draw.left + index * (wide + COLUMN_GAP)
        draw.words(x, y + HEADING + 3.5, label, shade=GREY)
        end = draw.tick(x, y + HEADING + TITLES, usual)
        draw.field(end + 3.0, y + HEADING + TITLES, x + wide)


def _copies(draw: Drawing, y: float) -> None:
    draw.heading(y, "Other copies", "where each is kept: another phone, a password manager, a safe")
    labels = ("1", "2", "Who may open this sheet")
    for index, label in enumerate(labels):
        draw.field(draw.left, y + HEADING + index * ROW, draw.right, label)


def _tried(draw: Drawing, y: float) -> None:
    draw.heading(y, "Tried", "a copy that was never tried is a hope; twice a year is a good habit")
    for title, share in TRIED:
        draw.words(draw.left + share * draw.width, y + HEADING + 3.5, title, shade=GREY)
    for row in range(3):
        _tried_row(draw, y + HEADING + TITLES + row * ROW)


def _tried_row(draw: Drawing, y: float) -> None:
    _, how, following = (draw.left + share * draw.width for _, share in TRIED)
    draw.field(draw.left, y, how - COLUMN_GAP)
    x = how
    for label in HOW:
        x = draw.tick(x, y, label) + COLUMN_GAP
    draw.field(following, y, draw.right)


def _use(draw: Drawing, y: float) -> None:
    draw.heading(y, "How to use it")
    for index, step in enumerate(STEPS):
        foot = y + HEADING + 3.2 + index * STEP_LINE
        draw.words(draw.left, foot, f"{index + 1}", style="B")
        draw.words(draw.left + 5.0, foot, step)


def _foot(draw: Drawing, y: float, today: date) -> None:
    draw.rule(draw.left, y - 4.0, draw.right, shade=PALE)
    draw.words(
        draw.left,
        y,
        f"Empty form, made by SpareKey on {today}. SpareKey put no key on it.",
        size=7.5,
        shade=GREY,
    )
