"""Google Authenticator's export, by the schema that its QR codes were found to follow (protobuf).

Google's own protobuf library writes it, from a description put together here.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from urllib.parse import quote

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from ..accounts import Account
from .crossed_case import Case

BATCH = -1_320_898_453
"""Batch ids are random and often negative: ten bytes on the wire."""
ALGORITHMS = {"SHA1": 1, "SHA256": 2, "SHA512": 3}
ENTRY = (("secret", 12), ("name", 9), ("issuer", 9), ("algorithm", 5), ("digits", 5), ("type", 5))
PAYLOAD = (("version", 5), ("batch_size", 5), ("batch_index", 5), ("batch_id", 5))
"""Field names and their types: 12 bytes, 9 string, 5 int32 (enums are the same on the wire)."""


def _payload_class() -> type:
    file = descriptor_pb2.FileDescriptorProto(name="migration.proto", syntax="proto3")
    entry = file.message_type.add(name="Entry")
    for number, (name, kind) in enumerate((*ENTRY, ("counter", 3), ("unique_id", 9)), start=1):
        entry.field.add(name=name, number=number, type=kind, label=1)
    payload = file.message_type.add(name="Payload")
    payload.field.add(name="entries", number=1, type=11, label=3, type_name=".Entry")
    for number, (name, kind) in enumerate(PAYLOAD, start=2):
        payload.field.add(name=name, number=number, type=kind, label=1)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("Payload"))


Payload = _payload_class()


def _fill(entry, account: Account, place: int) -> None:
    entry.secret = account.key
    prefixed = account.issuer and place % 2
    entry.name = f"{account.issuer}:{account.account}" if prefixed else account.account
    entry.issuer = account.issuer
    entry.algorithm = ALGORITHMS[account.algorithm]
    entry.digits = 2 if account.digits == 8 else 1
    entry.type = 1 if account.type == "hotp" else 2
    if place % 3 == 2 and account.usual:  # unspecified means the same as the first choice
        entry.algorithm = entry.digits = entry.type = 0
    if account.counter is not None:
        entry.counter = account.counter
    if place % 2:
        entry.unique_id = "a1b2c3d4"


def payloads(accounts: Sequence[Account], size: int = 4) -> list[bytes]:
    parts = [accounts[at : at + size] for at in range(0, len(accounts), size)]
    found = []
    for index, part in enumerate(parts):
        payload = Payload(version=1, batch_size=len(parts), batch_index=index, batch_id=BATCH)
        for place, account in enumerate(part):
            _fill(payload.entries.add(), account, place)
        found.append(payload.SerializeToString())
    return found


def links(accounts: Sequence[Account], size: int = 4, style: str = "escaped") -> list[str]:
    """`style`: escaped as the app does, raw (`+`, `/` and `=` as they are), or cut (no `=`)."""
    found = []
    for payload in payloads(accounts, size):
        data = base64.b64encode(payload).decode()
        if style == "cut":
            data = data.rstrip("=")
        data = data if style == "raw" else quote(data, safe="")
        found.append(f"otpauth-migration://offline?data={data}")
    return found


def _held(account: Account) -> Account | None:
    """TOTP and HOTP, 6 or 8 digits; the period is not kept and becomes 30."""
    if account.type == "steam" or account.digits not in (6, 8):
        return None
    return account._replace(period=30)


def _case(name: str, style: str = "escaped", size: int = 4, around: str = "{}\n") -> Case:
    def write(some: Sequence[Account]) -> bytes:
        return "".join(around.format(found) for found in links(some, size, style)).encode()

    return Case(f"google-{name}", write, holds=_held, lost="period")


CASES = [
    _case("export"),
    _case("one-code", size=20),
    _case("raw", "raw"),
    _case("cut", "cut", size=3),
    _case("prefixed", around="QR-Code:{}\r\n"),
]
