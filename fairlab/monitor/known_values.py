"""What the columns of earlier batches held, so that a later one is read in the same way."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.bands import Bands
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.grouped import edges_of
from fairlab.data.groups import MISSING
from fairlab.data.level_names import plain_level, python_value
from fairlab.data.messages import plain, quoted, shown
from fairlab.errors import DataError

MOST_GROUPS = 500
_TENTHS = np.arange(1, 10) / 10


@dataclass
class KnownValues:
    """What the columns of earlier batches held.

    Parameters
    ----------
    two_values : dict of str to list
        Of the label and of the decision, the values that there were.
    edges : dict of str to list of float
        Where an attribute that is a number is cut, as the first batch had it.
    groups : dict of str to list of str
        The groups of each attribute, in the order in which they came.
    score_edges : list of float
        The tenths of the first batch's scores.
    """

    two_values: dict[str, list] = field(default_factory=dict)
    edges: dict[str, list[float]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    score_edges: list[float] = field(default_factory=list)

    def to_text(self) -> str:
        """Write them as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> "KnownValues":
        """Read them again."""
        return cls(**json.loads(text))

    def learn(
        self,
        asked: Asked,
        frame: pd.DataFrame,
        counts: Mapping[str, pd.Series],
        score: np.ndarray | None,
    ) -> None:
        """Cut numbers as the first batch has them."""
        if score is not None:
            self.score_edges = np.unique(np.quantile(score, _TENTHS)).astype(float).tolist()
        for name, edges in edges_of(asked, frame, counts).items():
            self.edges[name] = list(edges)
            self.groups[name] = list(Bands.learn(frame[name], edges).names)

    def as_earlier(self, name: str, cells: pd.Series, of: str) -> tuple[pd.Series, pd.Series]:
        """Take the values of a column of two values as earlier batches had them.

        Parameters
        ----------
        name : str
            The column.
        cells : Series
            The distinct values of this batch.
        of : str
            The batch.

        Returns
        -------
        Series
            The same values, 0 for '0' where earlier batches had the number.
        Series
            These, and behind them what only earlier batches had.

        Raises
        ------
        DataError
            There is a third value.
        """
        earlier = self.two_values.get(name, [])
        written = {level_name(value): value for value in earlier}
        cells = pd.Series([written.get(level_name(one), one) for one in cells.tolist()])
        new = [value for value in cells.dropna().tolist() if value not in earlier]
        if earlier and len(earlier) + len(new) > 2:
            raise DataError(
                f"{plain(of)}: {quoted(name)} holds {shown(new[0])}; earlier batches had "
                f"{' and '.join(map(shown, earlier))}.\nWrite it as before, or begin a monitor of "
                "another --name."
            )
        self.two_values[name] = [*earlier, *map(python_value, new)]
        unseen = [value for value in earlier if value not in cells.tolist()]
        return cells, pd.Series([*cells.tolist(), *unseen])

    def places(self, name: str, cells: pd.Series, of: str) -> np.ndarray:
        """Give the place of the group of each distinct value, and take in new groups.

        Raises
        ------
        DataError
            What was a number is none, or there are too many groups.
        """
        own = self.groups.setdefault(name, [])
        if name in self.edges:
            names = self._banded(name, cells, of)
        else:
            names = [level_name(value) for value in cells.tolist()]
        own += [one for one in dict.fromkeys(names) if one not in own]
        if len(own) > MOST_GROUPS:
            raise DataError(
                f"{plain(of)}: {quoted(name)} has {len(own):,} levels with those of earlier batches"
                f", of which at most {MOST_GROUPS} can be watched.\nJoin levels, or leave it out."
            )
        place = {one: at for at, one in enumerate(own)}
        return np.array([place[one] for one in names], np.uint16)

    def _banded(self, name: str, cells: pd.Series, of: str) -> list[str]:
        numbers = pd.to_numeric(cells, errors="coerce")
        odd = cells[numbers.isna() & cells.notna()]
        if len(odd):
            raise DataError(
                f"{plain(of)}: {quoted(name)} holds {shown(odd.iloc[0])}; it was a number before.\n"
                "Write numbers, and leave empty what is not known."
            )
        bands = Bands(
            tuple(self.edges[name]), tuple(self.groups[name][: len(self.edges[name]) + 1])
        )
        levels: Sequence[str] = [*bands.names, MISSING]
        return [levels[code] for code in bands.codes(numbers.astype(float))]


def level_name(value: Any) -> str:
    """Name a level as it is named in every batch, whatever type its column has there.

    Examples
    --------
    >>> level_name(1.0), level_name("1"), level_name(True), level_name(float("nan"))
    ('1', '1', 'True', 'missing')
    """
    if value is None or value != value:
        return MISSING
    return plain_level(value)
