"""A key for the stories, and what a device that holds it shows."""

from tui.keys import codes
from tui.keys.base32 import decode
from tui.keys.entry import Entry

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LINK = f"otpauth://totp/Crypto.com:maria%40example.com?secret={KEY}&issuer=Crypto.com"
OTHER = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"


def code_at(now, key=KEY, *, seconds=0, **settings):
    """The code that the device shows, its clock so many seconds ahead, with other settings."""
    return codes.code(Entry(key=decode(key)[0], **settings), now.timestamp() + seconds)
