"""The sign of decimals is told from that of thousands by the cells that can be the one alone."""

import pandas as pd
import pytest

from fairlab.data.decimal_sign import decimal_sign


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["0,35", "0,125"], ","),
        (["1", "0", "0,35"], ","),
        (["0,173", "0,242"], ","),
        ([",5", "-1,25", None], ","),
        (["1,250", "3,000"], None),
        (["1,250", "12"], None),
        (["1", "0"], None),
        (["0,35", "f"], None),
        (["1,250,000", "2,5"], None),
        (["37.218,14", "878,08"], ","),
        (["6,78 %", "7,50 %"], ","),
        ([*(f"{at},5" for at in range(20)), "k. A."], ","),
        ([*(f"{at},5" for at in range(20)), "a", "b", "c"], None),
        (["1,234.56", "78.10"], "."),
        (["1.234", "2.500"], None),
    ],
)
def test_the_sign_of_decimals(cells, found):
    assert decimal_sign(pd.DataFrame({"score": cells}, dtype=object)) == found
