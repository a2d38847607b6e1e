"""What a sweep left behind: its runs, what failed, and what to ask next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any
from warnings import warn

import pandas as pd

from fairlab.data.addresses import without_password
from fairlab.data.messages import number_of
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.experiment.failure import RunFailure

COLUMNS = ["strategy", "seed", "step", "cause", "trace"]
NEXT = "fairlab.compare, report, choose and gate take this sweep."


@dataclass(frozen=True, eq=False, repr=False)
class Sweep:
    """What a sweep left in its store.

    Parameters
    ----------
    runs : DataFrame
        One row per finished run: ``strategy``, ``seed``, ``run_id``, parameters as
        ``params.<name>``, and metrics such as ``test/auprc`` and ``fair.sex/recall_parity``.
    failures : DataFrame
        One row per run that failed: ``strategy``, ``seed``, ``step``, ``cause``, ``trace``.
    dataset : str
        The name of the data.
    store : str
        Where the runs are.
    left_out : list of str
        Which strategies use the attributes further than was allowed, and which have no such
        setting, in sentences.
    """

    runs: pd.DataFrame
    failures: pd.DataFrame
    dataset: str
    store: str
    left_out: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """What was run and where it is, what failed or was left out, and what to ask next."""
        runs = number_of(len(self.runs), "run")
        of = ", ".join(dict.fromkeys(self.runs["strategy"]))
        seeds = ", ".join(map(str, sorted({*self.runs["seed"]})))
        where = without_password(self.store)  # which may hold a login
        about = f"{self.dataset}: {runs} of {of} (seeds: {seeds}) in {where}."
        return [about, *failed_sentences(self.failures), *self.left_out, NEXT]

    def __repr__(self) -> str:
        """Give the sentences, one a line."""
        return "\n".join(self.sentences)

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(text)}</p>" for text in self.sentences)

    def warn_of_failures(self, depth: int) -> None:
        """Warn of runs that failed, which what is said of the others lacks.

        Parameters
        ----------
        depth : int
            How many calls lie between here and the line that is warned of.
        """
        if told := failed_sentences(self.failures):
            warn(f"{' '.join(told)} See .failures", RuntimeWarning, stacklevel=depth + 2)


def failed_sentences(failures: pd.DataFrame) -> list[str]:
    """Tell failures in sentences, those that are alike once.

    Parameters
    ----------
    failures : DataFrame
        As in `Sweep`.

    Examples
    --------
    >>> row = {"strategy": "smote", "seed": 1, "step": "sampler", "cause": "ValueError: NaN"}
    >>> failed_sentences(pd.DataFrame([row], columns=COLUMNS))
    ['smote failed in sampler, seed 1: ValueError: NaN.']
    """
    from fairlab.experiment.failure import RunFailure, describe_failures

    known: Sequence[dict[str, Any]] = failures.to_dict("records")
    told = describe_failures(RunFailure(**row) for row in known)
    return [f"{' '.join(text.split()).removesuffix('.')}." for text in told]


def refuse_nothing(failed: "Sequence[RunFailure]", runs: pd.DataFrame) -> None:
    """Refuse a sweep of which no run finished, with the first traceback as a note.

    Raises
    ------
    RequestError
    """
    if not failed or len(runs):
        return
    first, *others = failed_sentences(pd.DataFrame([vars(one) for one in failed], columns=COLUMNS))
    more = f"\n{number_of(len(others), 'other failure')}: {others[0]}" if others else ""
    error = RequestError(f"No run finished. {first}{more}\nMend it, and sweep again.")
    error.add_note(failed[0].trace)
    raise error
