"""From an HTTP request to a call: who calls, for which sender and tenant, with what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from syncer.emulator import checks
from syncer.emulator.refusals import (
    INVALID_PHONE,
    TENANT_ID_REQUIRED,
    UNKNOWN_PHONE,
    Refusal,
    parameter,
)
from syncer.emulator.signature import authenticate, check_content_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from syncer.emulator.platform import Platform
    from syncer.emulator.records import JsonObject
    from syncer.emulator.settings import Account

_QUERY = {"tenant_id", "page_number", "page_size", "name"}
_PHONE = re.compile(r"[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class Upload:
    """The file of a multipart body."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """An authenticated call for one sender of the caller's.

    `body` is the JSON object of a write and empty for other calls; `upload` is there for an upload
    only. `base_url` is how the caller reached the platform, for the links in answers.
    """

    phone: str
    path_id: str
    query: Mapping[str, str]
    body: JsonObject
    upload: Upload | None
    base_url: str

    def template_id(self) -> int:
        """The platform's template id in the path; Refusal 1002 unless it is a number."""
        return checks.integer(self.path_id, "id")


async def read_call(request: Request, platform: Platform) -> Call:
    """The call that a request makes. Refusals 1001 to 1005, 21058, 22049, 22090."""
    body = await request.body()
    check_content_type(request.headers.get("content-type", ""))
    account = authenticate(request.headers, body, platform.settings.accounts, platform.clock())
    if request.method in ("POST", "PUT"):
        fields = checks.json_object(body)
        return _call(request, account, fields.get("tenant_id"), fields, None)
    return _call(request, account, request.query_params.get("tenant_id"), {}, None)


async def read_upload(request: Request, platform: Platform) -> Call:
    """The call that an upload makes; its body is not signed. Refusals as for any call."""
    account = authenticate(request.headers, b"", platform.settings.accounts, platform.clock())
    try:
        async with request.form() as form:
            tenant_id, file = form.get("tenant_id"), form.get("file")
            content = await file.read() if isinstance(file, UploadFile) else b""
            unknown = sorted(form.keys() - {"tenant_id", "file"})
    except HTTPException as error:
        raise parameter(f"the body is no multipart/form-data: {error.detail}") from None
    if unknown:
        raise parameter(f"{unknown[0]} is unknown")
    upload = Upload(file.filename or "file", content) if isinstance(file, UploadFile) else None
    return _call(request, account, tenant_id, {}, upload)


def _call(
    request: Request, account: Account, tenant_id: object, body: JsonObject, upload: Upload | None
) -> Call:
    phone = request.path_params["phone"]
    _check_sender(account, phone, tenant_id)
    unknown = sorted(request.query_params.keys() - _QUERY)
    if unknown:
        raise parameter(f"there is no query parameter {unknown[0]}")
    return Call(
        phone,
        request.path_params.get("id", ""),
        dict(request.query_params),
        body,
        upload,
        str(request.base_url).rstrip("/"),
    )


def _check_sender(account: Account, phone: str, tenant_id: object) -> None:
    if not _PHONE.fullmatch(phone):
        raise Refusal(INVALID_PHONE, "Invalid phone number")
    if tenant_id in (None, ""):
        raise Refusal(TENANT_ID_REQUIRED, "tenant_id is required")
    tenant = checks.integer(tenant_id, "tenant_id") if isinstance(tenant_id, str) else tenant_id
    if phone not in account.phones or tenant != account.tenant_id:
        raise Refusal(UNKNOWN_PHONE, f"Merchant with business_phone={phone} does not exist")
