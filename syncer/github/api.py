"""GitHub's REST API, of one repository."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.errors import ForgeError
from syncer.forge.api import Api
from syncer.secrets import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from syncer.template_document import Document, Json

_FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class GitHub:
    """A repository, `owner/name`; paths begin after it. Every method raises ForgeError."""

    api: Api
    repository: str

    def pages(self, path: str, **query: str) -> Iterator[Json]:
        """Each page of a list."""
        return self.api.pages(f"repos/{self.repository}/{path}", **query)

    def post(self, path: str, document: Document) -> Json:
        """Make something."""
        return self.api.send("POST", f"repos/{self.repository}/{path}", document)

    def patch(self, path: str, document: Document) -> Json:
        """Change something."""
        return self.api.send("PATCH", f"repos/{self.repository}/{path}", document)

    def download(self, path: str) -> bytes:
        """The bytes of an artifact."""
        return self.api.download(f"repos/{self.repository}/{path}")

    def login(self) -> str:
        """The name that the token acts under; empty for a workflow's own, which may not ask."""
        try:
            return str(self.api.get("user")["login"])
        except ForgeError as error:
            if error.status != _FORBIDDEN:
                raise
            return ""


def github_of(environment: Mapping[str, str]) -> GitHub:
    """The repository and the token of a job."""
    token = Secret(environment["GITHUB_TOKEN"])

    def headers() -> Mapping[str, str]:
        return {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token.reveal()}",
            "User-Agent": "syncer",
            "X-GitHub-Api-Version": "2022-11-28",
        }

    url = environment.get("GITHUB_API_URL", "https://api.github.com")
    return GitHub(Api(url, headers), environment["GITHUB_REPOSITORY"])
