"""Decimal commas are told from thousands by the cells that can be the one alone."""

import pandas as pd
import pytest

from fairlab.data.decimal_commas import has_decimal_commas


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["0,35", "0,125"], True),
        (["1", "0", "0,35"], True),
        (["0,173", "0,242"], True),
        ([",5", "-1,25", None], True),
        (["1,250", "3,000"], False),
        (["1,250", "12"], False),
        (["1", "0"], False),
        (["0,35", "f"], False),
        (["1,250,000", "2,5"], False),
    ],
)
def test_decimal_commas(cells, found):
    assert has_decimal_commas(pd.DataFrame({"score": cells}, dtype=object)) is found
