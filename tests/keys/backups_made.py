"""Backups of every format, made here with cheap parameters; the accounts are written out by hand.

`SAMPLES` maps a name to a file, its password (None where it is plain) and the format's id.
"""

import base64
import hashlib
import hmac
import io
import json
import struct
import zipfile
from typing import NamedTuple

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from .writers import KEY, LINK

PASSWORD = "corréct horse"
SECRET = PASSWORD.encode()
OTHER_KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
SALT, NONCE = bytes(range(32)), bytes(range(12))
STEAM = "steam://" + OTHER_KEY
SLOW_LINK = (
    f"otpauth://totp/Site:a%20b?secret={OTHER_KEY}&issuer=Site&algorithm=SHA256&digits=8&period=60"
)


class Sample(NamedTuple):
    data: bytes
    password: str | None
    format: str


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def dumped(document: object) -> bytes:
    return json.dumps(document).encode()


def pbkdf2(digest: str, salt: bytes, iterations: int) -> bytes:
    return hashlib.pbkdf2_hmac(digest, SECRET, salt, iterations, 32)


def argon2(salt: bytes, memory: int, passes: int, lanes: int) -> bytes:
    return Argon2id(
        salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory
    ).derive(SECRET)


def gcm(key: bytes, data: bytes, bound: bytes | None = None) -> bytes:
    return AESGCM(key).encrypt(NONCE, data, bound)


def cbc(key: bytes, start: bytes, data: bytes) -> bytes:
    padder = padding.PKCS7(128).padder()
    sealer = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    return sealer.update(padder.update(data) + padder.finalize()) + sealer.finalize()


# Aegis


def aegis_entry(kind="totp", issuer="Crypto.com", name="me@example.com", **info):
    settings = {"secret": KEY, "algo": "SHA1", "digits": 6, "period": 30, **info}
    return {"type": kind, "uuid": "1", "name": name, "issuer": issuer, "note": "", "info": settings}


AEGIS_DB = {
    "version": 3,
    "entries": [
        aegis_entry(),
        aegis_entry(
            issuer="Site", name="a b", secret=OTHER_KEY, algo="SHA256", digits=8, period=60
        ),
        aegis_entry("hotp", "Counted", counter=7),
        aegis_entry("steam", "Steam", digits=5),
        aegis_entry("motp", "Mobile", secret="E3152AFEE62599C8", pin="1234"),
    ],
    "groups": [],
}


def aegis_slot(password: bytes, master: bytes, **changed):
    parameters = {"n": 16, "r": 8, "p": 1, **changed}
    key = hashlib.scrypt(password, salt=SALT, n=16, r=8, p=1, dklen=32)
    sealed = gcm(key, master)
    return {
        "type": 1,
        "uuid": "2",
        "key": sealed[:-16].hex(),
        "key_params": {"nonce": NONCE.hex(), "tag": sealed[-16:].hex()},
        "salt": SALT.hex(),
        **parameters,
    }


def aegis(slots=None, db=AEGIS_DB) -> dict:
    master = bytes(range(32, 64))
    sealed = gcm(master, dumped(db))
    biometric = {"type": 2, "key": "00", "key_params": {"nonce": "00", "tag": "00"}}
    return {
        "version": 1,
        "header": {
            "slots": slots
            or [biometric, aegis_slot(b"another", master), aegis_slot(SECRET, master)],
            "params": {"nonce": NONCE.hex(), "tag": sealed[-16:].hex()},
        },
        "db": b64(sealed[:-16]),
    }


AEGIS_PLAIN = {"version": 1, "header": {"slots": None, "params": None}, "db": AEGIS_DB}

# 2FAS


def service(secret=KEY, name="Crypto.com", **otp):
    settings = {"account": "me@example.com", "issuer": "Crypto.com", **otp}
    return {"name": name, "secret": secret, "updatedAt": 1, "otp": settings, "order": {}}


