"""Secrets in links and cookies: random, signed, and kept only as a keyed hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

SECRET_BYTES = 20
SIGNATURE_LENGTH = 16


def new_secret(key: str) -> str:
    """A new secret of 160 bits with a signature, so that a made-up one is refused without a look in the database."""
    secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii").lower()
    return f"{secret}-{_signature(key, secret)}"


def is_signed(key: str, token: str) -> bool:
    """Whether this token was made with our key."""
    secret, _, signature = token.partition("-")
    if not token.isascii():
        return False
    return hmac.compare_digest(signature, _signature(key, secret))


def keyed_hash(key: str, purpose: str, token: str) -> str:
    """What is stored of a token: of no use to who reads the database without the key."""
    return hmac.new(key.encode(), f"{purpose}|{token}".encode(), hashlib.sha256).hexdigest()


def _signature(key: str, secret: str) -> str:
    return keyed_hash(key, "signature", secret)[:SIGNATURE_LENGTH]
