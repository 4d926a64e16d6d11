"""What is particular to one app's backups."""

import json

import pytest

from tui.keys.backups import lock
from tui.keys.backups.secretstream import hchacha20
from tui.keys.base32 import decode
from tui.keys.read import read, read_bytes

from . import backups_made as made
from .writers import KEY, LINK

BYTES, OTHER_BYTES = decode(KEY)[0], decode(made.OTHER_KEY)[0]


def of(document, password=None):
    return read_bytes(json.dumps(document).encode(), password)


def codes_of(reading):
    return [problem.code for problem in reading.problems]


# Aegis


def test_aegis_reads_all_kinds():
    kinds = [entry.type for entry in of(made.AEGIS_PLAIN).entries]
    assert kinds == ["totp", "totp", "hotp", "steam", "other"]


@pytest.mark.parametrize("password", ["another", made.PASSWORD])
def test_aegis_opens_with_any_of_its_passwords(password):
    assert len(of(made.aegis(), password).entries) == 5


def test_aegis_without_a_password_slot_says_so():
    biometric = made.aegis()["header"]["slots"][:1]
    assert codes_of(of(made.aegis(biometric), made.PASSWORD)) == ["no-password-slot"]


def test_aegis_md5_is_sha1_of_an_old_fault_but_not_for_counters():
    db = {"entries": [made.aegis_entry(algo="MD5"), made.aegis_entry("hotp", algo="MD5")]}
    reading = of({**made.AEGIS_PLAIN, "db": db})
    assert [entry.algorithm for entry in reading.entries] == ["SHA1"]
    assert codes_of(reading) == ["unknown-algorithm"]


# 2FAS


@pytest.mark.parametrize("schema", [1, 2, 3, 4])
def test_2fas_schemas(schema):
    reading = of({**made.TWOFAS_PLAIN, "schemaVersion": schema})
    assert [entry.type for entry in reading.entries] == ["totp"] * 4 + ["hotp", "steam"]
    assert {(entry.digits, entry.period) for entry in reading.entries[:3]} == {(6, 30)}
    assert {entry.key for entry in reading.entries[:3]} == {BYTES}


def test_2fas_falls_back_on_the_name():
    assert of(made.TWOFAS_PLAIN).entries[2].issuer == "Crypto.com"


@pytest.mark.parametrize("algorithm", ["SHA224", "SHA384"])
def test_2fas_algorithms_that_nobody_else_has_are_named(algorithm):
    services = [made.service(algorithm=algorithm), made.service()]
    reading = of({**made.TWOFAS_PLAIN, "services": services})
    assert len(reading.entries) == 1
    assert codes_of(reading) == ["unknown-algorithm"]


def test_2fas_without_a_reference_still_tells_a_wrong_password():
    document = {**made.TWOFAS, "reference": None}
    assert of(document, made.PASSWORD).entries
    assert of(document, "wrong").locked.wrong


# Ente


def test_ente_announces_what_opening_needs():
    kdf = {**made.ENTE["kdfParams"], "memLimit": 2**30, "opsLimit": 4}
    locked = of({**made.ENTE, "kdfParams": kdf}).locked
    assert locked.cost == "needs 1 GB of memory and about 5 seconds"
    assert of(made.ENTE).locked.cost == ""


def test_ente_reads_the_links_inside():
    entries = of(made.ENTE, made.ENTE_PASSWORD).entries
    assert [(entry.type, entry.issuer) for entry in entries] == [
        ("totp", "Crypto.com"),
        ("steam", "Steam"),
    ]


def test_hchacha20_of_the_draft():
    key, nonce = bytes(range(32)), bytes.fromhex("000000090000004a0000000031415927")
    expected = "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc"
    assert hchacha20(key, nonce).hex() == expected


# Bitwarden


def test_bitwarden_bound_to_an_account_is_named_as_a_trap():
    for password in (None, made.PASSWORD):
        reading = of(made.BITWARDEN_RESTRICTED, password)
        assert codes_of(reading) == ["account-restricted"]
        assert reading.locked is None
        assert "only inside the account" in reading.problems[0].message


def test_bitwarden_without_the_mark_encrypted():
    assert of({"folders": [], "items": made.ITEMS}).format == "bitwarden"


def test_bitwarden_items_without_a_key_are_passed_over():
    entries = of(made.BITWARDEN_PLAIN).entries
    assert [(entry.issuer, entry.account, entry.type) for entry in entries] == [
        ("Crypto.com", "me@example.com", "totp"),
        ("Crypto.com", "me@example.com", "totp"),
        ("Site", "a b", "totp"),
        ("Steam", "me@example.com", "steam"),
    ]


def test_bitwarden_with_no_key_at_all_says_so():
    assert codes_of(of({"encrypted": False, "items": []})) == ["no-keys"]