SERVICES = [
    service(digits=6, period=30, algorithm="SHA1", tokenType="TOTP"),
    service(digits=None, period=None, algorithm=None, tokenType=None),
    service(KEY[:4] + " " + KEY[4:], issuer=None),
    service(OTHER_KEY, digits=8, period=60, algorithm="SHA256", tokenType="TOTP"),
    service(tokenType="HOTP", counter=7),
    service(tokenType="STEAM", digits=5),
]
TWOFAS_PLAIN = {"services": SERVICES, "groups": [], "schemaVersion": 4, "appOrigin": "android"}


def twofas_sealed(data: bytes) -> str:
    salt = bytes(256)
    return ":".join(map(b64, (gcm(pbkdf2("sha256", salt, 10_000), data), salt, NONCE)))


TWOFAS = {
    "services": [],
    "schemaVersion": 4,
    "servicesEncrypted": twofas_sealed(dumped(SERVICES)),
    "reference": twofas_sealed(b"a known constant"),
}

# Ente: sealed by libsodium 1.0 (PyNaCl), Argon2id with 64 KiB and 2 passes

ENTE_PASSWORD = "correct horse"
ENTE = {
    "version": 1,
    "kdfParams": {"memLimit": 65536, "opsLimit": 2, "salt": "AAECAwQFBgcICQoLDA0ODw=="},
    "encryptedData": (
        "FU+EfYonrf1/qFWKKlirQh+xKMLjbk2kZ/hG+3Lblk4au0jTU+tcj7n9fk4a4nWaOAhAIW9k2JG5AdnFb499uHCj"
        "71Ow5EgN1MKVficP+JzXoxalSgNp8NFZP3JYcei/za/b318RjxdymxbO7YuZWX0mP+mS/BH6qRhlGFNYz+PH9wQS"
        "Fjl9KmIH/Ywji/0blOMtOOqMH1+daEn/MKoec74lVUU5/RzQQVcdP+jNHWraU+XWv4OaG4A8I2mNIZDroGTgmAdf"
        "lTx/zvKe70gF3gQY5LjVbkmJ7uo="
    ),
    "encryptionNonce": "F+7jgvs8sZAr+h0cZfSYikyFhR9EKeAO",
}

# Bitwarden


def login(totp, name="Crypto.com", username="me@example.com"):
    return {
        "type": 1,
        "name": name,
        "login": {"username": username, "password": "hunter2", "totp": totp},
    }


ITEMS = [
    login(LINK),
    login(KEY.lower()[:8] + " " + KEY.lower()[8:]),
    login(SLOW_LINK),
    login(STEAM, "Steam"),
    login(None),
    {"type": 2, "name": "a note", "notes": "hunter2"},
]
BITWARDEN_PLAIN = {"encrypted": False, "folders": [], "items": ITEMS}


def bitwarden(document=BITWARDEN_PLAIN, **lock):
    salt = "Gx+v0p5wpPzlAQg8a9X2Ag=="
    if lock.get("kdfType", 0) == 0:
        lock = {"kdfType": 0, "kdfIterations": 5000, **lock}
        key = pbkdf2("sha256", salt.encode(), 5000)
    else:
        lock = {"kdfIterations": 2, "kdfMemory": 1, "kdfParallelism": 2, **lock}
        key = argon2(hashlib.sha256(salt.encode()).digest(), 1024, 2, 2)
    return {
        "encrypted": True,
        "passwordProtected": True,
        "salt": salt,
        **lock,
        "encKeyValidation_DO_NOT_EDIT": bitwarden_sealed(key, b"a validation value"),
        "data": bitwarden_sealed(key, dumped(document)),
    }


def bitwarden_sealed(key: bytes, data: bytes) -> str:
    enc, mac = (hmac.digest(key, info + b"\1", "sha256") for info in (b"enc", b"mac"))
    start = bytes(range(16))
    sealed = cbc(enc, start, data)
    return "2." + "|".join(map(b64, (start, sealed, hmac.digest(mac, start + sealed, "sha256"))))


BITWARDEN_RESTRICTED = {
    "encrypted": True,
    "encKeyValidation_DO_NOT_EDIT": "2.AAAA|AAAA|AAAA",
    "folders": [],
    "items": [{"type": 1, "name": "2.AAAA|AAAA|AAAA", "login": {"totp": "2.AAAA|AAAA|AAAA"}}],
}

