"""Numbers that are written so that they would be taken for text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.data.checks.column_faults import in_use
from fairlab.data.columns import is_text, matching
from fairlab.data.messages import counted, first_row, quoted, rows, shown
from fairlab.data.number_forms import NUMBERS, ZERO_PADDED, are_numbers, numbers_among

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

NUMBER = rf"\s*({NUMBERS[None]})\s*"
_SPACE = r"[\s\x{a0}\x{2009}\x{202f}]"
_COMMA_BUT_PERHAPS_THOUSANDS = r"\s*[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)\s*"
_SIGN = r"([$€£¥%]|EUR|USD|GBP|CHF)?"
_DIGITS = rf"(\d+|\d{{1,3}}([.,'\x{2019}]\d{{3}})+|\d{{1,3}}({_SPACE}\d{{3}})+)([.,]\d*)?"
_DRESSED = (
    rf"""{_SPACE}*=?["']?[(+-]?{_SPACE}*{_SIGN}{_SPACE}*[(+-]?"""
    rf"""{_DIGITS}{_SPACE}*{_SIGN}[)-]?["']?{_SPACE}*"""
)


def spoilt_numbers(data: "Dataset", given: pd.DataFrame) -> Iterator[str]:
    """Refuse text that was meant as numbers: most of its values are, but not all of them.

    With ten different numbers or fewer, or one with a leading zero, they are codes; so they are
    where the column was given as a category.
    """
    for column in in_use(data):
        as_given = isinstance(given.dtypes[column], pd.CategoricalDtype)
        if is_text(data.frame[column]) and not as_given:
            yield from spoilt(quoted(column), data.frame[column])


def spoilt(column: str, values: pd.Series) -> Iterator[str]:
    """Say what keeps a column of text from being read as the numbers that most of it are.

    Parameters
    ----------
    column : str
        As it is called in a sentence.
    values : Series
        A category of texts.

    Examples
    --------
    >>> cells = pd.Series([f"{at} EUR" for at in range(20)], dtype="category")
    >>> print(next(spoilt("income", cells))[:55])
    income writes numbers with other signs ('0 EUR', row 1)
    """
    levels = values.cat.categories
    plain = matching(levels, NUMBER)
    if plain.all() or matching(levels, ZERO_PADDED).any():
        return
    signed = max((numbers_among(levels, sign) for sign in ",."), key=np.sum)
    if signed.sum() > numbers_among(levels).sum() and (signed.all() or are_numbers(signed)):
        yield _with_a_sign(column, values, signed, plain)
    elif are_numbers(plain):
        yield f"{column} holds numbers{_strange(values, ~plain)}"
    elif are_numbers(dressed := matching(levels, _DRESSED)):
        yield (
            f"{column} writes numbers with other signs ({_first(values, dressed & ~plain)}); "
            "write them as 1234.5, without currency, percent or thousands signs."
        )


def _with_a_sign(column: str, values: pd.Series, signed: np.ndarray, plain: np.ndarray) -> str:
    sign = _decimal_sign(values.cat.categories[signed])
    if signed.all():
        written = _first(values, ~plain)
        return f"{column} writes numbers with a comma ({written}); say decimal = {sign}."
    return f"{column} holds numbers, with decimal = {sign}{_strange(values, ~signed)}"


def _strange(values: pd.Series, of_levels: np.ndarray) -> str:
    """Say which cells are no numbers, in a sentence about the others."""
    where = _rows_of(values, of_levels)
    strange = values[where].astype(str).value_counts()
    return (
        f", but not in {rows(where.sum())} (first: {first_row(where)}): {counted(strange)}; leave "
        "these cells empty or name them (--na-values), or, where the numbers are codes, begin each "
        "with a letter."
    )


def _decimal_sign(levels: pd.Index) -> str:
    """Say which decimal sign makes numbers of all levels."""
    if matching(levels, _COMMA_BUT_PERHAPS_THOUSANDS).all():
        return '"," where it parts decimals, "." where thousands (--decimal)'
    return '"," (--decimal ,)' if numbers_among(levels, ",").all() else '"." (--decimal .)'


def _rows_of(values: pd.Series, of_levels: np.ndarray) -> np.ndarray:
    return np.append(of_levels, False)[values.cat.codes]


def _first(values: pd.Series, of_levels: np.ndarray) -> str:
    row = int(_rows_of(values, of_levels).argmax())
    return f"{shown(values[row])}, row {row + 1}"