def test_bitwarden_locked_in_a_way_from_the_future():
    document = {**made.bitwarden(), "kdfType": 2}
    assert codes_of(of(document, made.PASSWORD)) == ["unknown-lock"]


# Stratum, andOTP, FreeOTP+, LastPass


def test_stratum_reads_all_kinds():
    kinds = [entry.type for entry in of(made.STRATUM_PLAIN).entries]
    assert kinds == ["totp", "totp", "hotp", "steam", "other", "other"]


def test_stratum_legacy_that_opens_to_no_json_was_opened_wrongly():
    sealed = made.stratum_legacy()
    key = made.pbkdf2("sha1", bytes(range(20)), 64_000)
    garbage = sealed[:52] + made.cbc(key, bytes(range(16)), b"garbage of a wrong password")
    assert read_bytes(garbage, made.PASSWORD).locked.wrong


def test_andotp_finds_the_issuer_in_old_labels():
    entries = of(made.ANDOTP_PLAIN).entries
    assert [entry.issuer for entry in entries] == ["Crypto.com", "Crypto.com", "Site", "", ""]
    assert entries[1].account == "me@example.com"


def test_andotp_is_only_a_guess_for_a_file_without_a_mark():
    locked = read_bytes(b"\xa5" * 60).locked
    assert "perhaps" in locked.title
    assert read_bytes(b"\xa5" * 60, "x").locked.title == locked.title
    assert read_bytes(b"\xa5" * 40).locked is None


def test_andotp_announces_a_long_derivation():
    assert read_bytes(made.andotp()).locked.cost == ""
    dear = (10**7).to_bytes(4, "big") + made.andotp()[4:]
    assert read_bytes(dear).locked.cost == "needs about 5 seconds"


def test_freeotp_plus_bytes_out_of_range():
    tokens = [made.token(secret=KEY), {**made.token(), "secret": [1, 300]}]
    reading = of({**made.FREEOTP_PLUS, "tokens": tokens})
    assert codes_of(reading) == ["damaged"]


def test_lastpass_falls_back_on_the_original_name():
    assert [entry.issuer for entry in of(made.LASTPASS).entries] == ["Crypto.com", "Site"]


def test_freeotp_plus_counts_from_the_last_one_used():
    tokens = [made.token(type="HOTP", counter=counter) for counter in (-1, 0, 6)]
    entries = of({**made.FREEOTP_PLUS, "tokens": tokens}).entries
    assert [entry.counter for entry in entries] == [0, 1, 7]


def test_freeotp_steam_goes_by_its_issuer():
    assert of({"tokenOrder": [], "tokens": [made.token(issuer="Steam")]}).entries[0].type == "steam"


def test_proton_pass_reads_further_fields():
    item = made.proton_pass_item("Site", "")
    item["data"]["extraFields"] = [
        {"fieldName": "PIN", "type": "hidden", "data": {"content": "hunter2"}},
        {"fieldName": "2FA", "type": "totp", "data": {"totpUri": made.OTHER_KEY}},
    ]
    (entry,) = of({"vaults": {"v": {"items": [item]}}}).entries
    assert (entry.key, entry.issuer) == (OTHER_BYTES, "Site")


@pytest.mark.parametrize(
    "secret", ["SGVsbG8h3q2+70hlbGxvId6tvu8=", "SGVsbG8h3q2+70hlbGxvId6tvu8", KEY]
)
def test_steam_secrets_in_base32_and_as_steam_writes_them(secret):
    (entry,) = of(
        {**made.PROTON_PLAIN, "entries": [made.proton_entry(f"steam://{secret}", "x")]}
    ).entries
    assert (entry.type, entry.key) == ("steam", BYTES)


# Tables


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Title,URL,Username,Password,Notes,OTPAuth", "S,u,me,hunter2,n,{}"),
        ("url,username,password,totp,extra,name,grouping,fav", "u,me,hunter2,{},x,S,g,0"),
        (
            "type,name,url,email,username,password,note,totp,createTime",
            "login,S,u,,me,hunter2,n,{},1",
        ),
        (
            "username,username2,username3,title,password,note,url,category,otpSecret",
            "me,,,S,hunter2,n,u,c,{}",
        ),
        (
            "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,"
            "login_totp",
            ",,login,S,,,0,u,me,hunter2,{}",
        ),
        (
            '"Group","Title","Username","Password","URL","Notes","TOTP","Icon"',
            '"g","S","me","hunter2","u","n","{}","0"',
        ),
        ("name;username;password;otpUrl", "S;me;hunter2;{}"),
        ("name\tusername\tpassword\ttotp", "S\tme\thunter2\t{}"),
        ("\ufeffname,username,password,totp", "S,me,hunter2,{}"),
        ("name,username,password,something", "S,me,hunter2,{}"),
    ],
)
@pytest.mark.parametrize("value", [LINK, "otpauth://totp/?secret=" + KEY, KEY, KEY.lower()])
def test_tables_by_their_header(header, row, value):
    if "something" in header and not value.startswith("otpauth"):
        return
    reading = read(f"{header}\r\n{row.format(value)}\r\n")
    (entry,) = reading.entries
    assert (reading.format, entry.key, reading.problems) == ("csv", BYTES, ())
    assert entry.issuer == ("Crypto.com" if value == LINK else "S")
    assert entry.account == ("me@example.com" if value == LINK else "me")


