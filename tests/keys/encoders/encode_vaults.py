"""Password managers' archives: 1Password's 1PUX (version 3) and Proton Pass (zip and JSON)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from ..accounts import Account, link
from .crossed_case import LONG_SECRET, SHORT_SECRET, Case, compact, time_based


def _field(title: str, kind: str, value: object, place: int = 0) -> dict:
    traits = {"keyboard": "default", "correction": "default", "capitalization": "default"}
    found = {"title": title, "id": f"{kind}_{place}", "value": {kind: value}, "guarded": False}
    return found | {"multiline": False, "dontGenerate": False, "inputTraits": traits}


def _item(account: Account | None, place: int) -> dict:
    title = (account.issuer or account.account) if account else "no totp"
    login = [
        {"value": account.account if account else "", "id": "", "name": "u", "fieldType": "T"}
        | {"designation": "username"},
        {"value": LONG_SECRET, "id": "", "name": "p", "fieldType": "P", "designation": "password"},
    ]
    fields = [_field("pin", "concealed", LONG_SECRET), _field("phone", "phone", "otpauth")]
    if account:
        bare = account.usual and place % 2
        written = account.secret if bare else link(account)
        fields.append(_field("one-time password", "totp", written, place))
    details = {"loginFields": login, "notesPlain": SHORT_SECRET, "sections": []}
    details["sections"] = [{"title": "", "name": "add more", "fields": fields}]
    details["passwordHistory"] = [{"value": SHORT_SECRET, "time": 1619465969}]
    overview = {"subtitle": "", "urls": [{"label": "", "url": "https://example.com"}]}
    overview |= {"title": title, "url": "https://example.com", "ps": 0, "pbe": 0.0, "tags": None}
    item = {"uuid": f"fkruyzrldizuqlnavfj3gltf{place:02}", "favIndex": 0, "createdAt": 1614298956}
    item |= {"updatedAt": 1635346445, "state": "archived" if place == 1 else "active"}
    return item | {"categoryUuid": "001", "details": details, "overview": overview}


def onepux(accounts: Sequence[Account]) -> bytes:
    """A zip of export.attributes, export.data and the attached files."""
    items = [_item(account, place) for place, account in enumerate([*accounts, None])]
    middle = len(items) // 2
    vaults = [
        {"attrs": {"uuid": "v1", "desc": "", "name": "Personal", "type": "P"}, "items": part}
        for part in (items[:middle], items[middle:])
    ]
    person = {"accountName": "Ada", "name": "Ada", "avatar": "", "email": "ada@example.com"}
    data = {"accounts": [{"attrs": person, "vaults": vaults}]}
    about = {"version": 3, "description": "1Password Unencrypted Export", "createdAt": 1635346445}
    return _zip(
        {"export.attributes": compact(about), "export.data": compact(data), "files/x": b"x"}
    )


def _zip(files: dict[str, bytes]) -> bytes:
    made_in = io.BytesIO()
    with zipfile.ZipFile(made_in, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made_in.getvalue()


def _pass_item(account: Account, place: int) -> dict:
    bare = account.usual and place % 2
    written = account.secret if bare else link(account)
    extra = [{"fieldName": "PIN", "type": "hidden", "data": {"content": LONG_SECRET}}]
    content = {"itemEmail": "", "password": LONG_SECRET, "urls": ["https://example.com/"]}
    content |= {"totpUri": written, "passkeys": [], "itemUsername": account.account}
    if place % 4 == 2:  # kept in a field of its own beside the login
        content["totpUri"] = ""
        extra.append({"fieldName": "2FA", "type": "totp", "data": {"totpUri": written}})
    if place % 2 and "@" in account.account:
        content |= {"itemEmail": account.account, "itemUsername": ""}
    about = {"name": account.issuer or account.account, "note": SHORT_SECRET, "itemUuid": "1a2b"}
    data = {"metadata": about, "extraFields": extra, "type": "login", "content": content}
    item = {"itemId": f"item{place}", "shareId": "share", "data": data, "state": 1}
    tail = {"aliasEmail": None, "contentFormatVersion": 6, "createTime": 1690566510}
    return item | tail | {"modifyTime": 1690566510, "pinned": False, "files": []}


def proton_pass(accounts: Sequence[Account]) -> bytes:
    items = [_pass_item(account, place) for place, account in enumerate(accounts)]
    note = {"metadata": {"name": "n", "note": LONG_SECRET}, "extraFields": [], "type": "note"}
    items.append({"itemId": "n", "data": note | {"content": {}}, "state": 1})
    card = {"cardholderName": "Ada", "number": "4", "verificationNumber": "1", "pin": "1234"}
    items.append(
        {"itemId": "c", "data": note | {"type": "creditCard", "content": card}, "state": 1}
    )
    shown = {"name": "Personal", "description": "", "display": {"icon": 0, "color": 0}}
    middle = len(items) // 2
    vaults = {"a": shown | {"items": items[:middle]}, "b": shown | {"items": items[middle:]}}
    head = {"encrypted": False, "userId": "u", "vaults": vaults, "version": "1.21.2"}
    return compact(head)


def proton_pass_zip(accounts: Sequence[Account]) -> bytes:
    return _zip({"Proton Pass/data.json": proton_pass(accounts), "Proton Pass/files/x": b"x"})


def proton_pass_sealed() -> bytes:
    """With a passphrase Proton Pass writes an OpenPGP message, which is not read here."""
    message = "-----BEGIN PGP MESSAGE-----\n\nww0ECQMIAAAA\n=AAAA\n-----END PGP MESSAGE-----\n"
    return _zip({"Proton Pass/data.pgp": message.encode()})


CASES = [
    Case("1pux", onepux, holds=time_based, text=False),
    Case("proton-pass-json", proton_pass, holds=time_based),
    Case("proton-pass-zip", proton_pass_zip, holds=time_based, text=False),
]
