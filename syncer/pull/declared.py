"""What the files have of each live template: its document, and where the two differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncer.errors import InvalidFilesError
from syncer.plan.category import accepted
from syncer.plan.references import resolve_references
from syncer.plan.renames import old_key, outlived
from syncer.plan.unknowns import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncer.config import Account
    from syncer.desired import SourceDocument, Sources
    from syncer.errors import Location
    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot, Template, TemplateKey


@dataclass(frozen=True, slots=True)
class Translation:
    """A live template beside what the files want of it, if they do.

    What is unknown of `live` and could equal the desired value is taken as equal. `ignore` has the
    rules that what is live breaks, with the reason for its file to ignore them.
    """

    live: Template
    desired: Template | None = None
    ignore: Mapping[str, str] = field(default_factory=dict)

    def writes(self, field: str) -> bool:
        """Whether the files have to change to say this field of the live template."""
        return self.desired is None or getattr(self.desired, field) != getattr(self.live, field)

    @property
    def is_settled(self) -> bool:
        """Whether the files say what is live, as far as that can be known."""
        return self.live == self.desired


@dataclass(frozen=True, slots=True)
class Declared:
    """What the files declare for one account, and the documents that declare it.

    `renamed` says what templates are called now, by what they were called before.
    """

    account: Account
    sources: Sources
    templates: Mapping[TemplateKey, DesiredTemplate]
    documents: Mapping[TemplateKey, SourceDocument]
    renamed: Mapping[TemplateKey, TemplateKey]

    def translation(self, live: LiveTemplate) -> Translation:
        """A live template beside what the files want of it."""
        declared = self.templates.get(live.key)
        if declared is None:
            return Translation(live.template)
        desired = accepted(declared, live)
        settled = comparable(self.account.name, desired, live).template
        return Translation(settled, desired.template)

    def home(self, template: Template) -> SourceDocument | None:
        """The document that declares a template, or that a new language of its name fits into."""
        return self.documents.get(template.key) or next(
            (
                document
                for key, document in self.documents.items()
                if key.name == template.name
                and self.templates[key].template.category == template.category
            ),
            None,
        )

    def file_of(self, name: str) -> SourceDocument | None:
        """The first document that declares a name, in any language."""
        return next((one for key, one in self.documents.items() if key.name == name), None)

    def category_of(self, document: SourceDocument) -> str:
        """The category of a document that declares something, its variables filled in."""
        found = (self.templates[key] for key, one in self.documents.items() if one is document)
        return next(found).template.category


def declared(
    account: Account, sources: Sources, templates: Iterable[DesiredTemplate], snapshot: Snapshot
) -> Declared:
    """The rendered templates of an account beside the live side that they are compared with."""
    resolved = [_resolved(template, snapshot) for template in templates]
    documents = {file.file: file.documents for file in sources.files}
    others = outlived(resolved, snapshot)
    return Declared(
        account,
        sources,
        {one.key: one for one in resolved},
        {one.key: _document_at(one.location, documents[one.location.file]) for one in resolved},
        {old: one.key for one in resolved if (old := old_key(one)) and old not in others},
    )


def _resolved(desired: DesiredTemplate, snapshot: Snapshot) -> DesiredTemplate:
    """With the ids of its forms; as it stands where the account lacks what it refers to."""
    try:
        return resolve_references([desired], snapshot)[0]
    except InvalidFilesError:
        return desired


def _document_at(place: Location, documents: Sequence[SourceDocument]) -> SourceDocument:
    return [one for one in documents if one.line <= place.line][-1]