# Proton Authenticator


def proton_entry(uri, name, kind="Totp"):
    return {"id": "1", "content": {"uri": uri, "entry_type": kind, "name": name}, "note": None}


PROTON_PLAIN = {
    "version": 1,
    "entries": [
        proton_entry(LINK, "me@example.com"),
        proton_entry(SLOW_LINK, "a b"),
        proton_entry(STEAM, "Steam", "Steam"),
    ],
}


def proton(document=PROTON_PLAIN):
    salt = bytes(range(16))
    key = argon2(salt, 19 * 1024, 2, 1)
    sealed = NONCE + gcm(key, dumped(document), b"proton.authenticator.export.v1")
    return {"version": 1, "salt": b64(salt), "content": b64(sealed)}


# Stratum


def authenticator(kind=2, secret=KEY, issuer="Crypto.com", **changed):
    return {
        "Type": kind,
        "Icon": None,
        "Issuer": issuer,
        "Username": "me@example.com",
        "Secret": secret,
        "Pin": None,
        "Algorithm": 0,
        "Digits": 6,
        "Period": 30,
        "Counter": 0,
        **changed,
    }


STRATUM_PLAIN = {
    "Authenticators": [
        authenticator(),
        authenticator(2, OTHER_KEY, "Site", Algorithm=1, Digits=8, Period=60),
        authenticator(1, Counter=7),
        authenticator(4, Digits=5),
        authenticator(3, "7ac61d4736f51a2b", Pin="1234"),
        authenticator(5),
    ],
    "Categories": [],
}


def stratum(document=STRATUM_PLAIN) -> bytes:
    salt = bytes(range(16))
    sealed = gcm(argon2(salt, 64 * 1024, 3, 4), dumped(document))
    return b"AUTHENTICATORPRO" + salt + NONCE + sealed


def stratum_legacy(document=STRATUM_PLAIN) -> bytes:
    salt, start = bytes(range(20)), bytes(range(16))
    sealed = cbc(pbkdf2("sha1", salt, 64_000), start, dumped(document))
    return b"AuthenticatorPro" + salt + start + sealed


# andOTP

ANDOTP_PLAIN = [
    {
        "secret": KEY,
        "issuer": "Crypto.com",
        "label": "me@example.com",
        "digits": 6,
        "type": "TOTP",
        "algorithm": "SHA1",
        "period": 30,
        "tags": [],
    },
    {"secret": KEY, "label": "Crypto.com - me@example.com", "digits": 6, "type": "TOTP"},
    {
        "secret": OTHER_KEY + "=",
        "issuer": "Site",
        "label": "a b",
        "digits": 8,
        "algorithm": "SHA256",
        "period": 60,
    },
    {"secret": KEY, "label": "Counted", "digits": 6, "type": "HOTP", "counter": 7},
    {"secret": KEY, "label": "Steam", "digits": 5, "type": "STEAM", "algorithm": "SHA1"},
]


def andotp(document=ANDOTP_PLAIN, iterations=2840) -> bytes:
    salt = bytes(range(12))
    sealed = gcm(pbkdf2("sha1", salt, iterations), dumped(document))
    return struct.pack(">I", iterations) + salt + NONCE + sealed


def andotp_old(document=ANDOTP_PLAIN) -> bytes:
    nonce = NONCE[::-1]  # as a count of iterations its first bytes would be too many
    return nonce + AESGCM(hashlib.sha256(SECRET).digest()).encrypt(nonce, dumped(document), None)


# FreeOTP+


def token(secret=KEY, issuer="Crypto.com", **changed):
    key = base64.b32decode(secret)
    return {
        "algo": "SHA1",
        "counter": 0,
        "digits": 6,
        "issuerExt": issuer,
        "issuerInt": issuer,
        "label": "me@example.com",
        "period": 30,
        "secret": [byte - 256 if byte > 127 else byte for byte in key],
        "type": "TOTP",
        **changed,
    }


