"""Any model as one that approves or denies: asked in words that it knows, and asked twice."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from fairlab.clones.answer_meaning import (
    ZERO_AND_ONE,
    approves_unflagged,
    denying,
    meaning,
    spelling,
)
from fairlab.data.addresses import without_passwords
from fairlab.errors import FairlabError, RequestError, nearest

_LIMIT = re.compile(r"(>=|<=|>|<)\s*(\S+)")
_COMPARED: dict[str, Callable] = {
    ">=": np.greater_equal, "<=": np.less_equal, ">": np.greater, "<": np.less,
}  # fmt: skip


@dataclass(frozen=True)
class AskedModel:
    """A model that can be asked about profiles.

    Parameters
    ----------
    name : str
        How a person would find it again.
    predict : callable
        A frame of profiles in; a decision per row out, as an array or a frame of one column. A
        frame with a column ``flagged``, as fairlab's models give, approves who is not flagged.
    columns : tuple of str, optional
        What it reads, where that is known.
    approves : str, optional
        The answer that means approval, or from which score on: ``"yes"``, ``">=0.5"``. A model
        that flags says itself whom it approves, or is cut at its score.
    labels : tuple, optional
        The good and the bad label of the data, which say what denies where ``approves`` is left
        out; without them ``"1"`` approves.
    seen : dict of str to str
        What it answered thus far, as ``spelling`` writes it, and as first given: a few people alone
        may all be answered alike.

    Examples
    --------
    >>> careful = AskedModel("careful", lambda people: people["income"] / 1e5, approves=">= 0.5")
    >>> decide(careful, pd.DataFrame({"income": [44_815, 58_194]})).tolist()
    [False, True]
    """

    name: str
    predict: Callable[[pd.DataFrame], Any]
    columns: tuple[str, ...] | None = None
    approves: str | None = None
    labels: tuple[Any, Any] | None = None
    seen: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def meaning(self) -> str:
        """Which answer is taken for an approval, in a sentence."""
        return meaning(self.approves, self.labels)

    def reads(self, column: str) -> bool | None:
        """Tell whether the model reads a column, or None where that is not known."""
        return None if self.columns is None else column in self.columns


def decide(model: AskedModel, profiles: pd.DataFrame, few: bool = False) -> np.ndarray:
    """Ask a model who is approved, once from first to last and once from last to first.

    Parameters
    ----------
    model : AskedModel
    profiles : DataFrame of shape (n, columns)
    few : bool
        Whether they are too few to refuse an approving answer that none of them got.

    Returns
    -------
    array of bool, shape (n,)

    Raises
    ------
    RequestError
        A profile lacks what the model reads, the model fails or gives no decisions, or it does
        not decide the same both times.
    """
    _refuse_lacking(model, profiles)
    said = _approvals(model, profiles, few)
    again = _approvals(model, profiles.iloc[::-1], few)[::-1]
    changed = np.flatnonzero(said != again)
    if len(changed):
        raise RequestError(
            f"{model.name} is not deterministic: asked twice about the same {len(said):,} clones,\n"
            f"it decided otherwise about {len(changed):,}, such as row {changed[0] + 1}. Nobody "
            "could tell that from a\nflip. Fix its seed, and let no row depend on the others."
        )
    return said


def _refuse_lacking(model: AskedModel, profiles: pd.DataFrame) -> None:
    lacking = [name for name in model.columns or () if name not in profiles]
    if lacking:
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        raise RequestError(
            f"{model.name} reads a column that profiles lack: {lacking[0]!r}{more}.\n"
            f"{nearest(lacking[0], profiles.columns)} Declare it in the schema, or name the data "
            "it learned from."
        )


def _approvals(model: AskedModel, profiles: pd.DataFrame, few: bool) -> np.ndarray:
    try:
        answer = model.predict(profiles.reset_index(drop=True))
    except FairlabError:
        raise
    except (Exception, SystemExit) as error:  # whatever a stranger's model may raise
        said = " ".join(f"{type(error).__name__}: {without_passwords(str(error))}".split())[:200]
        raise RequestError(
            f"{model.name} fails on a profile: {said}.\n"
            f"A profile has {', '.join(map(repr, profiles.columns[:8]))}. Is that what it reads?"
        ) from error
    if isinstance(answer, pd.DataFrame) and "flagged" in answer:
        return _unflagged(model, answer)
    values = np.asarray(answer)
    if values.size != len(profiles):
        raise RequestError(
            f"{model.name} gives {values.size:,} answers (shape {values.shape}) for "
            f"{len(profiles):,} profiles;\nit must give one decision for each."
        )
    return _read(model, pd.Series(values.ravel()), few)


def _unflagged(model: AskedModel, answer: pd.DataFrame) -> np.ndarray:
    """Approve who is not flagged, or whose score lies on the side that was asked for."""
    limit = _LIMIT.fullmatch((model.approves or "").strip())
    if limit and "score" in answer:
        return _beyond(model, answer["score"], *limit.groups())
    if not approves_unflagged(model.approves, model.labels):
        good = model.labels and model.labels[0]
        or_good = f", say {str(good)!r}" if good is not None else ""
        told = (
            f"{model.name} flags, and approves whom it does not flag; what is "
            f"{model.approves!r} to it?\nLeave it out{or_good}, or say at which score it is cut:"
        )
        raise RequestError(f'{told} approves="<0.2"', f"{told} --approves '<0.2'")
    return ~answer["flagged"].to_numpy(bool)


def _read(model: AskedModel, answer: pd.Series, few: bool) -> np.ndarray:
    if answer.isna().any():
        raise RequestError(f"{model.name} gives no answer about {answer.isna().sum():,} profiles.")
    limit = _LIMIT.fullmatch((model.approves or "").strip())
    if limit:
        return _beyond(model, answer, *limit.groups())
    said = answer.map(spelling)
    for one in said.drop_duplicates().index:
        model.seen.setdefault(said[one], str(answer[one]))
    if model.approves is None and model.labels is not None:
        return _not_denied(model, model.labels, said)
    wanted = spelling("1" if model.approves is None else model.approves)
    may_come = few and len(model.seen) == 1
    if len(model.seen) > 2 or not (may_come or _is_possible(wanted, model)):
        raise _unclear(model, f"is {model.approves or '1'!r} an approval?")
    return (said == wanted).to_numpy(bool)


def _not_denied(model: AskedModel, labels: tuple[Any, Any], said: pd.Series) -> np.ndarray:
    """Approve whoever is not answered what the data call the bad event."""
    denied = denying(labels, {*model.seen}, _known(model))
    if denied is None or len(model.seen) > 2:
        raise _unclear(model, "which of them approves?")
    return (said != denied).to_numpy(bool)


def _unclear(model: AskedModel, question: str) -> RequestError:
    kinds = sorted([*model.seen.values()][:3])
    asked = (
        f"{model.name} answers {', '.join(kinds)}{', ...' * (len(model.seen) > 2)}; "
        f"{question}\nSay which answer is, or from which score on:"
    )
    return RequestError(
        f'{asked} approves="yes", approves=">=0.5"', f"{asked} --approves yes, --approves '>=0.5'"
    )


def _known(model: AskedModel) -> set[str]:
    """Add to what a model said what it could say."""
    classes = getattr(getattr(model.predict, "__self__", None), "classes_", ())
    return {*model.seen, *map(spelling, classes)}


def _is_possible(wanted: str, model: AskedModel) -> bool:
    """Tell whether a model could give an answer, also where it approves of nobody that it saw."""
    known = _known(model)
    return wanted in known or known | {wanted} <= ZERO_AND_ONE


def _beyond(model: AskedModel, answer: pd.Series, sign: str, number: str) -> np.ndarray:
    try:
        return _COMPARED[sign](answer.to_numpy(float), float(number))
    except (TypeError, ValueError) as error:
        raise RequestError(f"{model.name} cannot be cut at {model.approves!r}: {error}.") from error
