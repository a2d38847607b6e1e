"""Numbers that are written so that they would be taken for text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.data.checks.column_faults import in_use
from fairlab.data.columns import is_text, matching
from fairlab.data.messages import counted, first_row, quoted, rows, shown

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

MOST_CODES = 10
NUMBER = r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*"
ZERO_PADDED = r"0\d+"
_SPACE = r"[\s\x{a0}\x{2009}\x{202f}]"
_COMMA = r"\s*[+-]?\d+(,\d+)?\s*"
_COMMA_BUT_PERHAPS_THOUSANDS = r"\s*[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)\s*"
_POINTS_IN_THOUSANDS = r"\s*[+-]?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?\s*"
_COMMAS_IN_THOUSANDS = r"\s*[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?\s*"
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
            yield from _spoilt(quoted(column), data.frame[column])


def _spoilt(column: str, values: pd.Series) -> Iterator[str]:
    levels = values.cat.categories
    plain = matching(levels, NUMBER)
    if plain.all() or matching(levels, ZERO_PADDED).any():
        return
    if sign := _decimal_signs(levels):
        yield (
            f"{column} writes numbers with a comma ({_first(values, ~plain)}); "
            f"say decimal = {sign}."
        )
    elif are_numbers(plain):
        strange = values[_rows_of(values, ~plain)].astype(str).value_counts()
        where = _rows_of(values, ~plain)
        yield (
            f"{column} holds numbers, but not in {rows(where.sum())} (first: "
            f"{first_row(where)}): {counted(strange)}; leave these cells empty or "
            "name them (--na-values), or, where the numbers are codes, begin each with a letter."
        )
    elif are_numbers(dressed := matching(levels, _DRESSED)):
        yield (
            f"{column} writes numbers with other signs ({_first(values, dressed & ~plain)}); "
            "write them as 1234.5, without currency, percent or thousands signs."
        )


def _decimal_signs(levels: pd.Index) -> str:
    """Say which decimal sign makes numbers of all levels; empty where none does."""
    if matching(levels, _COMMA_BUT_PERHAPS_THOUSANDS).all():
        return '"," where it parts decimals, "." where thousands (--decimal)'
    if matching(levels, _COMMA).all() or matching(levels, _POINTS_IN_THOUSANDS).all():
        return '"," (--decimal ,)'
    return '"." (--decimal .)' if matching(levels, _COMMAS_IN_THOUSANDS).all() else ""


def are_numbers(of_levels: np.ndarray) -> bool:
    """Tell from which of its levels are numbers whether a column is meant to hold some."""
    return of_levels.sum() > max(MOST_CODES, len(of_levels) / 2)


def _rows_of(values: pd.Series, of_levels: np.ndarray) -> np.ndarray:
    return np.append(of_levels, False)[values.cat.codes]


def _first(values: pd.Series, of_levels: np.ndarray) -> str:
    row = int(_rows_of(values, of_levels).argmax())
    return f"{shown(values[row])}, row {row + 1}"