def test_a_table_without_keys_says_so():
    assert codes_of(read("name,url,username,password\nx,u,me,hunter2\n")) == ["no-keys"]


def test_a_bad_cell_is_told_by_its_row_and_not_shown():
    reading = read(f"name,username,totp\nx,me,hunter2hunter2!\ny,me,{KEY}\n")
    assert len(reading.entries) == 1
    assert reading.problems[0].message.startswith("Entry 1: ")
    assert "hunter2" not in reading.problems[0].message


def test_a_table_that_breaks_off():
    holds = read(made.CSV.decode()[:-20])
    assert holds.entries


@pytest.mark.parametrize("text", [f"{KEY}, my key", f"{LINK},x", "a,b,c", "secret,key\nx,y"])
def test_what_has_commas_is_not_yet_a_table(text):
    assert read(text).format != "csv"


# Any JSON


def test_links_anywhere_in_a_json_document():
    reading = of({"a": [{"b": LINK}, made.SLOW_LINK], "c": "no link"})
    assert reading.format == "uri"
    assert [entry.key for entry in reading.entries] == [BYTES, OTHER_BYTES]


def test_a_cut_json_file_gives_its_links_and_says_that_it_is_cut():
    cut = json.dumps(made.BITWARDEN_PLAIN)[:-100]
    reading = read(cut)
    assert reading.usable
    assert "bad-json" in codes_of(reading)


def test_a_text_that_only_begins_as_json():
    assert codes_of(read(f"[my account]({LINK})")) == []
    assert read(f"[my account]({LINK})").usable
    assert codes_of(read("[my account](nothing)")) == ["bad-json"]


def test_a_pasted_backup_is_read_as_a_file_is():
    assert read(json.dumps(made.AEGIS_PLAIN)).format == "aegis"
    assert read(json.dumps(made.TWOFAS), made.PASSWORD).entries
    utf_16 = json.dumps(made.AEGIS_PLAIN).encode("utf-16")
    assert read_bytes(utf_16).format == "aegis"
    assert read_bytes(b"\xef\xbb\xbf\r\n" + json.dumps(made.AEGIS_PLAIN).encode()).entries


# Strangers


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"authenticator_tokens": []}', "Authy has no export"),
        (b"<map><string name='com.authy.x'>", "Authy has no export"),
        (b'{"shared_secret": "x", "account_name": "y"}', "Steam"),
        (b'[{"otpGenerator": {}}]', "Duo"),
        (b'{"crypto": {}, "address": ""}', "wallet"),
        (b"-----BEGIN PGP MESSAGE-----\n\nwcBM", "decrypt"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\n", "another kind"),
        (b"<!DOCTYPE html><p>", "web page"),
        (b"\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5" + bytes(40), "KeePassXC"),
        (b"Salted__" + b"\xff" * 40, "decrypt"),
        (b"aGVsbG8gd29ybGQgMTIz" * 20, "TOTP Authenticator"),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(data, words):
    reading = read_bytes(data)
    assert (reading.format, reading.entries, reading.locked) == (None, (), None)
    assert words in reading.problems[0].message


def test_a_name_only_helps_where_the_content_says_nothing():
    assert "Authy" in read_bytes(b"\xff\xfa\x00", name="authy-backup.bin").problems[0].message
    assert read_bytes(KEY.encode(), name="authy.xml").usable
    assert read_bytes(json.dumps(made.AEGIS_PLAIN).encode(), name="x.2fas").format == "aegis"


# Costs in words


@pytest.mark.parametrize(
    ("derivation", "cost"),
    [
        (lock.Argon2id(salt=bytes(16), memory=2**21, passes=20, lanes=1), "2 GB of memory and"),
        (lock.Argon2id(salt=bytes(16), memory=64 * 1024, passes=3, lanes=4), ""),
        (lock.Pbkdf2(salt=b"", iterations=10**7), "about 5 seconds"),
        (lock.Pbkdf2(salt=b"", iterations=600_000), ""),
        (lock.Scrypt(salt=b"", n=2**18, r=8, p=1), "0.25 GB of memory"),
        (lock.Scrypt(salt=b"", n=2**15, r=8, p=1), ""),
    ],
)
def test_costs(derivation, cost):
    with pytest.raises(lock.Sealed) as sealed:
        derivation.key(None)
    assert cost in sealed.value.cost
    assert bool(cost) is bool(sealed.value.cost)
