"""All that is said of strategies: their accuracy, their gaps, what they change and leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from fairlab.audit.basic_statistics import BasicStatistics, basic_statistics
from fairlab.audit.drift import drift_of
from fairlab.audit.margins import Margins
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.pairing import Pairing
from fairlab.audit.registry import rates
from fairlab.audit.statement import every_metric, usual_metrics
from fairlab.audit.statements import COLUMNS, accuracy_of, audit_of, changes_against, gaps_left
from fairlab.compare.judged_people import JudgedPeople, judged_people
from fairlab.compare.statement_words import records
from fairlab.data.words import Words
from fairlab.stats.moments import Design

OF = ("attribute", "group", "rest", "metric")
Family = Callable[..., pd.DataFrame]


@dataclass(frozen=True, repr=False)
class Comparison:
    """Strategies on the same people, with bands that hold for all of a family at once.

    Parameters
    ----------
    dataset : str
        Its name.
    against : str
        The strategy that the others are compared with.
    judged : JudgedPeople
        Who was decided about.
    rows : int
        Of the table; with blocks in time, the earlier ones are only learned from.
    design : {"folds", "rolling", "holdout"}
    folds : int
        How many per seed; 1 of a holdout.
    seeds : int
    margins : Margins
    levels : DataFrame
        The accuracy of every strategy; a family for each.
    gaps : DataFrame
        What separates the groups under ``against``: the family ``audit``.
    changes : DataFrame
        What each other strategy changes: the family ``changes``.
    left : DataFrame
        The gaps that they leave: the family ``gaps left``.
    unsteady : DataFrame
        Per strategy the share of ``people`` whom seeds decide about differently.
    drift : DataFrame
        The last block in time against the earlier ones: a family ``drift`` for each strategy;
        empty where there are no blocks.
    words : Words
        What attributes and groups are called where a person reads.
    """

    dataset: str
    against: str
    judged: JudgedPeople
    rows: int
    design: Design
    folds: int
    seeds: int
    margins: Margins
    levels: pd.DataFrame
    gaps: pd.DataFrame
    changes: pd.DataFrame
    left: pd.DataFrame
    unsteady: pd.DataFrame
    drift: pd.DataFrame
    words: Words = field(default_factory=Words)

    @property
    def people(self) -> int:
        """How many rows were decided about; where nobody has several, people."""
        return self.judged.rows

    @property
    def bad_events(self) -> int | None:
        """How many of them had the bad event; None where nothing says what happened."""
        return self.judged.bad_events

    @cached_property
    def in_words(self) -> "Comparison":
        """The same as a person reads it: words in the place of names."""
        tables = ("gaps", "changes", "left", "drift")
        worded = {name: self.words.of(getattr(self, name)) for name in tables}
        return replace(self, **worded, words=Words()) if self.words else self

    @cached_property
    def strategies(self) -> list[str]:
        """Their names, ``against`` first."""
        names = dict.fromkeys(self.levels["strategy"])
        return [self.against, *(name for name in names if name != self.against)]

    @property
    def every_gap(self) -> pd.DataFrame:
        """The gaps between groups under every strategy: of two families, ``audit`` first."""
        return pd.concat([self.gaps, self.left], ignore_index=True)

    @cached_property
    def _by_strategy(self) -> dict[tuple, dict[str, Any]]:
        rows = [*self.levels.to_dict("records"), *self.every_gap.to_dict("records")]
        return {(row["strategy"], *(row[name] for name in OF)): row for row in rows}

    def under(self, strategy: str, about: Mapping[str, Any]) -> dict[str, Any]:
        """Find the gap, or the level of accuracy, under a strategy that a change is about."""
        return self._by_strategy[strategy, *(about[name] for name in OF)]

    def changes_of(self, strategy: str) -> list[dict[str, Any]]:
        """Give what a strategy changes, a record per statement."""
        return self._changes_by_strategy.get(strategy, [])

    @cached_property
    def _changes_by_strategy(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in records(self.changes):
            found.setdefault(row["strategy"], []).append(row)
        return found

    def __str__(self) -> str:
        """Give the answer in sentences."""
        from fairlab.compare.comparison_sentences import about_sentence, answer_sentences

        return "\n".join([about_sentence(self), *answer_sentences(self.in_words)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from fairlab.compare.comparison_html import comparison_html

        return comparison_html(self.in_words)

    @property
    def statements(self) -> pd.DataFrame:
        """Every statement, family by family, in one table."""
        found = [self.levels, self.gaps, self.changes, self.left, self.drift]
        return pd.concat([part for part in found if len(part)] or found[:1], ignore_index=True)


def compare_people(
    data: OutOfFold,
    against: str,
    margins: Margins | None = None,
    every: bool = False,
    dataset: str = "",
    pairing: Pairing | None = None,
    made: BasicStatistics | None = None,
) -> Comparison:
    """Compare what strategies decided about the same people.

    Parameters
    ----------
    data : OutOfFold
    against : str
        The strategy that the others are compared with.
    margins : Margins, optional
        Differences that do not matter.
    every : bool
        Whether all rates are in the families, not the usual ones alone.
    dataset : str
        The name of the data.
    pairing : Pairing, optional
        Which groups are held against which.
    made : BasicStatistics, optional
        Of the data, where they have been measured already.

    Raises
    ------
    LookupError
        ``against`` is none of the strategies.
    """
    return comparison_of(
        made or basic_statistics(data),
        against,
        Decisions(
            judged=judged_people(data),
            rows=len(data.y),
            folds=int(data.folds.max()) + 1,
            unsteady=_unsteady(data),
            drift=pd.concat([drift_of(data, name, margins) for name in data.decisions]),
            words=data.words,
        ),
        margins,
        every,
        dataset,
        pairing,
    )


@dataclass(frozen=True)
class Decisions:
    """What a comparison says of decisions beside what separates people.

    Parameters
    ----------
    judged : JudgedPeople
        Who was decided about.
    rows : int
        Of the table.
    folds : int
        How many per seed.
    unsteady, drift, words
        See `Comparison`.
    """

    judged: JudgedPeople
    rows: int
    folds: int
    unsteady: pd.DataFrame
    drift: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=COLUMNS))
    words: Words = field(default_factory=Words)


def comparison_of(
    made: BasicStatistics,
    against: str,
    about: Decisions,
    margins: Margins | None = None,
    every: bool = False,
    dataset: str = "",
    pairing: Pairing | None = None,
) -> Comparison:
    """Compare strategies by their basic statistics; see `compare_people`."""
    margins = margins or Margins()
    metrics = _metrics(every, about.judged.bad_events is not None)

    def family(of: Family) -> pd.DataFrame:
        return of(made, against, metrics=metrics, margins=margins, pairing=pairing)

    strategies = about.unsteady["strategy"]
    levels = [accuracy_of(made, name) for name in strategies]
    return Comparison(
        dataset=dataset,
        against=against,
        judged=about.judged,
        rows=about.rows,
        design=made.moments.design,
        folds=about.folds,
        seeds=made.moments.seeds,
        margins=margins,
        levels=pd.concat(levels, ignore_index=True),
        gaps=family(audit_of),
        changes=family(changes_against),
        left=family(gaps_left),
        unsteady=about.unsteady,
        drift=about.drift,
        words=about.words,
    )


def _metrics(every: bool, labelled: bool) -> list[str]:
    """Name what is compared; without any label that is who is flagged and who approved."""
    without = [rate.name for rate in rates() if not rate.needs_labels]
    named = every_metric() if every else usual_metrics()
    return [name for name in named if labelled or name in without]


def _unsteady(data: OutOfFold) -> pd.DataFrame:
    """Count the people whom some seeds flag and others do not, among those all seeds judged."""
    judged = (data.folds >= 0).all(axis=0)
    rows = []
    for name, made in data.decisions.items():
        flagged = made[:, judged].mean(axis=0)
        differ = (flagged > 0) & (flagged < 1)
        ever = flagged > 0
        rows.append((name, int(judged.sum()), int(differ.sum()), int(ever.sum())))
    return pd.DataFrame(rows, columns=["strategy", "people", "differ", "ever_flagged"]).assign(
        share=lambda t: np.where(t["people"] > 0, t["differ"] / t["people"].clip(lower=1), np.nan)
    )
