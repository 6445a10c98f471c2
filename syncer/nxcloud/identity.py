"""Whose templates calls are about, and what signs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from syncer.base_url import HINT, is_safe_base_url
from syncer.errors import SyncerError
from syncer.nxcloud.exchange import parse_url
from syncer.nxcloud.signature import ACTION, BIZ_TYPE, sign, string_to_sign

if TYPE_CHECKING:
    from syncer.config import Secret, SignAlgorithm


@dataclass(frozen=True, slots=True)
class Sender:
    """A WhatsApp sender at NxCloud: whose templates the calls are about.

    `base_url` is the address of the API, a path in it is kept. `phone` is the number with its
    country code. Raises SyncerError for a base_url or a phone that no request can be made of.
    """

    base_url: str
    phone: str
    tenant_id: int

    def __post_init__(self) -> None:
        if parse_url(self.base_url) is None or any(mark in self.base_url for mark in "?#@"):
            raise SyncerError(
                "base_url is not the address of an API",
                hint="write it as https://host or https://host/path, without user, ? and #",
            )
        if not is_safe_base_url(self.base_url):
            raise SyncerError(f"base_url is not https: {self.base_url}", hint=HINT)
        if not self.phone.strip() or not self.phone.isprintable():
            raise SyncerError(
                "the phone of the sender is empty or not printable",
                hint="write the WhatsApp number with its country code, digits only",
            )

    def address(self, resource: str, *more: int) -> str:
        """The URL of a resource of this sender (`template`, `flow`, `media`), without a query."""
        # A dot is encoded too, so that no phone can climb up the path.
        phone = quote(self.phone, safe="").replace(".", "%2E")
        parts = (self.base_url.rstrip("/"), "saas/wa", resource, phone, *map(str, more))
        return "/".join(parts)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What signs a request. Raises SyncerError for a value that no header can hold."""

    access_key: Secret
    access_secret: Secret
    algorithm: SignAlgorithm = "md5"

    def __post_init__(self) -> None:
        _check_credential("access key", self.access_key.reveal())
        _check_credential("access secret", self.access_secret.reveal())

    def headers(self, body: str, ts: str) -> dict[str, str]:
        """The signed headers (API document, "Header Parameters").

        `body` is the JSON text that is sent, or "". `ts` is the time in milliseconds since 1970.
        """
        key = self.access_key.reveal()
        text = string_to_sign(key, self.access_secret.reveal(), ts, body)
        return {
            "accessKey": key,
            "ts": ts,
            "bizType": BIZ_TYPE,
            "action": ACTION,
            "sign": sign(text, self.algorithm),
            **({} if self.algorithm == "md5" else {"algorithm": self.algorithm}),
        }


def _check_credential(what: str, value: str) -> None:
    if value and value.isascii() and value.isprintable() and value == value.strip():
        return
    raise SyncerError(
        f"the {what} is empty, or holds a line break, an outer space or a special character",
        hint="copy it again from NxCloud's console; a line break at its end is easily missed",
    )
