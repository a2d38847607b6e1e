"""Columns that are an attribute in other words, and so are moved with it, not by it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.question import Ask, Question
from fairlab.data.dataset import Dataset
from fairlab.data.groups import is_continuous
from fairlab.data.messages import quoted
from fairlab.stats.recoded import says


@dataclass(frozen=True)
class Recodes:
    """What each level of an attribute is called in other columns.

    Parameters
    ----------
    attribute : str
    words : mapping of str to Series
        By column: the value that goes with each level, with the levels as index.
    """

    attribute: str
    words: Mapping[str, pd.Series]

    @property
    def notes(self) -> tuple[str, ...]:
        """Name these columns, as a sentence."""
        if not self.words:
            return ()
        names, few = ", ".join(map(quoted, self.words)), len(self.words) == 1
        verb, moves = ("is", "moves") if few else ("are", "move")
        return (f"{names} {verb} {quoted(self.attribute)} in other words, and {moves} with it.",)

    def left_out(self, data: Dataset) -> Dataset:
        """Give the data without these columns, from which no effect is learned."""
        return replace(data, frame=data.frame.drop(columns=[*self.words])) if self.words else data

    def agreeing(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Give rows with what goes with their value of the attribute, where it is a known one."""
        own = rows[self.attribute].astype(object)
        moved = {
            name: own.map(words).where(own.isin(words.index), rows[name]).astype(rows[name].dtype)
            for name, words in self.words.items()
            if name in rows
        }
        return rows.assign(**moved)

    def along(self, question: Question) -> Question:
        """Let these columns move wherever the attribute does."""
        return replace(question, ask=self._asked(question.ask)) if self.words else question

    def _asked(self, ask: Ask) -> Ask:
        def moved(rows: pd.DataFrame) -> Any:
            return ask(self.agreeing(rows))

        return moved


def recodes(train: Dataset, attribute: str, how: TwinSettings) -> Recodes:
    """Find the columns that an attribute of several levels gives away, and nobody spoke of.

    Parameters
    ----------
    train : Dataset
    attribute : str
    how : TwinSettings
        Settled; the study's way knows none.

    Examples
    --------
    >>> table = pd.DataFrame({"sex": list("mf") * 20, "code": [7, 2] * 20, "age": range(40)})
    >>> people = Dataset("people", table.assign(bad=[0, 0, 0, 1] * 10), "bad", ("sex",))
    >>> found = recodes(people, "sex", TwinSettings())
    >>> found.notes, found.agreeing(table.assign(sex="m"))["code"].unique().tolist()
    (('`code` is `sex` in other words, and moves with it.',), [7])
    """
    own = train.frame[attribute]
    if is_continuous(own) or how.mode == "study":
        return Recodes(attribute, {})
    drawn = how.graph.nodes if how.graph else ()
    told = {*how.before, *how.allowed, *(how.uncaused or ()), *how.caused, *drawn}
    told.update(name for tier in how.tiers for name in tier)
    words = {
        name: train.frame[name].groupby(own.astype(object)).agg(_commonest)
        for name in train.features
        if name not in (attribute, *told) and says(own, train.frame[name])
    }
    return Recodes(attribute, words)


def _commonest(values: pd.Series) -> Any:
    return values.mode(dropna=False).iloc[0]
