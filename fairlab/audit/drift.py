"""Whether decisions about the latest people are like those about the people before them.

A rolling origin cuts the later half of the rows into blocks; the last one is held against the
earlier ones. See docs/decisions/0014-folds.md.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.margins import Margins
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.pairing import REST
from fairlab.audit.registry import compared_rates
from fairlab.audit.statement import gaps
from fairlab.audit.statements import COLUMNS, family_of_statements

DRIFT = "drift"
LAST, EARLIER = "last block", "earlier blocks"
EVERYONE = "everyone"


def drift_of(data: OutOfFold, strategy: str, margins: Margins | None = None) -> pd.DataFrame:
    """Hold the rates of the last block against those of the earlier ones, by group and overall.

    Bands are of how people vary (rows alone): each block is decided about by another model, so
    that a difference may come from people or from the model that had learned more.

    Parameters
    ----------
    data : OutOfFold
        Of a rolling origin; of another design there is nothing to say.
    strategy : str
        Whose decisions.
    margins : Margins, optional
        Differences that do not matter.

    Returns
    -------
    DataFrame
        See `fairlab.audit.statements.family_of_statements`: a row per rate that is compared, of
        everyone and of each group; ``value_group`` is of the last block, ``value_rest`` of the
        earlier ones.

    Examples
    --------
    >>> y, rows = np.tile([1, 1, 0, 0], 500), np.arange(2000)
    >>> flagged = np.where(rows < 1000, np.tile([1, 0, 0, 0], 500), y)
    >>> sex = pd.DataFrame({"sex": np.where(rows // 4 % 2, "f", "m")})
    >>> folds = (rows // 1000)[None]
    >>> late = OutOfFold(y, sex, folds, {"plain": flagged[None]}, design="rolling")
    >>> found = drift_of(late, "plain").query("attribute == 'everyone' and metric == 'recall'")
    >>> found[["value_group", "value_rest", "estimate"]].to_numpy().tolist()
    [[1.0, 0.5, 0.5]]
    """
    if data.design != "rolling":
        return pd.DataFrame(columns=COLUMNS)
    whom = list(_people(data.groups))
    last = (data.folds == data.folds.max()).any(axis=0)
    made = basic_statistics(
        replace(
            data,
            groups=pd.DataFrame({str(at): _when(last, own) for at, (*_, own) in enumerate(whom)}),
            folds=np.minimum(data.folds, 0),
            decisions={strategy: data.decisions[strategy]},
            scores={},
            design="holdout",
        )
    )
    # What seeds add is left out: one model decides about a block, so that it may be the drift.
    alone = replace(made.moments, models=made.moments.totals[None], seeds=1)
    made = replace(made, moments=alone)
    said = gaps(made, strategy, [rate.name for rate in compared_rates()])
    table = family_of_statements(made, DRIFT, said, margins)
    named = [whom[int(at)][:2] for at in table["attribute"]]
    about = pd.DataFrame(named, columns=["attribute", "group"], index=table.index)
    return table.assign(attribute=about["attribute"], group=about["group"], rest=REST)


def _people(groups: pd.DataFrame) -> Iterator[tuple[str, object, np.ndarray]]:
    """Go through everyone and every group: an attribute, a group, and who is in it."""
    yield EVERYONE, EVERYONE, np.ones(len(groups), bool)
    for attribute, column in groups.items():
        for group in pd.Categorical(column).categories:
            yield str(attribute), group, (column == group).to_numpy(bool)


def _when(last: np.ndarray, own: np.ndarray) -> pd.Categorical:
    place = np.where(own, np.where(last, 0, 1), -1)
    return pd.Categorical.from_codes(place, [LAST, EARLIER])
