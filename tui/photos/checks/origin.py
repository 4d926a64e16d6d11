"""Where the photo comes from: how the camera was held, what it wrote down, whether it is one."""

from __future__ import annotations

from tui.photos.checks.photo import ESTIMATE, Photo
from tui.photos.findings import Finding

OLDEST = 2
"""Days; the note and the selfie are of the day they are sent, or the one before."""
SCREENS = frozenset({
    # iPhone and iPad (Apple's technical specifications)
    (640, 1136), (750, 1334), (828, 1792), (1080, 1920), (1125, 2436), (1170, 2532), (1179, 2556),
    (1206, 2622), (1242, 2208), (1242, 2688), (1260, 2736), (1284, 2778), (1290, 2796),
    (1320, 2868), (1536, 2048), (1620, 2160), (1640, 2360), (1668, 2224), (1668, 2388),
    (1668, 2420), (2048, 2732), (2064, 2752),
    # Android telephones (makers' specifications)
    (720, 1280), (720, 1600), (1008, 2244), (1080, 2160), (1080, 2220), (1080, 2280), (1080, 2340),
    (1080, 2400), (1080, 2408), (1080, 2412), (1080, 2424), (1344, 2992), (1440, 2560),
    (1440, 2960), (1440, 3040), (1440, 3088), (1440, 3120), (1440, 3200),
    # computers
    (768, 1366), (800, 1280), (900, 1440), (900, 1600), (1024, 1280), (1050, 1680), (1200, 1920),
    (1440, 2304), (1440, 3440), (1600, 2560), (1664, 2560), (1800, 2880), (1864, 2880),
    (1964, 3024), (2160, 3840), (2234, 3456), (2880, 5120),
})  # fmt: skip
"""Pixels of common screens, the short side first."""


def rotation(photo: Photo) -> tuple[Finding, ...]:
    """Tell whether the picture lies on its side and only a note in the file turns it."""
    if photo.metadata.orientation == 1 or photo.picture.format == "HEIF":
        return ()
    return (
        Finding(
            "rotation", "check", f"EXIF orientation {photo.metadata.orientation}", "1 (upright)",
            "published by Kraken and Prembly: upright",
            "It lies on its side, and only a note in the file turns it: some see it turned.",
            "Send the clean copy: it stands upright.",
        ),
    )  # fmt: skip


def metadata(photo: Photo) -> tuple[Finding, ...]:
    """Tell what the file gives away besides the picture."""
    found = photo.metadata.private
    if photo.metadata.damaged:
        found = (*found, "notes that cannot be read")
    if not found:
        return ()
    return (
        Finding(
            "metadata", "check", ", ".join(found), "nothing", "for your privacy",
            "The file says more than the picture shows.",
            "Send the clean copy: it holds the picture alone.",
        ),
    )  # fmt: skip


def screenshot(photo: Photo) -> tuple[Finding, ...]:
    """Tell a picture of a screen, by what the phone wrote or by size and format."""
    if photo.metadata.screenshot:
        return (_screenshot("problem", "the file says so", "a photo"),)
    size = photo.picture.width, photo.picture.height
    if photo.picture.format != "PNG" or photo.metadata.camera or tuple(sorted(size)) not in SCREENS:
        return ()
    value = f"PNG of {size[0]} × {size[1]} pixels, as a screen has, and no camera named"
    return (_screenshot("check", value, "a camera's size"),)


def _screenshot(level: str, value: str, threshold: str) -> Finding:
    return Finding(
        "screenshot",
        "problem" if level == "problem" else "check",
        value,
        threshold,
        "published by Sumsub and StraitsX: no screenshots",
        "It is a screenshot." if level == "problem" else "It may be a screenshot.",
        "Take a photo of the document itself.",
    )


def date_taken(photo: Photo) -> tuple[Finding, ...] | str:
    """Compare the day that the camera wrote down with today."""
    taken = photo.metadata.taken
    if taken is None:
        return "When the photo was taken: the file does not say."
    days = (photo.today - taken).days
    if -1 <= days <= OLDEST:
        return ()
    message = (
        "It was taken some days ago; this photo is asked for as of today."
        if days > 0
        else "By the camera's clock it was taken in the future."
    )
    return (
        Finding(
            "date", "check", f"taken on {taken.isoformat()}", f"at most {OLDEST} days ago",
            ESTIMATE, message, "Take it on the day that you send it.",
        ),
    )  # fmt: skip
