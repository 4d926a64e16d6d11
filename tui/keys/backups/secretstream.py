"""libsodium's secretstream, opened for a single message (crypto_secretstream_xchacha20poly1305).

The stream is XChaCha20-Poly1305 with its own way of authenticating, so no AEAD of `cryptography`
opens it; its ChaCha20 and Poly1305 do.
"""

from __future__ import annotations

import struct

from tui.keys.backups.fields import damaged
from tui.keys.backups.lock import Sealed

HEADER = 24
OVERHEAD = 17
"""Bytes that a message is longer for: its tag byte, and a Poly1305 tag of 16."""
BLOCK = 64
CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")
WORDS = struct.Struct("<4I")


def opened(key: bytes, header: bytes, sealed: bytes) -> bytes:
    """Return the first message of a stream. Raises Sealed (wrong), KeyProblem damaged."""
    if len(header) != HEADER or len(sealed) < OVERHEAD:
        raise damaged("encryptedData")
    subkey = hchacha20(key, header[:16])
    nonce = header[16:]
    tag_byte, message, mac = sealed[:1], sealed[1:-16], sealed[-16:]
    _check(_keystream(subkey, 0, nonce, bytes(32)), _block(subkey, nonce, tag_byte), message, mac)
    return _keystream(subkey, 2, nonce, message)


def hchacha20(key: bytes, start: bytes) -> bytes:
    """Return HChaCha20's key (draft-irtf-cfrg-xchacha-03 section 2.2) for 16 bytes of a nonce.

    ChaCha20 adds its first state to the last one; HChaCha20 does not, so it is taken off again.
    """
    first = _chacha20(key, start, bytes(BLOCK))
    top, bottom = WORDS.unpack(first[:16]), WORDS.unpack(first[48:])
    return _less(top, CONSTANTS) + _less(bottom, WORDS.unpack(start))


def _less(words: tuple[int, ...], added: tuple[int, ...]) -> bytes:
    return WORDS.pack(*((word - one) % 2**32 for word, one in zip(words, added, strict=True)))


def _keystream(key: bytes, counter: int, nonce: bytes, data: bytes) -> bytes:
    """Return `data` under the stream from block `counter` on; message 1 of it."""
    return _chacha20(key, struct.pack("<II", counter, 1) + nonce, data)


def _chacha20(key: bytes, start: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

    cipher = Cipher(algorithms.ChaCha20(key, start), mode=None).encryptor()
    return cipher.update(data)


def _block(key: bytes, nonce: bytes, tag_byte: bytes) -> bytes:
    """Return the block that is authenticated before the message: the sealed tag byte leads it."""
    opened = _keystream(key, 1, nonce, tag_byte + bytes(BLOCK - 1))
    return tag_byte + opened[1:]


def _check(key: bytes, block: bytes, message: bytes, mac: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.poly1305 import Poly1305

    # libsodium pads by (16 - 64 + length) & 15, not to a multiple of 16: an old slip, kept there.
    padding = bytes((16 - BLOCK + len(message)) & 15)
    lengths = struct.pack("<QQ", 0, BLOCK + len(message))
    try:
        Poly1305.verify_tag(key, block + message + padding + lengths, mac)
    except InvalidSignature:
        raise Sealed(wrong=True) from None
