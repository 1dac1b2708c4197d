"""A key of WebAuthn in software: it makes a passkey, and proves it, as a browser would (W3C WebAuthn 3, 6.5 and 7)."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from webauthn.helpers import bytes_to_base64url

PRESENT, WITH_KEY = 0x05, 0x45
NUMBER = b"\1" * 16


class SoftPasskey:
    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())

    def made(self, options: dict[str, Any]) -> str:
        """Answer what a page is asked to make, with a new passkey."""
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
        held = bytes(16) + len(NUMBER).to_bytes(2) + NUMBER + cbor2.dumps(public)
        told = {"fmt": "none", "attStmt": {}, "authData": self._seen(WITH_KEY) + held}
        return self._sent(
            clientDataJSON=self._asked("create", options), attestationObject=cbor2.dumps(told)
        )

    def proved(self, options: dict[str, Any]) -> str:
        """Answer a challenge, signed."""
        seen, asked = self._seen(PRESENT), self._asked("get", options)
        signed = self.key.sign(seen + sha256(asked).digest(), ec.ECDSA(SHA256()))
        return self._sent(clientDataJSON=asked, authenticatorData=seen, signature=signed)

    def _seen(self, flags: int) -> bytes:
        return sha256(settings.OTP_WEBAUTHN_RP_ID.encode()).digest() + bytes([flags]) + bytes(4)

    def _asked(self, what: str, options: dict[str, Any]) -> bytes:
        return json.dumps(
            {
                "type": f"webauthn.{what}",
                "challenge": options["challenge"],
                "origin": settings.OTP_WEBAUTHN_ALLOWED_ORIGINS[0],
            }
        ).encode()

    def _sent(self, **response: bytes) -> str:
        number = bytes_to_base64url(NUMBER)
        return json.dumps(
            {
                "id": number,
                "rawId": number,
                "type": "public-key",
                "response": {name: bytes_to_base64url(part) for name, part in response.items()},
            }
        )
