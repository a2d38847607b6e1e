"""The rows that a model of fairlab's registry was fitted on, known again by what they hold."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fairlab.typed_names import names_in

if TYPE_CHECKING:
    import pandas as pd

    from fairlab.record import Store
    from fairlab.record.registry import Version


@dataclass(frozen=True, eq=False)
class LearnedFrom:
    """The rows that a model was fitted on.

    Parameters
    ----------
    content : ndarray of uint64
        What they hold, as ``content_hashes`` says it.
    features : tuple of str
        Of which columns.
    audit : str
        The command that audits a run whose models had not seen the people, but for the table.
    table : str
        The name of their file.
    """

    content: np.ndarray = field(repr=False)
    features: tuple[str, ...]
    audit: str
    table: str

    def seen(self, people: "pd.DataFrame") -> int:
        """Count the people whose features are those of a row that the model was fitted on."""
        from fairlab.experiment.people import content_hashes

        return int(np.isin(content_hashes(people[list(self.features)]), self.content).sum())


def learned_from(
    store: "Store", version: "Version", columns: tuple[str, ...] | None, typed: str = ""
) -> LearnedFrom | None:
    """Read what a registered model was fitted on; None where fairlab did not record it.

    Parameters
    ----------
    store : Store
    version : Version
    columns : tuple of str, optional
        What the model reads.
    typed : str
        The option that names the store, with a space before it.
    """
    from fairlab.record import Ledger
    from fairlab.record.foreign import run_tags

    audited = version.tags.get("fairlab.audit_run")
    if audited is None or columns is None:
        return None
    tags = run_tags(store, version.run_id)
    people = Ledger(store, tags["fairlab.dataset"]).beside("people")
    key = tags.get("fairlab.people", "")
    if key not in people.finished():
        return None
    content = people.tables(key)["predictions"]["content"].to_numpy()
    audit = f"fairlab audit {audited}{typed}"
    return LearnedFrom(content, _features(columns, tags), audit, tags.get("fairlab.file", "FILE"))


def _features(columns: tuple[str, ...], tags: Mapping[str, str]) -> tuple[str, ...]:
    """Leave out the attributes that a rule alone reads."""
    hidden = names_in(json.loads(tags["fairlab.params"]).get("data.audit_only", ""))
    return tuple(name for name in columns if name not in hidden)
