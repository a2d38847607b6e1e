"""Where the flips of one attribute point: do decisions lean against a group, both ways round?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import isnan

import pandas as pd
from scipy.special import bdtr

from fairlab.errors import RequestError

OPPOSITE = "opposite"
LOOKED_AT = ["group", "to", "rate", "flips", "low", "high", "descendants"]


@dataclass(frozen=True)
class Move:
    """People of one group, decided about as if they were in another.

    Parameters
    ----------
    group, to : str
        Where they are, and where they are moved to.
    dropped, raised : float
        Flags that go with the move, and flags that come with it.
    p : float
        Of the exact sign test that flags come as often as they go (McNemar's, exact).
    apart : bool
        False where the intervals of the two rates overlap; true without intervals.
    """

    group: str
    to: str
    dropped: float
    raised: float
    p: float
    apart: bool

    def against(self, alpha: float) -> str:
        """Give the group that the move speaks against; empty where it may be chance."""
        if not (self.p < alpha and self.apart):
            return ""
        return self.group if self.dropped > self.raised else self.to


@dataclass(frozen=True)
class Lean:
    """The flips of one attribute, taken together.

    Parameters
    ----------
    against : str
        The group that both moves of a pair speak against; empty where no pair agrees.
    other : str
        The other group of that pair.
    moves : tuple of Move
        The moves of that pair, or all of them.
    single : tuple of str
        Groups that single moves speak against, where no pair agrees.
    alone : bool
        Whether only the attribute itself was changed, since nothing was found to follow it.
    """

    against: str
    other: str
    moves: tuple[Move, ...]
    single: tuple[str, ...]
    alone: bool


def lean_of(flips: pd.DataFrame, attribute: str, groups: list[str], alpha: float) -> Lean | None:
    """Tell which group the flips of an attribute speak against.

    Leaving a burdened group drops flags, and entering it raises them. One of the two alone is no
    sign: flags that drop on leaving either group speak against neither.

    Parameters
    ----------
    flips : DataFrame
        Flip rates of any number of attributes: columns attribute, group, to, rate and flips, and
        low, high and descendants where there are any, as ``IndividualAudit.rates`` has them.
    attribute : str
    groups : list of str
        Its groups in the audit, to name the other of two where only one was asked about.
    alpha : float
        The level of the sign tests, shared by the pairs (Bonferroni).

    Returns
    -------
    Lean or None
        None where there are no flips of the attribute.

    Raises
    ------
    RequestError
        A group has more than one row of the same rate.

    References
    ----------
    van der Pol (2026), section 6.1.2; McNemar (1947).

    Examples
    --------
    >>> rates = pd.DataFrame({"attribute": "sex", "group": ["f", "f", "m", "m"],
    ...     "to": "opposite", "rate": ["FR2", "FR3"] * 2, "flips": [1, 30, 40, 2]})
    >>> lean_of(rates, "sex", ["f", "m"], 0.05).against
    'f'
    """
    asked = (flips["attribute"] == attribute) & flips["rate"].isin(["FR2", "FR3"])
    if not asked.any():
        return None
    rows = flips.loc[asked, flips.columns.intersection(LOOKED_AT)]
    moves = tuple(_moves(rows, attribute, groups))
    alone = "descendants" in rows and not rows["descendants"].any()
    level = alpha / max(len({frozenset((each.group, each.to)) for each in moves}), 1)
    agreed = [pair for pair in combinations(moves, 2) if _agree(*pair, level)]
    if not agreed:
        single = dict.fromkeys(filter(None, (each.against(level) for each in moves)))
        return Lean("", "", moves, tuple(single), alone)
    pair = min(agreed, key=lambda both: max(each.p for each in both))
    against = pair[0].against(level)
    (other,) = {pair[0].group, pair[0].to} - {against}
    return Lean(against, other, pair, (), alone)


def flip_sentence(lean: Lean | None) -> str:
    """Say where the flips of an attribute point; empty where there are none.

    Examples
    --------
    >>> move = Move("f", "m", 30, 1, 1e-7, True)
    >>> flip_sentence(Lean("", "", (move,), ("f",), False))
    'The flips point against f the one way that is known: leaving f for m drops 30 flags and
    raises 1.'
    """
    if lean is None:
        return ""
    changed = sorted((move for move in lean.moves if move.dropped + move.raised), key=lambda m: m.p)
    told = f"{_pointing(lean)}: {'; '.join(map(_told, changed[:2]))}."
    told = told if changed else "No decision changes with the attribute."
    if lean.alone:
        told += " Nothing was found that follows the attribute, so it alone was changed."
    return told


def _pointing(lean: Lean) -> str:
    if lean.against:
        return f"The flips point against {lean.against} both ways"
    if len(lean.single) == 1:
        known = "the one way that is known" if len(lean.moves) == 1 else "one way only"
        return f"The flips point against {lean.single[0]} {known}"
    return "The flips contradict each other" if lean.single else "The flips lean neither way"


def _told(move: Move) -> str:
    dropped, raised = (
        f"{flips:,.0f}" if flips >= 10 else f"{flips:.2g}" for flips in (move.dropped, move.raised)
    )
    return f"leaving {move.group} for {move.to} drops {dropped} flags and raises {raised}"


def _agree(first: Move, second: Move, level: float) -> bool:
    there_and_back = (first.group, first.to) == (second.to, second.group)
    return there_and_back and first.against(level) == second.against(level) != ""


def _moves(rows: pd.DataFrame, attribute: str, groups: list[str]) -> Iterator[Move]:
    asked = list(rows["group"].astype(str).unique())
    rates: dict[tuple, dict] = {}
    for row in rows.to_dict("records"):
        of_move = rates.setdefault((str(row["group"]), str(row["to"])), {})
        if row["rate"] in of_move:
            raise _twice(attribute, row)
        of_move[row["rate"]] = row
    for (group, to), both in rates.items():
        raised, dropped = both["FR2"], both["FR3"]
        yield Move(
            group,
            _other(group, asked, groups) if to == OPPOSITE else to,
            dropped["flips"],
            raised["flips"],
            _sign_test(round(dropped["flips"]), round(raised["flips"])),
            _apart(dropped, raised),
        )


def _other(group: str, asked: list[str], groups: list[str]) -> str:
    """Name the other of two groups; rows without a value are audited, and not asked about."""
    others = [each for each in asked if each != group] or [each for each in groups if each != group]
    return others[0] if len(others) == 1 else OPPOSITE


def _sign_test(dropped: int, raised: int) -> float:
    """Give the exact two-sided p of as many drops as rises, which of a half is one tail doubled."""
    return min(1.0, 2 * float(bdtr(min(dropped, raised), dropped + raised, 0.5)))


def _apart(dropped: dict, raised: dict) -> bool:
    ends = [side.get(end, float("nan")) for side in (dropped, raised) for end in ("low", "high")]
    if any(map(isnan, ends)):
        return True
    return ends[0] > ends[3] or ends[2] > ends[1]


def _twice(attribute: str, row: dict) -> RequestError:
    return RequestError(
        f"Flip rates of {attribute!r}: two rows of {row['rate']} for group {row['group']!r}.\n"
        "Give those of one mode and one seed."
    )
