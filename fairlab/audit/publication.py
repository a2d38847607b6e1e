"""A published study as a file: the counts behind its figures, read and checked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

from fairlab.audit.counts import CELLS
from fairlab.errors import DataError

GROUPS = ("group0", "group1")
GROUP_FIGURES = ("recall", "precision")
PARITY_FIGURES = ("recall_parity", "precision_parity", "recall_p", "precision_p")
_MOST_ROWS = 10**9
_FINEST = 12


@dataclass(frozen=True)
class Model:
    """The counts of one published model, and the figures that were printed.

    Parameters
    ----------
    name : str
        What the file calls it.
    confusion : mapping of str to int
        tn, fp, fn and tp of all rows.
    tallies : mapping of str to DataFrame
        Per attribute the cells of its groups, as `fairlab.audit.tally` gives them.
    figures : mapping of (attribute, group, figure) to float
        What was printed; attribute and group are empty for all rows, group for a whole attribute.
    """

    name: str
    confusion: Mapping[str, int]
    tallies: Mapping[str, pd.DataFrame]
    figures: Mapping[tuple[str, str, str], float]


def models_in(study: str | Path | Mapping) -> list[Model]:
    """Read the models of a published study.

    Parameters
    ----------
    study : str, Path or mapping
        A JSON file, or what such a file holds: any mapping among its values is a model.

    Returns
    -------
    list of Model
        In the order of the file.

    Raises
    ------
    DataError
        When the file cannot be read, something is missing, or counts are impossible.

    Examples
    --------
    >>> models_in({"note": "nothing yet"})
    Traceback (most recent call last):
    fairlab.errors.DataError: the study: no model. A model is an entry with 'confusion', ...
    """
    where, content = ("the study", study) if isinstance(study, Mapping) else _parsed(Path(study))
    if not isinstance(content, Mapping):
        raise DataError(f"{where}: holds no entries by name. Write models as {{'name': {{...}}}}.")
    models = [_model(f"{where}: {n}", n, m) for n, m in content.items() if isinstance(m, Mapping)]
    if not models:
        raise DataError(
            f"{where}: no model. A model is an entry with 'confusion', 'published_accuracy' and "
            "'attributes'."
        )
    return models


def printed_digits(models: list[Model]) -> int:
    """Tell how many decimals a study prints: the most that any of its figures has.

    Parameters
    ----------
    models : list of Model
        All models of the study.

    Returns
    -------
    int
        Decimals, 12 at most; JSON drops trailing zeros, so a figure that ends in one shows fewer.

    Examples
    --------
    >>> printed_digits([Model("a", {}, {}, {("", "", "recall"): 0.34, ("", "", "f1"): 0.1253})])
    4
    """
    exponents = [
        Decimal(str(figure)).normalize().as_tuple().exponent
        for model in models
        for figure in model.figures.values()
    ]
    return max(0, *(min(-int(exponent), _FINEST) for exponent in exponents))


def _parsed(path: Path) -> tuple[str, Any]:
    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is not a number")

    try:
        return path.name, json.loads(path.read_text("utf-8"), parse_constant=refuse)
    except OSError as fault:
        raise DataError(f"{path}: cannot be read ({fault.strerror}).") from fault
    except (ValueError, RecursionError) as fault:
        raise DataError(f"{path.name}: not a JSON file ({fault}).") from fault


def _model(where: str, name: str, content: Mapping) -> Model:
    confusion = {c: _count(where, _entry(where, content, "confusion"), c) for c in CELLS}
    accuracy = _entry(where, content, "published_accuracy")
    attributes = _entry(where, content, "attributes")
    figures = {("", "", metric): _figure(where, accuracy, metric) for metric in accuracy}
    tallies = {}
    for attribute, entry in attributes.items():
        place = f"{where}: {attribute}"
        _is_mapping(place, entry)
        tallies[attribute] = pd.DataFrame([_cells(place, entry, group) for group in GROUPS], GROUPS)
        figures |= {(attribute, *key): value for key, value in _figures(place, entry)}
        _check_whole(place, tallies[attribute].sum(), confusion)
    return Model(name, confusion, tallies, figures)


def _figures(where: str, entry: Mapping) -> Iterator[tuple[tuple[str, str], float]]:
    for group in GROUPS:
        for figure in GROUP_FIGURES:
            place, name = f"{where}: {group}", f"published_{figure}"
            yield (group, figure), _figure(place, entry[group], name)
    published = _entry(where, entry, "published")
    for figure in PARITY_FIGURES:
        yield ("", figure), _figure(f"{where}: published", published, figure)


def _cells(where: str, entry: Mapping, group: str) -> dict[str, int]:
    place, counts = f"{where}: {group}", _entry(where, entry, group)
    size, positives, predicted, tp = (
        _count(place, counts, name) for name in ("size", "positives", "predicted", "tp")
    )
    cells = {"tn": size - positives - predicted + tp, "fp": predicted - tp, "fn": positives - tp}
    if min(cells.values()) < 0:
        raise DataError(
            f"{place}: impossible counts: size {size}, positives {positives}, predicted "
            f"{predicted}, tp {tp}.\nThe tp are among the positives and the predicted, and all of "
            "them among the size."
        )
    return cells | {"tp": tp}


def _check_whole(where: str, of_groups: pd.Series, confusion: Mapping[str, int]) -> None:
    for cell, whole in confusion.items():
        if of_groups[cell] > whole:
            raise DataError(
                f"{where}: impossible counts: the groups have {of_groups[cell]} {cell} together, "
                f"'confusion' has {whole}."
            )


def _entry(where: str, content: Mapping, name: str) -> Mapping:
    return _is_mapping(f"{where}: {name!r}", _present(where, content, name))


def _is_mapping(where: str, value: Any) -> Mapping:
    if not isinstance(value, Mapping):
        raise DataError(f"{where}: must hold entries by name, holds {value!r:.40}.")
    return value


def _present(where: str, content: Mapping, name: str) -> Any:
    if name not in content:
        raise DataError(f"{where}: {name!r} is missing. There is: {', '.join(map(repr, content))}.")
    return content[name]


def _count(where: str, content: Mapping, name: str) -> int:
    value = _present(where, content, name)
    if type(value) is not int or not 0 <= value <= _MOST_ROWS:
        raise DataError(f"{where}: {name!r} must be a number of rows, is {value!r:.40}.")
    return value


def _figure(where: str, content: Mapping, name: str) -> float:
    value = _present(where, content, name)
    if type(value) not in (int, float) or not -1 <= value <= 1:
        raise DataError(f"{where}: {name!r} must be a figure from -1 to 1, is {value!r:.40}.")
    return float(value)
