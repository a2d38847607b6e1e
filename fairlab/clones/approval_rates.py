"""How often each group is approved: of clones, and in the data."""

import pandas as pd

from fairlab.clones.ask_clones import CloneTest
from fairlab.clones.describe_clones import percent
from fairlab.clones.pairs import share_of
from fairlab.data.dataset import Dataset
from fairlab.data.groups import Groups
from fairlab.data.messages import plain

CLONES, DATA = "clones", "data"
_COUNTED = {CLONES: "Approved among clones", DATA: "With the good label in the data"}


def approval_rates(test: CloneTest, data: Dataset | None = None) -> pd.DataFrame:
    """Count approvals by group.

    Parameters
    ----------
    test : CloneTest
    data : Dataset, optional
        Whose labels say who had no bad event; how many of them somebody approved is not known.

    Returns
    -------
    DataFrame
        A row per group of the clones and, where the data have such people, of the data: ``among``
        (``"clones"`` or ``"data"``), ``group``, ``people``, ``approved``, ``rate`` and its exact
        interval ``low`` and ``high`` at 95 %. A number is counted in the data with all in its
        band, which ``group`` names beside it.

    Examples
    --------
    >>> from fairlab.clones import AskedModel, clone_test
    >>> from fairlab.clones.declared import schema_from
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "income": {"from": 0, "to": 99}}})
    >>> men = AskedModel("men", lambda p: p["sex"] == "m")
    >>> approval_rates(clone_test(men, form, {"sex": ["f", "m"]}, 9))[["group", "rate"]]
      group  rate
    0     f   0.0
    1     m   1.0
    """
    rows = [_row(CLONES, group, said) for group, said in test.approved.items()]
    if data is not None and set(test.clones.combinations) <= set(data.frame):
        levels, people, banded = _in_bands(test.clones.combinations, data)
        for group, values in levels.iterrows():
            of_it = (people == values).all(axis=1)
            bands = f" ({', '.join(values[banded])})" if banded else ""
            rows += [_row(DATA, f"{group}{bands}", data.y[of_it] == 0)] if of_it.any() else []
    return pd.DataFrame(rows)


def _in_bands(levels: pd.DataFrame, data: Dataset) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Put bands in the place of numbers, of which hardly anybody has just this one."""
    names = [*levels]
    groups = Groups.learn(data.frame, tuple(names), edges=data.bands)
    banded = [name for name in names if name in groups.cut]
    named = groups.among(banded)
    levels, people = (
        frame[names].assign(**named.of(frame).astype(str)) for frame in (levels, data.frame)
    )
    return levels, people, banded


def rates_in_words(rates: pd.DataFrame) -> str:
    """Write approval rates.

    Parameters
    ----------
    rates : DataFrame
        As ``approval_rates`` gives them.

    Examples
    --------
    >>> told = {"among": "clones", "group": ["f", "m"], "rate": [0.25, 0.5]}
    >>> rates_in_words(pd.DataFrame(told))
    'Approved among clones: f 25.0 %, m 50.0 %.'
    """
    return " ".join(
        f"{_COUNTED[str(of)]}: "
        + ", ".join(f"{plain(row.group)} {percent(row.rate)}" for row in part.itertuples())
        + "."
        for of, part in rates.groupby("among", sort=False)
    )


def _row(among: str, group: object, approved: pd.Series) -> dict[str, object]:
    share = share_of(int(approved.sum()), len(approved))
    counts = {"people": share.pop("profiles"), "approved": share.pop("flips")}
    return {"among": among, "group": str(group), **counts, **share}
