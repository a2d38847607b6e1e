"""What the cells of a table of decisions mean: groups, events, decisions and bins of scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import HALF
from fairlab.data.decisions.grouped import names_of_crossed
from fairlab.data.decisions.surveyed import Surveyed
from fairlab.data.decisions.two_values import approving, bad_event
from fairlab.data.groups import MISSING
from fairlab.stats.score_bins import ScoreBins

Codes = Mapping[object, int]


@dataclass(frozen=True, eq=False)
class Meaning:
    """What the cells of a table mean.

    Parameters
    ----------
    attributes : mapping of str to (mapping, list)
        Of each column the place of every cell's group, and the labels of the groups.
    crosses : mapping of str to tuple of str
        Intersections by their names; who is in the group ``missing`` of one attribute is in none.
    missing : mapping of str to int
        The place of the group ``missing`` of the attributes that have one.
    label : tuple of (str, mapping), optional
        The column of what happened: 1 is the bad event, 0 none, -1 unknown.
    decision : tuple of (str, mapping), optional
        The column of what was decided: 1 is flagged.
    score : str, optional
        The column of scores.
    threshold : float, optional
        From which score on people are flagged, where no column says so.
    bins : ScoreBins, optional
    below : ndarray, shape (bins,), optional
        The share of good ones below each bin, half of those in it counted.
    """

    attributes: Mapping[str, tuple[Codes, list]]
    crosses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    label: tuple[str, Codes] | None = None
    decision: tuple[str, Codes] | None = None
    score: str | None = None
    threshold: float | None = None
    bins: ScoreBins | None = None
    below: np.ndarray | None = None

    @property
    def columns(self) -> list[str]:
        """The columns whose levels are wanted."""
        roles = [role[0] for role in (self.label, self.decision) if role]
        return [*self.attributes, *roles]

    @property
    def labels(self) -> list[list]:
        """The groups of each attribute and of each intersection, and None for who is in none."""
        return [*(groups for _, groups in self.attributes.values()), *_of_crosses(self)]


def meaning_of(asked: Asked, found: Surveyed, groups: pd.DataFrame) -> Meaning:
    """Say what every cell of a table means.

    Parameters
    ----------
    asked : Asked
        Which column is what.
    found : Surveyed
        Without faults.
    groups : DataFrame
        The groups of its values, per attribute.
    """
    attributes = {
        name: (found.codes(name, own.cat.codes.to_numpy()), list(own.cat.categories))
        for name, own in groups.items()
    }
    missing = {name: own.index(MISSING) for name, (_, own) in attributes.items() if MISSING in own}
    made = Meaning(
        {str(name): meant for name, meant in attributes.items()},
        {" * ".join(names): names for names in asked.cross},
        {str(name): place for name, place in missing.items()},
    )
    if asked.label:
        label = found.frame[asked.label]
        bad = label.eq(bad_event(asked, found.frame)).to_numpy(bool, na_value=False)
        codes = found.codes(asked.label, np.where(label.isna(), -1, bad))
        made = replace(made, label=(asked.label, codes))
    if asked.decision:
        flagged = found.frame[asked.decision].ne(approving(asked, found.frame)).to_numpy(int)
        made = replace(made, decision=(asked.decision, found.codes(asked.decision, flagged)))
    return _with_scores(made, asked, found) if asked.scores else made


def _with_scores(meaning: Meaning, asked: Asked, found: Surveyed) -> Meaning:
    threshold = None
    if not asked.decision:
        threshold = HALF if asked.threshold is None else asked.threshold
    meaning = replace(meaning, score=asked.scores[0], threshold=threshold)
    if found.seen.scores is None:
        return meaning
    bins = found.seen.scores.bins()
    good = np.zeros(len(bins.mean))
    label, codes = meaning.label or ("", {})
    for counts, cell in zip(
        found.seen.scores.counts, found.seen.levels.get(label, ()), strict=False
    ):
        if codes[cell] == 0:
            good += bins.of_fine(counts)
    below = (np.cumsum(good) - good / 2) / max(good.sum(), 1)
    return replace(meaning, bins=bins, below=below)


def _of_crosses(meaning: Meaning) -> list[list]:
    """List the groups of each intersection, and behind them who is in none."""
    made = []
    for names in meaning.crosses.values():
        groups = names_of_crossed([meaning.attributes[name][1] for name in names])
        made.append([*groups, None])
    return made
