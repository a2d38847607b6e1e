"""What a document rests on: runs, what they decided about people, and what a person wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_sentences import changes_sentence
from fairlab.document.purpose import Purpose
from fairlab.report.runs import Runs

if TYPE_CHECKING:
    from fairlab.record.reading import Row
    from fairlab.record.registry import Version

PEOPLE, EXPLORATION = "record of the people", "exploration of the data"
MODEL = "fit of the model"


@dataclass(frozen=True)
class Evidence:
    """What a document is made of.

    Parameters
    ----------
    runs : Runs
        Of every strategy; ``tables`` are those of the documented one alone.
    strategy : str
        The documented one.
    own : Comparison
        Of it alone: what separates its groups, a family of its own.
    tried : Comparison
        Of all strategies, against the one that the others are held against.
    impact : DataFrame
        What ``impact_ratios_of`` gives of it.
    people : DataFrame
        The rows of the data: ``y`` and ``group.<attribute>``.
    people_run : str
        MLflow's id of the run that holds them.
    said : Purpose
        What a person wrote.
    made : str
        The date, ``2026-11-29``.
    explored : Row, optional
        The run of an exploration of the same data.
    explored_tables : mapping of str to DataFrame
        Its tables.
    audits : sequence of Row
        Recorded audits of runs of the strategy.
    version : Version, optional
        The registered model that is documented.
    """

    runs: Runs
    strategy: str
    own: Comparison
    tried: Comparison
    impact: pd.DataFrame
    people: pd.DataFrame
    people_run: str
    said: Purpose
    made: str
    explored: "Row | None" = None
    explored_tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    audits: "tuple[Row, ...]" = ()
    version: "Version | None" = None

    @cached_property
    def own_runs(self) -> pd.DataFrame:
        """The rows of the documented strategy."""
        return self.runs.table[self.runs.table["strategy"] == self.strategy]

    @property
    def source(self) -> tuple[str, ...]:
        """What its runs are called."""
        return (runs_of(self.strategy),)

    @cached_property
    def changed(self) -> dict[str, str]:
        """What each strategy changed against the one before, in a sentence, by its name."""
        others = self.tried.strategies[1:]
        return {name: changes_sentence(self.tried, name) for name in others}

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """Every source by the name it has in the document: MLflow's run ids by what they are."""
        found = {
            runs_of(str(name)): {
                f"seed {seed}": run_id
                for seed, run_id in zip(own["seed"], own["run_id"], strict=True)
            }
            for name, own in self.runs.table[["strategy", "seed", "run_id"]].groupby("strategy")
        }
        found[PEOPLE] = {"people": self.people_run}
        if self.explored:
            found[EXPLORATION] = {"exploration": self.explored.run_id}
        if self.version:
            found[MODEL] = {"model": self.version.run_id}
        return found | {audit_name(row): {"audit": row.run_id} for row in self.audits}


def runs_of(strategy: str) -> str:
    """Name the runs of a strategy as a source.

    Examples
    --------
    >>> runs_of("baseline")
    'runs of baseline'
    """
    return f"runs of {strategy}"


def audit_name(row: "Row") -> str:
    """Name a recorded audit as a source."""
    return f"audit {row.run_id[:8]}"
