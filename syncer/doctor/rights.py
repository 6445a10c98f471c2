"""What NxCloud lets the account read, and what that says of its credentials and its phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.doctor.values import Check, failed, ok
from syncer.errors import ApiError, NxCloudError
from syncer.nxcloud.answers import WHATSAPP_CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.nxcloud.answers import TemplatePage
    from syncer.nxcloud.client import Client

RIGHTS = ("api", "credentials", "sender", "list", "details", "forms", "writing")

_OF_THE_SIGNATURE = range(1000, 2000)
"""The codes for what is wrong before anybody looks at what was asked for (facts, "Codes")."""
_UNKNOWN_RIGHT = "whether it may write cannot be told by reading: the first apply will"


def rights_checks(client: Client) -> Iterator[Check]:
    """Those of RIGHTS that can be made; after a refusal of the list there are no others."""
    try:
        page = client.list_page(1)
    except NxCloudError as error:
        yield from _refused(client, error)
        return
    yield from _answered(client)
    yield ok("sender", f"phone {client.sender.phone} of tenant {client.sender.tenant_id}")
    yield ok("list", f"may be read: {_counted(page)}")
    yield _details(client, page)
    yield _forms(client)
    yield Check("writing", "skipped", _UNKNOWN_RIGHT)


def _answered(client: Client) -> Iterator[Check]:
    yield ok("api", f"NxCloud's API is at {client.sender.base_url}")
    yield ok("credentials", "NxCloud takes them")


def _refused(client: Client, error: NxCloudError) -> Iterator[Check]:
    """What it means that the list was not given: by its code, if it has one of NxCloud's."""
    api, credentials = _answered(client)
    if not isinstance(error, ApiError):
        yield failed("api", error)
        return
    yield api
    if error.api_code in _OF_THE_SIGNATURE:
        yield failed("credentials", error)
        return
    yield credentials
    yield failed("sender", error)


def _counted(page: TemplatePage) -> str:
    number = len(page.rows) if page.total is None else page.total
    return "1 template" if number == 1 else f"{number} templates"


def _details(client: Client, page: TemplatePage) -> Check:
    row = next((row for row in page.rows if row.channel == WHATSAPP_CHANNEL), None)
    if row is None:
        return Check("details", "skipped", "there is no template to look at")
    try:
        client.details(row.id)
    except NxCloudError as error:
        return failed("details", error)
    return ok("details", "may be read")


def _forms(client: Client) -> Check:
    """Only buttons that open a form need them, so that nothing else fails without."""
    try:
        forms = client.forms()
    except NxCloudError as error:
        message = f"{error.message}; only buttons of type FLOW need them"
        return Check("forms", "warning", message, error.hint, error.code)
    return ok("forms", f"may be read: {len(forms)}")