FREEOTP_PLUS = {
    "tokenOrder": ["Crypto.com:me@example.com"],
    "tokens": [
        token(),
        token(OTHER_KEY, "Site", algo="SHA256", digits=8, period=60),
        token(type="HOTP", counter=6),
    ],
}

# FreeOTP 2: written by Java's own ObjectOutputStream and ciphers, 1,000 iterations

FREEOTP = base64.b64decode(
    "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAA"
    "AAAAx3CAAAABAAAAAJdAAIdTMtdG9rZW50AF17ImFsZ28iOiJTSEExIiwiY291bnRlciI6NywiZGlnaXRzIjo2LCJp"
    "c3N1ZXJFeHQiOiJHcsO2w59lIO2gve24gCIsImxhYmVsIjoiYyIsInR5cGUiOiJIT1RQIn10AAh1MS10b2tlbnQAWn"
    "siaXNzdWVyRXh0IjoiQ3J5cHRvLmNvbSIsImlzc3VlckludCI6IkNyeXB0by5jb20iLCJsYWJlbCI6Im1lQGV4YW1w"
    "bGUuY29tIiwidHlwZSI6IlRPVFAifXQACW1hc3RlcktleXQB/HsibUFsZ29yaXRobSI6IlBCS0RGMndpdGhIbWFjU0"
    "hBNTEyIiwibUVuY3J5cHRlZEtleSI6eyJtQ2lwaGVyIjoiQUVTL0dDTS9Ob1BhZGRpbmciLCJtQ2lwaGVyVGV4dCI6"
    "Wy0yNiwtOTgsMTUsLTM1LC04NCwtMywxLDk0LDUwLC05MiwtMTIwLC0zNywtOTAsLTIsOTcsLTY1LDc4LDc4LDUyLD"
    "U1LC0zNCwtMTgsLTE1LC03MiwtMTksLTUzLDEwNywtMTAwLDExNSwtMTA1LC0xMTQsOTEsLTEyNiwxMDIsNiwtNjMs"
    "NTYsLTY1LDQ4LDAsLTQ1LC05OCwzMyw1Miw3MSwzOSwtMjQsLTEwOF0sIm1QYXJhbWV0ZXJzIjpbNDgsMTcsNCwxMi"
    "w2NywtMTE1LDY4LDUxLC05LC0xOCwtMjIsLTMxLDU1LDY3LC02LC04MCwyLDEsMTZdLCJtVG9rZW4iOiJBRVMifSwi"
    "bUl0ZXJhdGlvbnMiOjEwMDAsIm1TYWx0IjpbMCw5LDE4LDI3LDM2LDQ1LDU0LDYzLDcyLDgxLDkwLDk5LDEwOCwxMT"
    "csMTI2LC0xMjEsLTExMiwtMTAzLC05NCwtODUsLTc2LC02NywtNTgsLTQ5LC00MCwtMzEsLTIyLC0xMywtNCw1LDE0"
    "LDIzXX10AAdub3RoaW5ncHQACHUyLXRva2VudABXeyJhbGdvIjoiU0hBMjU2IiwiZGlnaXRzIjo4LCJpc3N1ZXJFeH"
    "QiOiJTaXRlIiwibGFiZWwiOiJhIGIiLCJwZXJpb2QiOjYwLCJ0eXBlIjoiVE9UUCJ9dAAFYWxpYXN0ASt7ImtleSI6"
    "IntcIm1DaXBoZXJcIjpcIkFFUy9HQ00vTm9QYWRkaW5nXCIsXCJtQ2lwaGVyVGV4dFwiOls3MiwtMTIyLC00OCwtMT"
    "IyLDEwNywtMjgsMTYsLTEyNSw0NSwyMiwxMTIsMTAzLDQ1LC04OCwtMTIyLDQyLC0zOCwtMSw1MiwyMCwtMzMsNTYs"
    "OTUsLTczLDM1LDM4LDM4LC0xMjUsLTUxLDgwLDMsNjUsLTcsNjYsNTAsLTEyM10sXCJtUGFyYW1ldGVyc1wiOls0OC"
    "wxNyw0LDEyLDYyLDY4LC0zNSwxMTUsLTEwMCwxLDEwMiwtMTYsLTExNiwtOTAsLTEyNiwtMjEsMiwxLDE2XSxcIm1U"
    "b2tlblwiOlwiSG1hY1NIQTFcIn0ifXQAAnUxdAEveyJrZXkiOiJ7XCJtQ2lwaGVyXCI6XCJBRVMvR0NNL05vUGFkZG"
    "luZ1wiLFwibUNpcGhlclRleHRcIjpbLTUyLC0xMTMsLTEwNywxMTQsODYsNzUsMTE0LC0xNSw4MywxMiwtMjAsLTcx"
    "LC00MSwxNywtOTEsLTEwMCwtMTEsLTgzLC0xMjYsNDgsLTEyMCwtMTE1LDczLC0zLDQsODQsLTEyNSwyLDExMiwxMT"
    "IsMTIyLC0xMjMsLTExMSwtMTMsMTcsLTExNV0sXCJtUGFyYW1ldGVyc1wiOls0OCwxNyw0LDEyLC0zMywtNDUsMzAs"
    "LTgwLDE4LDY0LC0zLDcyLDI0LDc2LDc5LC00MywyLDEsMTZdLFwibVRva2VuXCI6XCJIbWFjU0hBMVwifSJ9dAACdT"
    "J0ASx7ImtleSI6IntcIm1DaXBoZXJcIjpcIkFFUy9HQ00vTm9QYWRkaW5nXCIsXCJtQ2lwaGVyVGV4dFwiOlstNDEs"
    "ODAsMTA4LDk5LDI2LDExLDEwMywtMTA1LDYwLDU5LDc3LC0xMjIsMTEsNjEsLTEzLDEyNywtNzEsNzIsNDgsLTEyMS"
    "wtNzksMTQsLTQ5LC05NSwxMDMsLTc2LC00NywtMzcsLTU4LC01OSw3MiwtMjcsOTksNTEsODUsLTczXSxcIm1QYXJh"
    "bWV0ZXJzXCI6WzQ4LDE3LDQsMTIsNDUsNzIsLTIyLC00MCwyMywxNSwtNjQsLTM4LC0xMDcsMTEzLC03MCw3MiwyLD"
    "EsMTZdLFwibVRva2VuXCI6XCJIbWFjU0hBMjU2XCJ9In10AAJ1M3EAfgAMeA=="
)

