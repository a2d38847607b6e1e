"""The command ``fairlab choose``: which of the recorded strategies can be deployed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.audit.pairing import FEWEST_PEOPLE
from fairlab.commands.choice_record import record_choice
from fairlab.commands.comparison import BASELINE, some_seeds_sentence
from fairlab.commands.finished import finished_runs
from fairlab.commands.prints_table import put_aside
from fairlab.commands.refit_line import refit_line
from fairlab.commands.terminal import say_headed, terminal
from fairlab.compare.attribute_words import ASKED, UNSAID, attribute_sentence, meaning_sentence
from fairlab.compare.budgets import as_recorded, budgets_kept, is_share
from fairlab.compare.decided_people import NO_PEOPLE
from fairlab.compare.select import PARAM
from fairlab.compare.shared_search import shared_search
from fairlab.compare.shortfall_sentences import shortfall_sentences
from fairlab.compare.statement_words import number
from fairlab.data.parts import VALIDATION_SHARE
from fairlab.errors import RequestError, StoreError
from fairlab.experiment.readable_runs import NONE_LEFT, refuse_unread
from fairlab.experiment.recorded_people import recorded_people
from fairlab.gate.choice import Choice, choose_among
from fairlab.gate.choice_words import (
    choice_sentences,
    choice_table,
    rows_sentence,
    small_groups_sentence,
)
from fairlab.gate.gap_limit import read_gap_limits
from fairlab.stats.wilson_interval import wilson

if TYPE_CHECKING:
    from fairlab.audit.out_of_fold import OutOfFold
    from fairlab.record import Ledger

FOUR = 4  # times as many rows are learned from as are held out
OF_A_FILE = "your TOML file, or the table with --target and what else you typed for the sweep"
OPTIMISTIC = "its rule was fitted on the rows that judge it"


@dataclass(frozen=True)
class Wanted:
    """What a strategy must keep, as typed.

    Parameters
    ----------
    max_gap, min_ratio : tuple of str
        Each ``attribute.rate=number``.
    budget : float or str, optional
        The share of people that may be flagged, ``"recall"``, or costs.
    attribute : {"any", "training-only", "none"}
        What may be done with the attributes.
    by : str
        The metric of which the best is wanted.
    min_size : int
        Groups of fewer people are in no limit.
    """

    max_gap: tuple[str, ...] = ()
    min_ratio: tuple[str, ...] = ()
    budget: float | str | None = None
    attribute: str = "any"
    by: str = "recall"
    min_size: int = FEWEST_PEOPLE


@dataclass(frozen=True, repr=False)
class Chosen:
    """A choice, and what was looked at for it.

    Parameters
    ----------
    choice : Choice
    ledger : Ledger
    runs : DataFrame
        Those of the strategies that were looked at.
    told : list of str
        On which rows, what came out, and who was left out.
    """

    choice: Choice
    ledger: "Ledger"
    runs: pd.DataFrame
    told: list[str]

    def __str__(self) -> str:
        """Give what was told."""
        return "\n".join(self.told)

    __repr__ = __str__

    @property
    def deploys(self) -> str:
        """The command that fits the chosen strategy; empty where none is chosen."""
        own = self.runs[self.runs["strategy"] == self.choice.chosen]
        return refit_line(self.ledger, own.iloc[0].to_dict()) if len(own) else ""


def choose_session(
    *,
    dataset: str | None,
    conditions: Sequence[str],
    store: str | None,
    no_record: bool,
    smallest: int | None = None,
    **asked: Any,
) -> int:
    """Choose among the finished strategies of a store, and say why.

    Parameters
    ----------
    dataset, conditions, store
        Where, as in ``fairlab compare``.
    no_record : bool
        Whether nothing is written to MLflow.
    smallest : int, optional
        Groups of fewer people are in no limit [25; of two, any].
    **asked
        See ``Wanted``.

    Returns
    -------
    int
        0 if one is chosen, 1 if all break a limit, 2 if it cannot be told, 3 if nothing is
        measured.
    """
    started = datetime.now(UTC)
    wanted = Wanted(**asked, min_size=smallest or FEWEST_PEOPLE)
    found = choose_of(dataset, conditions, store, wanted)
    console = terminal()
    for sentence in found.told:
        console.print(sentence, highlight=False, markup=False)
    console.print(choice_table(found.choice))
    where = {} if no_record else {"Recorded:": record_choice(found, wanted, started)}
    if found.deploys:
        where["Deploy it:"] = found.deploys
        if " FILE" in found.deploys:
            where["  FILE:"] = OF_A_FILE
    for heading, text in where.items():
        say_headed(console, heading, text, 14)
    _put_aside(found)
    return found.choice.exit_code


def choose_of(
    dataset: str | None, conditions: Sequence[str], store: str | None, wanted: Wanted
) -> Chosen:
    """Choose among the finished strategies of a store.

    Parameters
    ----------
    dataset, conditions, store
        Where, as in ``fairlab compare``.
    wanted : Wanted

    Raises
    ------
    RequestError
        There are no such runs, none is left, or a limit makes no sense.
    """
    ledger, runs = finished_runs(dataset, conditions, store, wanted.budget, unlimited=True)
    candidates, left_out = _candidates(runs, wanted.attribute)
    against = BASELINE if BASELINE in set(runs["strategy"]) else None
    runs = runs[runs["strategy"].isin([*candidates, against])]
    data = recorded_people(ledger, runs)
    if data is None:
        raise RequestError(NO_PEOPLE)
    if against:
        refuse_unread(against, data.decisions)
    candidates, unread = _read_alone(candidates, data)
    left_out += unread
    names = {a: data.groups[a].dropna().unique() for a in data.groups}
    limits = read_gap_limits(wanted.max_gap, wanted.min_ratio, names)
    over = _over(runs, data, wanted.budget)
    choice = choose_among(data, limits, candidates, wanted.by, against, over, wanted.min_size)
    own = runs[runs["strategy"].isin(candidates)]
    of_chosen = own[own["strategy"] == choice.chosen]
    use = attribute_sentence(of_chosen, choice.words)
    used = filter(None, (*shortfall_sentences(own, choice.words), use, meaning_sentence(of_chosen)))
    small = small_groups_sentence(choice, data, wanted.min_size)
    of_rows = filter(None, [small, some_seeds_sentence(data.seeds, runs), shared_search(own)])
    told = [rows_sentence(ledger.dataset_name, data), *choice_sentences(choice.in_words), *of_rows]
    return Chosen(choice, ledger, own, [*told, *left_out, *used])


def _put_aside(found: Chosen) -> None:
    choice = found.choice
    put_aside("dataset", found.ledger.dataset_name)
    put_aside("limits", [vars(limit) for limit in choice.limits])
    put_aside("by", choice.by)
    put_aside("chosen", choice.chosen)
    put_aside("exit_code", choice.exit_code)
    put_aside("told", found.told)
    put_aside("fit", found.deploys)
    put_aside("strategies", choice.strategies)
    put_aside("statements", choice.statements)


def _candidates(runs: pd.DataFrame, asked: str) -> tuple[list[str], list[str]]:
    """Leave out what may not be chosen, and say why."""
    kept: list[str] = []
    left_out: dict[str, list[str]] = {}
    for run in runs.groupby("strategy", sort=False).head(1).to_dict("records"):
        name, use = run["strategy"], run["attribute"]
        if run.get(f"{PARAM}rule__on") == "test":
            left_out.setdefault(OPTIMISTIC, []).append(name)
        elif use in ASKED[asked] or asked == "any":
            kept.append(name)
        else:
            left_out.setdefault(run["attribute_use"] or UNSAID, []).append(name)
    told = [f"Left out: {', '.join(names)} ({why})." for why, names in left_out.items()]
    if not kept:
        lack = f"No strategy is left to choose from.\n{' '.join(told)[:400]}"
        raise RequestError(
            f"{lack}\nSweep others (--strategies), or let models see less (--audit-only)."
        )
    return kept, told


def _read_alone(candidates: list[str], data: "OutOfFold") -> tuple[list[str], list[str]]:
    """Leave out the candidates of which no run can be read, and say so."""
    read = [name for name in candidates if name in data.decisions]
    if not read:
        raise StoreError(NONE_LEFT)
    unread = [name for name in candidates if name not in data.decisions]
    return read, [f"Left out: {', '.join(unread)} (no run can be read)."] if unread else []


def _over(runs: pd.DataFrame, data: "OutOfFold", budget: float | str | None) -> dict[str, str]:
    """Find the strategies that flag more people than the budget, beyond sampling error."""
    found: dict[str, str] = {}
    if budget is None or not is_share(as_recorded(budget)):
        return found
    kept = budgets_kept(runs).groupby(runs["strategy"]).first()
    judged = (data.folds >= 0).sum() / data.seeds
    for name, made in data.decisions.items():
        flagged = float(made[data.folds >= 0].mean())
        rows = judged / (1 + 1 / _learned(data)) if is_share(kept[name]) else judged
        low, _ = wilson(flagged * rows, rows)
        if low > float(budget):
            found[name] = f"flags {number(flagged)} of people, more than {budget}"
    return found


def _learned(data: "OutOfFold") -> float:
    """Say on how many rows a cut was chosen for each row that is judged by it."""
    return VALIDATION_SHARE * (data.folds.max() if data.design == "folds" else FOUR)
