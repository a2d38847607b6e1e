"""The verdict on every attribute, strategy by strategy, each with the sentence that says why."""

import pandas as pd

from fairlab.audit.verdict import RULES, verdicts, verdicts_over_seeds
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.runs import Runs

INTRODUCTION = (
    "A verdict is what the rules below give in at least four of five seeds; where the next seed "
    "would overturn it, it cannot be told. It is about these decisions on these test sets: a "
    "difference between groups need not be unlawful, and none that is found need not be none."
)


def verdicts_of(runs: Runs) -> pd.DataFrame:
    """Judge every attribute of every strategy, over the seeds.

    Parameters
    ----------
    runs : Runs
        With ``groups``, and ``individual`` and ``importance`` where there are any.

    Returns
    -------
    DataFrame
        ``strategy`` and what ``verdicts_over_seeds`` gives.
    """
    tables = [
        verdicts_over_seeds(_each_seed(runs, name)).assign(strategy=name)
        for name in runs.strategies
    ]
    return pd.concat(tables, ignore_index=True)


def verdict_section(told: pd.DataFrame) -> Section:
    """Show the verdicts.

    Parameters
    ----------
    told : DataFrame
        What ``verdicts_of`` gives.

    Returns
    -------
    Section
    """
    strategies = list(told["strategy"].unique())
    summary = Sheet(("Attribute", *strategies), _summary(told), texts=1 + len(strategies))
    panels = [Panel("", sheet=summary)]
    first = told["strategy"] == strategies[0]
    panels.append(_reasons(f"Why: {strategies[0]}", told[first]))
    if len(strategies) > 1:
        panels.append(_reasons("Why: the other strategies", told[~first], folded=True))
    rules = [(rule.verdict, rule.when) for rule in RULES]
    panels.append(
        Panel("The rules", "The first that applies.", sheet=Sheet(("Verdict", "When"), rules, 2))
    )
    return Section("Verdict by attribute", INTRODUCTION, panels)


def _each_seed(runs: Runs, strategy: str) -> pd.DataFrame:
    importance = dict(runs.each("importance", strategy))
    flips = dict(runs.each("individual", strategy))
    tables = []
    for seed, audit in runs.each("groups", strategy):
        weight = importance.get(seed)
        by_name = None if weight is None else weight.set_index("feature")["contribution"]
        tables.append(verdicts(audit, flips.get(seed), by_name).assign(seed=seed))
    return pd.concat(tables, ignore_index=True)


def _summary(told: pd.DataFrame) -> list[tuple[str, ...]]:
    return [
        (str(attribute), *map(_word, rows["verdict"], rows["against"]))
        for attribute, rows in told.groupby("attribute", sort=False)
    ]


def _word(verdict: str, against: str) -> str:
    return f"{verdict}, against {against}" if against else verdict


def _reasons(title: str, rows: pd.DataFrame, folded: bool = False) -> Panel:
    cells = [(row.attribute, row.strategy, row.verdict, row.sentence) for row in rows.itertuples()]
    sheet = Sheet(("Attribute", "Strategy", "Verdict", "Why"), cells, texts=4)
    return Panel(title, sheet=sheet, folded=folded)
