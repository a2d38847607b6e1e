"""What the two errors of a decision cost: the same for everybody, or an amount of each person."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fairlab.errors import DataError, RequestError, nearest

WRITE = "Write --costs FP=1,FN=20, with a column in place of a number where amounts differ."
ERRORS = {"FP": "flagging a good one", "FN": "missing a bad one"}


@dataclass(frozen=True)
class Costs:
    """The costs of the two errors, in any one unit.

    Parameters
    ----------
    false_positive, false_negative : float or str
        Of flagging a person without the bad event, and of missing one with it; a text is the
        column with the amount of each person.

    References
    ----------
    Elkan (2001), The foundations of cost-sensitive learning; Bahnsen, Aouada and Ottersten
    (2014), Example-dependent cost-sensitive logistic regression for credit scoring.

    Examples
    --------
    >>> Costs.read("FP=1,FN=20")
    Costs(false_positive=1.0, false_negative=20.0)
    >>> Costs.read("FP=10,FN=amount").columns
    ('amount',)
    >>> Costs.read("FP=1,FN=-20")
    Traceback (most recent call last):
    fairlab.errors.RequestError: FN=-20: missing a bad one has to cost more than 0.
    Write --costs FP=1,FN=20, with a column in place of a number where amounts differ.
    """

    false_positive: float | str
    false_negative: float | str

    @classmethod
    def read(cls, text: str) -> "Costs":
        """Read costs as they are typed.

        Raises
        ------
        RequestError
            One of the two is not said or said twice, or is not above 0.
        """
        parts = [part.partition("=") for part in text.split(",")]
        said = {name.strip().upper(): value.strip() for name, _, value in parts}
        if said.keys() != ERRORS.keys() or len(parts) > len(said) or not all(said.values()):
            raise RequestError(f"Costs {text!r} do not say FP and FN once each.\n{WRITE}")
        return cls(
            **{
                field: _amount(name, said[name])
                for name, field in (("FP", "false_positive"), ("FN", "false_negative"))
            }
        )

    @property
    def as_typed(self) -> str:
        """The costs as they may be typed, in one and the same way."""
        both = (self.false_positive, self.false_negative)
        first, second = (one if isinstance(one, str) else f"{one:.15g}" for one in both)
        return f"FP={first},FN={second}"

    @property
    def indifferent(self) -> float | None:
        """The probability at which both ways are expected to cost the same; None of amounts.

        Examples
        --------
        >>> Costs(1, 19).indifferent
        0.05
        """
        one, other = self.false_positive, self.false_negative
        return None if isinstance(one, str) or isinstance(other, str) else one / (one + other)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold amounts."""
        both = (self.false_positive, self.false_negative)
        return tuple(dict.fromkeys(one for one in both if isinstance(one, str)))

    def refuse_gaps(self, frame: pd.DataFrame) -> None:
        """Refuse rows of which an amount is not known.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)

        Raises
        ------
        DataError
            A column of amounts is missing, holds no numbers, or one that is missing or below 0.
        """
        for name in self.columns:
            if name not in frame:
                known = nearest(name, frame.columns)
                raise DataError(f"There is no column {name!r} of amounts. {known}")
            _refuse_no_amounts(frame[name])

    def of_rows(self, rows: int, frame: pd.DataFrame | None) -> tuple[np.ndarray, np.ndarray]:
        """Give both costs of each row.

        Parameters
        ----------
        rows : int
        frame : DataFrame of shape (rows, ...), or None
            Has ``columns``.

        Returns
        -------
        tuple of ndarray of float, shape (rows,)
            Of a false positive and of a false negative.

        Raises
        ------
        DataError
            As ``refuse_gaps``.
        """
        given = pd.DataFrame() if frame is None else frame
        self.refuse_gaps(given)
        both = (self.false_positive, self.false_negative)
        first, second = (
            given[one].to_numpy(float) if isinstance(one, str) else np.full(rows, one)
            for one in both
        )
        return first, second

    def of_decisions(
        self, y: np.ndarray, flagged: np.ndarray, frame: pd.DataFrame | None
    ) -> np.ndarray:
        """Give what the decision about each row costs: nothing where it is right.

        Examples
        --------
        >>> y, flagged = np.array([1, 1, 0, 0]), np.array([True, False, True, False])
        >>> Costs.read("FP=1,FN=20").of_decisions(y, flagged, None).tolist()
        [0.0, 20.0, 1.0, 0.0]
        """
        of_flagging, of_missing = self.of_rows(len(y), frame)
        found: np.ndarray = np.where(y == 1, of_missing * ~flagged, of_flagging * flagged)
        return found

    def risk(self, score: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        """Order people by what it costs to let them go, beside what it costs to flag them.

        Parameters
        ----------
        score : ndarray of shape (n,)
            From 0 to 1.
        frame : DataFrame of shape (n, ...), or None
            Has ``columns``.

        Returns
        -------
        ndarray of shape (n,)
            The score itself where everybody costs the same; else the share that letting go has in
            both expected costs, which is one half where they are equal.
        """
        if not self.columns:
            return score
        flagged, missed = self.of_rows(len(score), frame)
        missing, flagging = score * missed, (1 - score) * flagged
        both = missing + flagging
        return np.divide(missing, both, out=np.zeros(len(score)), where=both > 0)

    def cheapest_cut(self, y: np.ndarray, risk: np.ndarray, frame: pd.DataFrame | None) -> float:
        """Find the cut that costs least on rows whose label is known.

        Scores need not be probabilities for that: what was resampled or weighed has none.

        Parameters
        ----------
        y : ndarray of 0 and 1, shape (n,)
        risk : ndarray of shape (n,)
            What ``risk`` gives.
        frame : DataFrame of shape (n, ...), or None
            Has ``columns``.

        Returns
        -------
        float
            Of several alike the highest, and above every row where flagging nobody is cheapest.

        Examples
        --------
        >>> y, score = np.array([0, 1, 0, 1]), np.array([0.1, 0.3, 0.6, 0.9])
        >>> Costs(1, 1).cheapest_cut(y, score, None), Costs(1, 5).cheapest_cut(y, score, None)
        (0.9, 0.3)
        """
        flagged, missed = self.of_rows(len(risk), frame)
        order = np.argsort(-risk, kind="stable")
        saved = np.cumsum(np.where(y == 1, missed, -flagged)[order])
        falling = risk[order]
        last = np.flatnonzero(np.append(falling[1:] != falling[:-1], True))
        best = last[np.argmax(saved[last])]
        return float(falling[best] if saved[best] > 0 else np.nextafter(falling[0], np.inf))


def _amount(name: str, value: str) -> float | str:
    try:
        cost = float(value)
    except ValueError:
        return value
    if not 0 < cost < np.inf:
        raise RequestError(f"{name}={value}: {ERRORS[name]} has to cost more than 0.\n{WRITE}")
    return cost


def _refuse_no_amounts(amounts: pd.Series) -> None:
    if not pd.api.types.is_numeric_dtype(amounts) or pd.api.types.is_bool_dtype(amounts):
        one = str(amounts.iloc[0])[:40]
        raise DataError(
            f"Column {amounts.name!r} holds {one!r} and the like, and no amounts of costs.\n"
            "Name a column of numbers, or take one cost for everybody: --costs FP=1,FN=20."
        )
    numbers = amounts.to_numpy(float, na_value=np.nan)
    for wrong, what in (
        (~np.isfinite(numbers), "no amount"),
        (numbers < 0, "an amount below 0"),
    ):
        if wrong.any():
            raise DataError(
                f"{int(wrong.sum())} of {len(numbers)} rows have {what} in {amounts.name!r} "
                f"(first in row {int(np.argmax(wrong)) + 1}), so that nobody knows what their "
                "errors cost.\nFill them in, or train with one cost for everybody: "
                "--costs FP=1,FN=20."
            )
