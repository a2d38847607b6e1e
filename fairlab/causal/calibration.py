"""How far off flip rates are where the truth is known: in tables drawn from the fitted model."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import t

from fairlab.causal.learning import learn, learning_table
from fairlab.causal.scm.mechanisms import in_support
from fairlab.causal.scm.patterns import by_pattern
from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.steps import Steps
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.flips import flip_rates
from fairlab.causal.twins.question import Ask, Question, questions
from fairlab.causal.twins.uncertainty import LEVEL, by_rate, reaching
from fairlab.data.dataset import Dataset
from fairlab.seeds import seed_for


def errors_of_drawn_tables(
    train: Dataset,
    test: Dataset,
    ask: Ask,
    model: StructuralModel,
    how: TwinSettings,
    importance: pd.Series | None = None,
    before: Sequence[str] = (),
    steps: Steps | None = None,
) -> pd.DataFrame:
    """Run the whole audit on tables that the fitted model draws, whose twins are known.

    Each row is given the attribute of another, and becomes what the model says of it with its own
    noise; its true twin is what the model says with the other value. Graph and mechanisms are
    learned anew from such rows, and the same model decides. What noise people and twins share in
    levels without an order no data tell: twins are made with as few changes as shares allow, and
    in every other table the true ones share that of the Gumbel maximum, and change more often.

    Parameters
    ----------
    train, test : Dataset
        Rows that are drawn with replacement to learn from, and the people.
    ask : callable
        From rows of ``test.frame`` to decisions.
    model : StructuralModel
        That was learned from ``train``.
    how : TwinSettings
        ``calibrations`` says how many tables.
    importance : Series, optional
        What each feature contributes.
    before : sequence of str
        Columns that come before the attribute, given which it is drawn.
    steps : Steps, optional
        Where each table is told.

    Returns
    -------
    DataFrame
        A row per level that people are moved to, group and rate, and a column per table: the
        rate that the audit gives less the true one.
    """
    found = {}
    for number in range(how.calibrations):
        if steps:
            steps.begin(f"drawn table {number + 1} of {how.calibrations}")
        seed = seed_for(how.seed, "drawn table", number)
        drawing = model.recoupled("gumbel") if number % 2 else model
        people = _DrawnPeople(drawing, test.frame, seed, before)
        # Of the very people who are asked about some rows are drawn anew too: their noise as it is
        # would give back what was fitted to it.
        learned = _resampled(drawing, train, seed, before)
        settings = replace(how, seed=seed, second=None)
        table = learning_table(learned, model.attribute, settings, importance)
        again = learn(table, settings)[1]
        asked = questions(train, people.data(test), model.attribute, ask)
        found[number] = pd.concat(dict(_errors(asked, people, again, settings)))
    return pd.DataFrame(found)


def calibrated(rates: pd.DataFrame, errors: pd.DataFrame) -> pd.DataFrame:
    """Set an interval around each rate by how far off those of drawn tables are.

    Their mean error is not taken off, but counts as error: that of a few tables is hardly nearer
    to that of the data than none.

    Parameters
    ----------
    rates : DataFrame
        As ``flip_rates`` gives them, of one level that people are moved to.
    errors : DataFrame
        Of that level, as ``errors_of_drawn_tables`` gives them: by group and rate.

    Returns
    -------
    DataFrame
        The same with ``low`` and ``high``: as far off as 95 % of Student's t reach, in root mean
        squares of the errors, cut at 0 and 1; where no table is off, as ``spreads`` says. NaN
        where fewer than two tables have the rate.

    Examples
    --------
    >>> rates = pd.DataFrame({"group": ["f"], "rate": ["FR1"], "value": [0.5]})
    >>> rates = rates.assign(flips=4, of=8)
    >>> errors = pd.DataFrame([[0.06, -0.08]], by_rate(rates).index)
    >>> calibrated(rates, errors)[["low", "high"]].round(2).to_numpy().tolist()
    [[0.2, 0.8]]
    """
    own = errors.reindex(by_rate(rates).index)
    count = own.notna().sum(axis=1).to_numpy()
    size = np.sqrt((own**2).mean(axis=1).to_numpy())
    reach = np.where(count > 1, t.ppf((1 + LEVEL) / 2, np.maximum(count, 1)) * size, np.nan)
    return reaching(rates, reach)


class _DrawnPeople:
    """People with the attribute of others, and with their own noise."""

    def __init__(
        self, model: StructuralModel, frame: pd.DataFrame, seed: int, before: Sequence[str]
    ) -> None:
        self.model, self.own, self.seed = model, frame, seed
        values = frame[model.attribute].copy()
        known = values.notna()
        values[known] = _drawn(values[known], frame.loc[known, [*before]], seed)
        self.frame = self.with_attribute(values)

    def with_attribute(self, values: pd.Series) -> pd.DataFrame:
        """Give everybody with other values of the attribute."""
        return next(self.model.twins(self.own, values, 1, self.seed))

    def data(self, like: Dataset) -> Dataset:
        """Give them as data, with the roles of others."""
        return replace(like, frame=self.frame)


def _drawn(values: pd.Series, before: pd.DataFrame, seed: int) -> pd.Series:
    """Give everybody the attribute of another, moved to what comes before one's own."""
    rng = np.random.default_rng(seed_for(seed, "attribute"))
    order = rng.permutation(len(values))
    if before.empty:
        return values.iloc[order].set_axis(values.index)
    mechanism = in_support(values).fit(before, values, seed)
    own = by_pattern(mechanism.parameters, before)
    moved = mechanism.carry(values.iloc[order], own[order], own, rng.random(len(values)))
    return pd.Series(moved, values.index).astype(values.dtype)


def _resampled(model: StructuralModel, train: Dataset, seed: int, before: Sequence[str]) -> Dataset:
    rows = np.random.default_rng(seed).integers(0, train.rows, train.rows)
    frame = train.frame.iloc[rows].reset_index(drop=True)
    return _DrawnPeople(model, frame, seed, before).data(train)


def _errors(
    asked: Iterator[Question], people: _DrawnPeople, again: StructuralModel, how: TwinSettings
) -> Iterator[tuple[str, pd.Series]]:
    for question in asked:
        values = people.frame[people.model.attribute].copy()
        values[question.changed.index] = question.changed
        twins = people.with_attribute(values).loc[question.people.index]
        true = flip_rates(question.flagged, np.asarray(question.ask(twins), float), question.group)
        told = question.rates(question.answers(again, how))
        yield question.to, by_rate(told) - by_rate(true)