# LastPass Authenticator

LASTPASS = {
    "deviceId": "",
    "deviceSecret": "",
    "localDeviceId": "1",
    "deviceName": "phone",
    "version": 3,
    "accounts": [
        {
            "accountID": "1",
            "issuerName": "Crypto.com",
            "originalIssuerName": "Crypto",
            "userName": "me@example.com",
            "originalUserName": "me",
            "secret": KEY,
            "timeStep": 30,
            "digits": 6,
            "algorithm": "SHA1",
        },
        {
            "issuerName": "",
            "originalIssuerName": "Site",
            "userName": "a b",
            "secret": OTHER_KEY,
            "timeStep": 60,
            "digits": 8,
            "algorithm": "SHA256",
        },
    ],
}

# Raivo, 1Password, Proton Pass

RAIVO = [
    {
        "issuer": "Crypto.com",
        "account": "me@example.com",
        "secret": KEY,
        "algorithm": "SHA1",
        "digits": "6",
        "kind": "TOTP",
        "timer": "30",
        "counter": "0",
        "pinned": "false",
    },
    {
        "issuer": "Site",
        "account": "a b",
        "secret": OTHER_KEY,
        "algorithm": "SHA256",
        "digits": "8",
        "kind": "TOTP",
        "timer": "60",
        "counter": "",
    },
    {"issuer": "C", "account": "", "secret": KEY, "kind": "HOTP", "timer": "30", "counter": "7"},
]


