"""What stands out, in sentences; `names` are in backticks."""

import pandas as pd

from fairlab.data.messages import quoted
from fairlab.data.proxies import FEWEST
from fairlab.explore.bins import joined, level_text
from fairlab.explore.exploration import Exploration
from fairlab.explore.imbalance import widest_gap
from fairlab.report.pages.numbers import count, decimal, decimals, percent, percents
from fairlab.report.sections.exploration_figures import FEW
from fairlab.stats.wilson_interval import LEVEL

MOST_NAMED = 8


def findings(found: Exploration) -> list[str]:
    """Say what stands out: the imbalance, the widest gap between groups, the strongest proxy.

    Parameters
    ----------
    found : Exploration
        Of a data set.

    Returns
    -------
    list of str
        Three sentences, or two where no column is sensitive; one more of all features together,
        where these were asked for.

    Examples
    --------
    >>> from fairlab.data import loans
    >>> from fairlab.explore import explore
    >>> for sentence in findings(explore(loans())):
    ...     print(sentence)
    274 of 1,000 rows (27.4 %) are positive (`Approved = 0`), 2.6 others for each.
    The share of positives differs most by `Gender`: 53.7 % (49.4 to 58.0 %) for `Female`, 0 %
    (0 to 0.78 %) for `Male`.
    Of the features that are not sensitive themselves, `Income` tells a sensitive attribute best:
    `Gender` with an AUC of 0.536 (0.486 to 0.586), where 0.5 is guessing.
    """
    if not found.sensitive:
        return [_imbalance(found), "No column is named as sensitive: name some with --sensitive."]
    return [_imbalance(found), _gap(found.groups), _proxy(found), *_together(found.hidden_proxies)]


def _together(told: pd.DataFrame) -> list[str]:
    """Say which group all features together tell best."""
    if told.empty:
        return []
    best = told.loc[told["auc"].idxmax()]
    return [
        f"All features together tell {quoted(best['group'])} of {quoted(best['attribute'])} best, "
        f"with an AUC of {decimal(best['auc'])} ({decimals(best['low'], best['high'])}), most by "
        f"{best['features']}: a model that is not given the attribute may know it all the same."
    ]


def spread(table: pd.DataFrame, overall: float) -> str:
    """Say between which levels the share of positives lies, and which are off the overall one.

    Parameters
    ----------
    table : DataFrame
        What ``counts`` returns.
    overall : float
        The share of positives of all rows.

    Examples
    --------
    >>> from fairlab.explore.level_counts import counted
    >>> import numpy as np
    >>> table = counted(["m", "f"], np.array([500, 500]), np.array([60, 20]), 1000)
    >>> spread(table, 0.08)
    'From 4.0 % (`f`) to 12.0 % (`m`). 2 of 2 intervals leave out the overall 8.0 % (by chance
    about 0.1): `m` above; `f` below.'
    """
    filled = table[table["rows"] > 0]
    above, below = filled[filled["low"] > overall], filled[filled["high"] < overall]
    off = len(above) + len(below)
    sides = [f"{_named(rows)} {side}" for rows, side in ((above, "above"), (below, "below"))
             if len(rows)]  # fmt: skip
    said = (
        f"{off or 'None'} of {len(filled)} intervals leave{'' if off > 1 else 's'} out the overall "
        f"{percent(overall)} (by chance about {(1 - LEVEL) * len(filled):.1g})"
    )
    return _range(filled) + (f"{said}: {'; '.join(sides)}." if off else f"{said}.")


def _imbalance(found: Exploration) -> str:
    others = (found.rows - found.positives) / found.positives
    return (
        f"{count(found.positives)} of {count(found.rows)} rows ({percent(found.rate)}) are "
        f"positive (`{found.event}`), {others:.1f} others for each.{_left_out(found.classes)}"
    )


def _left_out(classes: pd.DataFrame) -> str:
    """Say how many rows are not looked at, as those of a test part that is fixed."""
    rows = classes.loc[classes["part"] == "test", "rows"].sum()
    return f" The {count(rows)} rows of the test part are left out." if rows else ""


def _gap(groups: pd.DataFrame) -> str:
    widest = widest_gap(groups)
    if widest is None:
        return "In no sensitive attribute are two groups apart by more than their intervals."
    sides = [
        f"{percent(row['rate'])} ({percents(row['low'], row['high'])}) for {quoted(row['group'])}"
        for row in (groups.loc[widest["more"]], groups.loc[widest["less"]])
    ]
    return (
        f"The share of positives differs most by {quoted(widest['attribute'])}: {', '.join(sides)}."
    )


def _proxy(found: Exploration) -> str:
    others = found.proxies[~found.proxies["feature"].isin(list(found.attributes))]
    if found.proxies.empty and found.features > len(found.attributes):
        return f"Proxies are judged between groups of {FEWEST} rows or more, and there are no two."
    if others.empty:
        return "There is no feature beside the sensitive attributes that could tell them."
    best = others.loc[others["auc"].idxmax()]
    return (
        f"Of the features that are not sensitive themselves, {quoted(best['feature'])} tells a "
        f"sensitive attribute best: {quoted(best['attribute'])} with an AUC of "
        f"{decimal(best['auc'])} ({decimals(best['low'], best['high'])}), where 0.5 is guessing."
    )


def _range(filled: pd.DataFrame) -> str:
    enough = filled[filled["rows"] >= FEW]
    if len(enough) < 2:
        return ""
    low, high = enough.loc[enough["rate"].idxmin()], enough.loc[enough["rate"].idxmax()]
    few = len(filled) - len(enough)
    return (
        f"From {percent(low['rate'])} ({quoted(level_text(low['level']))}) to "
        f"{percent(high['rate'])} ({quoted(level_text(high['level']))})"
        f"{f', {few} with fewer than {FEW} rows aside' if few else ''}. "
    )


def _named(rows: pd.DataFrame) -> str:
    names = [quoted(level_text(level)) for level in joined(rows["level"])]
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
