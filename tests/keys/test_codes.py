import shutil
import subprocess
import sys

import pytest

from tui.keys import codes
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

SEED = b"12345678901234567890"
SEEDS = {"SHA1": SEED, "SHA256": (SEED * 2)[:32], "SHA512": (SEED * 4)[:64]}
# RFC 6238 appendix B.
VECTORS = {
    59: ("94287082", "46119246", "90693936"),
    1111111109: ("07081804", "68084774", "25091201"),
    1111111111: ("14050471", "67062674", "99943326"),
    1234567890: ("89005924", "91819424", "93441116"),
    2000000000: ("69279037", "90698825", "38618901"),
    20000000000: ("65353130", "77737706", "47863826"),
}
OATHTOOL = shutil.which("oathtool")


@pytest.mark.parametrize("at", VECTORS)
def test_rfc_6238_appendix_b(at):
    made = [codes.code(Entry(key=key, algorithm=name, digits=8), at) for name, key in SEEDS.items()]
    assert tuple(made) == VECTORS[at]


@pytest.mark.skipif(
    not OATHTOOL, reason="oathtool, the independent maker of codes, is not installed"
)
@pytest.mark.parametrize("size", [1, 10, 16, 20, 32, 64, 65, 129])
@pytest.mark.parametrize(
    ("algorithm", "digits", "period"), [("SHA1", 6, 30), ("SHA256", 7, 60), ("SHA512", 8, 15)]
)
def test_oathtool_agrees(size, algorithm, digits, period):
    entry = Entry(key=bytes(range(7, 7 + size)), algorithm=algorithm, digits=digits, period=period)
    at = 1_700_000_000 + size
    command = [
        OATHTOOL,
        f"--totp={algorithm}",
        "-d",
        str(digits),
        "-s",
        f"{period}s",
        "-N",
        f"@{at}",
        entry.key.hex(),
    ]
    assert codes.code(entry, at) == subprocess.check_output(command, text=True).strip()


@pytest.mark.parametrize("digits", range(5, 11))
def test_a_code_has_its_digits_and_longer_ones_end_alike(digits):
    made = codes.code(Entry(key=SEED, digits=digits), 59)
    assert len(made) == digits
    assert "1094287082".endswith(made) or made.endswith("94287082")


@pytest.mark.parametrize(
    ("at", "step", "left"), [(0, 0, 30), (29.5, 0, 0.5), (30, 1, 30), (59, 1, 1)]
)
def test_steps_begin_at_1970_and_last_their_period(at, step, left):
    entry = Entry(key=SEED)
    assert (codes.step(entry, at), codes.remaining(entry, at)) == (step, left)


def test_only_time_based_accounts_make_codes():
    with pytest.raises(KeyProblem) as caught:
        codes.code(Entry(key=SEED, type="hotp", counter=0), 59)
    assert caught.value.code == "not-totp"


def test_before_1970_there_are_no_codes():
    with pytest.raises(KeyProblem) as caught:
        codes.code(Entry(key=SEED), -1)
    assert caught.value.code == "before-1970"


def test_reading_a_key_loads_neither_pyotp_nor_an_interface():
    script = (
        "import sys; from tui.commands import verify; from tui.keys.read import read; "
        f"assert read({'A' * 32!r}).usable; "
        "print([m for m in ('pyotp', 'textual', 'rich', 'PIL', 'numpy', 'zxingcpp', 'cryptography') if m in sys.modules])"
    )
    output = subprocess.check_output([sys.executable, "-c", script], text=True)
    assert output.strip() == "[]"
