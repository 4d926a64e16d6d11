"""FreeOTP+: a JSON file of tokens, never encrypted."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys.backups import fields
from tui.keys.backups.accounts import Found, account, each
from tui.keys.entry import Entry

FORMAT = "freeotp"
TITLE = "FreeOTP+ backup"


def recognise(document: object) -> bool:
    """Tell whether it has tokens and their order."""
    return isinstance(document, dict) and {"tokens", "tokenOrder"} <= document.keys()


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the tokens; there is nothing to open."""
    return each(fields.rows(fields.record(document), "tokens"), _entry)


def _entry(row: object) -> Entry:
    token = fields.record(row)
    key = signed_bytes(fields.rows(token, "secret"))
    return token_account(token, key, _counter(token))


def _counter(token: fields.Record) -> int | None:
    """Return the next counter; what is stored is the last one used, -1 where none was."""
    if token.get("counter") == -1:
        return 0
    counter = fields.whole(token, "counter")
    return None if counter is None else counter + 1


def token_account(token: fields.Record, key: bytes, counter: int | None) -> Entry:
    """Return the account of a token of FreeOTP or FreeOTP+; its issuer tells Steam's."""
    issuer = fields.text(token, "issuerExt")
    kind = fields.text(token, "type") or "totp"
    return account(
        key,
        fields.text(token, "issuerAlt") or issuer,
        fields.text(token, "labelAlt", "label"),
        kind="steam" if issuer == "Steam" and kind.lower() == "totp" else kind,
        algorithm=fields.text(token, "algo"),
        digits=fields.whole(token, "digits"),
        period=fields.whole(token, "period"),
        counter=counter,
    )


def signed_bytes(numbers: list[object]) -> bytes:
    """Return bytes written as numbers from -128 to 127. Raises KeyProblem damaged."""
    try:
        return bytes(_byte(number) for number in numbers)
    except (TypeError, ValueError):
        raise fields.damaged("secret") from None


def _byte(number: object) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not -128 <= number <= 255:
        raise ValueError
    return number % 256
