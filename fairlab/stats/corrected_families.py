"""Many tests, some of them small by chance: p-values corrected over a family."""

import numpy as np
import pandas as pd

from fairlab.stats.multiple_testing import benjamini_hochberg, holm


def corrected(p: pd.Series, family: pd.Series) -> pd.DataFrame:
    """Correct the p-values of each family, by Holm and by Benjamini and Hochberg.

    Parameters
    ----------
    p : Series of float, shape (tests,)
        NaN for a test that could not be made; it is in no family.
    family : Series, shape (tests,)
        The family of each test.

    Returns
    -------
    DataFrame
        Columns p, p_holm (any false alarm) and p_bh (the share of false alarms), index of ``p``.

    References
    ----------
    Holm (1979); Benjamini and Hochberg (1995), Controlling the false discovery rate.

    Examples
    --------
    >>> corrected(pd.Series([0.01, 0.04, None]), pd.Series(["a", "a", "a"]))
          p  p_holm  p_bh
    0  0.01    0.02  0.02
    1  0.04    0.04  0.04
    2   NaN     NaN   NaN
    """
    found, by_holm, by_bh = p.to_numpy(float), *np.full((2, len(p)), np.nan)
    for name in family.unique():
        own = (family == name).to_numpy()
        by_holm[own], by_bh[own] = holm(found[own]), benjamini_hochberg(found[own])
    return pd.DataFrame({"p": p, "p_holm": by_holm, "p_bh": by_bh}, index=p.index)
