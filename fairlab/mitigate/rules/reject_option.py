"""Other decisions in a band around the cut: in favour of one kind of groups, against the other."""

import numpy as np
import pandas as pd

from fairlab.mitigate.attribute_rule import AttributeRule
from fairlab.mitigate.budgeted_rule import ScoredRows, common_cut

HALVINGS = 40


class RejectOption(AttributeRule):
    """Decide by group where the score is near the cut, as far around it as a gap asks for.

    Within the band, those of groups that are flagged more often than others are let go, and those
    of the other groups are flagged; the cut moves so that the budget is kept, and the band closes
    the gap between both kinds of groups, of several attributes as of one: it is one band, and the
    gap of each may stay. Kamiran et al. take one half as the cut. Without a gap
    that an exact test finds there is no band; groups with fewer than ten bad events, and levels
    that were not seen, have the cut alone.

    The decision asks for the attribute, which may not be lawful.

    Parameters
    ----------
    budget : float or str
        As of ``GroupThresholds``.
    criterion : {"equal_opportunity", "demographic_parity"}
        Whose gap is kept.
    eps : float
        The largest gap on the rows that it is fitted on.
    gate : float
        The p-value from which on an attribute is not looked at; 1 looks always.
    sensitive : str, iterable or mapping of str, or Groups, optional
        The attributes; a strategy fills in those of its dataset, and without any it is one cut.

    Attributes
    ----------
    common_cut_ : float
        The middle of the band.
    band_ : float
        How far it reaches on either side, in units of the score.
    sides_ : dict of str to int
        Per group 1 where people in the band are let go, -1 where they are flagged.

    References
    ----------
    Kamiran, Karim and Zhang (2012), Decision theory for discrimination-aware classification.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> people = pd.DataFrame({"sex": rng.choice(["f", "m"], 2000)})
    >>> y = rng.random(2000) < 0.3
    >>> score = 0.4 * y + 0.2 * (people["sex"] == "m") + 0.4 * rng.random(2000)
    >>> rule = RejectOption(0.2, sensitive="sex").fit(y, score, people)
    >>> round(rule.common_cut_, 2), round(rule.band_, 2), rule.sides_
    (0.65, 0.11, {'sex=f': -1, 'sex=m': 1})
    """

    learned = ("common_cut_", "band_", "sides_", "p_values_", "apart_", "groups_")

    def cut(self, rows: ScoredRows, share: float) -> None:
        """Widen the band until the gap is small, and move the cut so that the share is kept."""
        self.common_cut_, self.band_ = common_cut(rows.risk, share), 0.0
        places, counted = self.places(rows), self._counted(rows.y)
        flagged = rows.risk >= self.common_cut_
        usual = flagged[counted].mean()
        rates = {name: flagged[at][counted[at]].mean() for name, at in places.items()}
        self.sides_ = {name: 1 if rate > usual else -1 for name, rate in rates.items()}
        if {*self.sides_.values()} == {-1, 1}:
            self._widen(rows, share, counted)
        else:
            self.sides_ = {}

    def _widen(self, rows: ScoredRows, share: float, counted: np.ndarray) -> None:
        side = self._sides(rows.frame)
        more, less = counted & (side > 0), counted & (side < 0)

        def gap_within(band: float) -> float:
            """Take a band, and give the gap between both sides; below 0 where it is turned."""
            moved = rows.risk - band * side
            self.band_, self.common_cut_ = band, common_cut(moved, share)
            flagged = moved >= self.common_cut_
            return float(flagged[more].mean() - flagged[less].mean())

        low, high = 0.0, float(np.ptp(rows.risk))
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if gap_within(middle) <= self.eps else (middle, high)
        gap_within(min((high, low), key=lambda band: max(abs(gap_within(band)) - self.eps, 0)))

    def held_together(self, rows: ScoredRows) -> list[dict[str, np.ndarray]]:
        """Give the rows of both kinds of groups."""
        side = self._sides(rows.frame) if self.sides_ else np.zeros(0)
        named = {of: [g for g, one in self.sides_.items() if one == of] for of in (1, -1)}
        return [{" and ".join(named[of]): side == of for of in (1, -1)}] if self.sides_ else []

    def flags(self, risk: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        """Flag the rows whose score reaches the end of the band that is for their group."""
        moved = risk
        if frame is not None and self.sides_:
            moved = risk - self.band_ * self._sides(frame)
        flagged: np.ndarray = moved >= self.common_cut_
        return flagged

    def _counted(self, y: np.ndarray) -> np.ndarray:
        return y == 1 if self.criterion == "equal_opportunity" else np.ones(len(y), bool)

    def _sides(self, frame: pd.DataFrame) -> np.ndarray:
        found: np.ndarray = (
            self.cells(self.apart_, frame).map(self.sides_).fillna(0).to_numpy(float)
        )
        return found
