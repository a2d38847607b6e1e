"""What looks odd in a column of text."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.data.alike_levels import alike
from fairlab.data.checks.number_faults import NUMBER
from fairlab.data.columns import matching
from fairlab.data.messages import counted, quoted
from fairlab.data.number_forms import MOST_CODES, ZERO_PADDED

_FEW_ENOUGH = 1000  # levels; of more, the number of them is told
_EMPTY = (  # n/a, #N/A, NULL, \N, (blank), #REF!, -, ***
    r"\s*(?:(?i:#?n\.?[/.]?[ad]\.?!?|null|nan|\\n|[(<\[](?:null|blank|empty)[)>\]]|#[a-z0-9/]+[!?])"
    r"|None|[!-/:-@\[-`{-~\x{2013}\x{2014}]*)\s*"
)
_SIGNED = (  # 1'000, 1 000 with a blank that does not part, 10 EUR by its sign, (100), 100-
    r"\s*[(\x{20AC}$\x{A3}]?\s*[+-]?\d+(?:['\x{2019}\x{A0}\x{202F}]\d{3})*(?:[.,]\d+)?"
    r"\s*[)\x{20AC}$\x{A3}-]?\s*"
)


def odd_text(column: str, cells: pd.Series) -> Iterator[str]:
    """Say what looks odd in a column of text.

    Parameters
    ----------
    column : str
        Its name.
    cells : Series
        A category whose levels are texts.

    Yields
    ------
    str
        A sentence each.
    """
    levels = cells.cat.categories
    rows = np.bincount(cells.cat.codes + 1, minlength=len(levels) + 1)[1:]
    number, empty = matching(levels, NUMBER), matching(levels, _EMPTY)
    share = rows[number].sum() / rows.sum()
    coded = len(levels) <= MOST_CODES or matching(levels, ZERO_PADDED).any()
    signed = matching(levels, _SIGNED) & ~number
    if rows[signed].any() and share + rows[signed].sum() / rows.sum() > 0.5:
        yield (
            f"{quoted(column)} is taken as text: numbers such as {levels[signed][0]!r} have signs; "
            "write them without."
        )
    elif 0.5 < share < 1:
        yield (
            f"{quoted(column)} is taken as text, yet {share:.1%} of its values are numbers; "
            "only an empty cell is missing."
        )
    elif share == 1 and not coded:
        yield f"{quoted(column)} is text of numbers alone, so that they have no order; convert it?"
    elif rows[empty].any():
        found = counted(pd.Series(rows[empty], levels[empty]).sort_values(ascending=False))
        yield f"{quoted(column)} holds {found}, a level like others: only an empty cell is missing."
    if len(levels) <= _FEW_ENOUGH:
        for same in alike(pd.Series(rows, levels)[rows > 0]):
            yield f"{quoted(column)} writes one level as {counted(same)}; make them one?"
