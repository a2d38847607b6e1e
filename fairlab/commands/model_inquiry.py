"""Any model as what answers about the people of a table and their twins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fairlab.audit.sources import AuditSource
from fairlab.commands.ask_model import ask_once, columns_for
from fairlab.commands.model_answers import Answers
from fairlab.commands.model_decisions import (
    as_columns,
    bad_event_of,
    flags_of,
    in_labels,
    labels_of,
)
from fairlab.commands.model_sources import NamedModel
from fairlab.data import Dataset
from fairlab.data.columns import typed
from fairlab.data.costs import Costs
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.grouped import edges_of
from fairlab.data.decisions.reading import DecisionFile
from fairlab.data.decisions.two_values import approving
from fairlab.data.table import slug
from fairlab.data.table_settings import stem
from fairlab.errors import RequestError
from fairlab.experiment.inquiry import Inquiry

HALF = 0.5
DECIDED = "what the model decided"
Flagged = Callable[[Answers, pd.DataFrame], np.ndarray]


@dataclass(frozen=True)
class AskedModel:
    """A model, and how it was asked about a table.

    Parameters
    ----------
    model : NamedModel
    asked : Asked
        Which column is what; nothing in it says what was decided.
    ignored : tuple of str
        Columns that the model is not given, beside the label.
    timeout : float, optional
        Seconds that one answer may take.
    causes : mapping
        What is known of causes, as in ``Dataset``.
    spoken_of : sequence of str
        Columns of which something is said there or was typed; the model need not read them.
    """

    model: NamedModel
    asked: Asked
    ignored: tuple[str, ...] = ()
    timeout: float | None = None
    causes: Mapping[str, Any] = field(default_factory=dict)
    spoken_of: Sequence[str] = ()


def inquiry_of_model(
    how: AskedModel, file: DecisionFile, meant: Asked, source: AuditSource
) -> Inquiry:
    """Ask a model about the people of a table and their twins.

    Parameters
    ----------
    how : AskedModel
    file : DecisionFile
        The table, with what the model answered.
    meant : Asked
        Which column is what, also among the answers.
    source : AuditSource
        What the model decided about these people.

    Returns
    -------
    Inquiry
        The causal model is learned from the same people; where not all labels are known, what was
        decided stands in the place of what happened.

    Raises
    ------
    DataError
        The table cannot be learned from.
    """
    kept_back = [name for name in (how.asked.label, *how.ignored) if name]
    given = columns_for(how.model, file.frame.drop(columns=[*_answers(meant)]), kept_back)
    bad = bad_event_of(how.model, file.frame, how.asked)
    labels = labels_of(file.frame, how.asked)
    flagged = _reading(how, file, meant, source, bad, labels)

    def decide(rows: pd.DataFrame) -> np.ndarray:
        people = rows[[*given]].astype(given.dtypes.to_dict())
        answers = ask_once(how.model, people, bad, how.timeout)
        return flagged(in_labels(answers, how.asked, labels), rows)

    data = _as_data(file, meant, source, given, how)
    return Inquiry(data, data, decide)


def _answers(meant: Asked) -> list[str]:
    return [name for name in (meant.decision, *meant.scores) if name]


def _reading(
    how: AskedModel,
    file: DecisionFile,
    meant: Asked,
    source: AuditSource,
    bad: object | None,
    labels: set[object],
) -> Flagged:
    """Read answers about twins as those about the people themselves were read."""
    asked, frame = how.asked, typed(file.frame)
    costs = None if asked.costs is None else Costs.read(asked.costs)
    approves = approving(meant, frame) if meant.decision else None

    def flagged(answers: Answers, rows: pd.DataFrame) -> np.ndarray:
        beside, _ = as_columns(how.model, answers, asked, bad, labels)
        if meant.decision is None:
            score = beside[meant.scores[0]].to_numpy(float)
            if costs is not None and costs.columns:
                return costs.risk(score, rows) >= HALF
            return score >= source.threshold
        if answers.decision is None:
            raise RequestError(f"{how.model.name} decides about people, and only scores twins.")
        flags = flags_of(how.model, answers, bad, labels)
        if asked.approve is None or answers.flags:
            found = answers.decision.eq(bad) if flags is None else flags.eq(1)
        else:
            found = answers.decision.ne(approves)
        return found.to_numpy(bool)

    return flagged


def _as_data(
    file: DecisionFile,
    asked: Asked,
    source: AuditSource,
    given: pd.DataFrame,
    how: AskedModel,
) -> Dataset:
    """Give the people with what the model is given, their groups, and what happened to them."""
    costs = () if asked.costs is None else Costs.read(asked.costs).columns
    seen = [name for name in how.spoken_of if name in file.frame and name != asked.label]
    names = [*dict.fromkeys([*given, *asked.groups, *costs, *seen])]
    happened = source.y is not None and source.y.notna().all()
    target = str(asked.label) if happened else DECIDED
    y = source.y if happened else source.decision
    frame = file.frame[names].assign(**{target: np.asarray(y, int)})
    beside = [name for name in names if name not in given and name not in asked.groups]
    return Dataset(
        slug(stem(Path(file.name))),
        frame,
        target,
        sensitive=asked.groups,
        audit_only=tuple(name for name in asked.groups if name not in given),
        ignore=tuple(beside),
        bands={name: edges for name, edges in edges_of(asked, typed(frame)).items() if edges},
        causes=how.causes,
    )