def item_of_1password(title, user, *values):
    user_fields = [
        {"value": "hunter2", "designation": "password"},
        {"value": user, "designation": "username"},
    ]
    sections = [{"title": "s", "fields": [{"title": "f", "value": value} for value in values]}]
    return {
        "overview": {"title": title},
        "details": {"loginFields": user_fields, "sections": sections},
    }


ONE_PASSWORD = {
    "accounts": [
        {
            "attrs": {},
            "vaults": [
                {
                    "attrs": {},
                    "items": [
                        item_of_1password("Crypto.com", "me@example.com", {"totp": KEY}),
                        {"item": item_of_1password("Site", "a b", {"totp": SLOW_LINK})},
                        item_of_1password("x", "y", {"concealed": "hunter2"}, {"totp": ""}),
                    ],
                }
            ],
        }
    ]
}


def proton_pass_item(name, totp):
    content = {"itemEmail": "me@example.com", "password": "hunter2", "totpUri": totp}
    return {"data": {"metadata": {"name": name}, "type": "login", "content": content}}


PROTON_PASS = {
    "version": "1.21.2",
    "encrypted": False,
    "vaults": {
        "id": {
            "name": "Personal",
            "items": [
                proton_pass_item("Crypto.com", KEY),
                proton_pass_item("Site", SLOW_LINK),
                proton_pass_item("x", ""),
            ],
        }
    },
}


def zipped(name: str, document: object, method=zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("files/picture.png", b"\x89PNG")
        archive.writestr(name, dumped(document))
    return file.getvalue()


# Tables

CSV = (
    "Title,URL,Username,Password,Notes,OTPAuth\n"
    f'Crypto.com,https://crypto.com,me@example.com,hunter2,"a, note\nof two lines",{LINK}\n'
    "No 2FA,https://example.com,me,hunter2,,\n"
    f"Site,https://example.com,a b,hunter2,,{SLOW_LINK}\n"
).encode()

SAMPLES = {
    "aegis plain": Sample(dumped(AEGIS_PLAIN), None, "aegis"),
    "aegis": Sample(dumped(aegis()), PASSWORD, "aegis"),
    "2fas plain": Sample(dumped(TWOFAS_PLAIN), None, "2fas"),
    "2fas": Sample(dumped(TWOFAS), PASSWORD, "2fas"),
    "ente": Sample(dumped(ENTE), ENTE_PASSWORD, "ente"),
    "bitwarden plain": Sample(dumped(BITWARDEN_PLAIN), None, "bitwarden"),
    "bitwarden pbkdf2": Sample(dumped(bitwarden()), PASSWORD, "bitwarden"),
    "bitwarden argon2": Sample(dumped(bitwarden(kdfType=1)), PASSWORD, "bitwarden"),
    "proton plain": Sample(dumped(PROTON_PLAIN), None, "proton"),
    "proton": Sample(dumped(proton()), PASSWORD, "proton"),
    "stratum plain": Sample(dumped(STRATUM_PLAIN), None, "stratum"),
    "stratum": Sample(stratum(), PASSWORD, "stratum"),
    "stratum legacy": Sample(stratum_legacy(), PASSWORD, "stratum"),
    "andotp plain": Sample(dumped(ANDOTP_PLAIN), None, "andotp"),
    "andotp": Sample(andotp(), PASSWORD, "andotp"),
    "andotp old": Sample(andotp_old(), PASSWORD, "andotp"),
    "freeotp": Sample(FREEOTP, PASSWORD, "freeotp"),
    "freeotp+": Sample(dumped(FREEOTP_PLUS), None, "freeotp"),
    "lastpass": Sample(dumped(LASTPASS), None, "lastpass"),
    "raivo plain": Sample(dumped(RAIVO), None, "raivo"),
    "raivo zip": Sample(zipped("raivo-otp-export.json", RAIVO), None, "raivo"),
    "1pux": Sample(zipped("export.data", ONE_PASSWORD), None, "1pux"),
    "proton pass": Sample(zipped("Proton Pass/data.json", PROTON_PASS), None, "proton"),
    "csv": Sample(CSV, None, "csv"),
}
