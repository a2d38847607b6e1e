"""A published study as a file: the counts behind its figures, read and checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pandas as pd

from fairlab.audit.counts import CELLS
from fairlab.errors import DataError
from fairlab.replication.entries import content_of, count, entry, figure, mapping
from fairlab.stats.flip_rates import RATES

GROUPS = ("group0", "group1")
GROUP_FIGURES = ("recall", "precision")
PARITY_FIGURES = ("recall_parity", "precision_parity", "recall_p", "precision_p")
FLIPS = ("flips_to_no_fraud", "flips_to_fraud")
_FINEST = 12


@dataclass(frozen=True)
class PublishedModel:
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
    flips : mapping of (attribute, group) to tuple of int
        Decisions that change with the attribute, to no fraud and to fraud, where they are known.
    """

    name: str
    confusion: Mapping[str, int]
    tallies: Mapping[str, pd.DataFrame]
    figures: Mapping[tuple[str, str, str], float]
    flips: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


def models_in(study: str | Path | Mapping) -> list[PublishedModel]:
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
    if isinstance(study, Mapping):
        where, content = "the study", study
    else:
        where, content = Path(study).name, content_of(Path(study))
    if not isinstance(content, Mapping):
        raise DataError(f"{where}: holds no entries by name. Write models as {{'name': {{...}}}}.")
    models = [_model(f"{where}: {n}", n, m) for n, m in content.items() if isinstance(m, Mapping)]
    if not models:
        raise DataError(
            f"{where}: no model. A model is an entry with 'confusion', 'published_accuracy' and "
            "'attributes'."
        )
    return models


def printed_digits(models: list[PublishedModel]) -> int:
    """Tell how many decimals a study prints: the most that any of its figures has.

    Parameters
    ----------
    models : list of PublishedModel
        All models of the study.

    Returns
    -------
    int
        Decimals, 12 at most; JSON drops trailing zeros, so a figure that ends in one shows fewer.

    Examples
    --------
    >>> printed = {("", "", "recall"): 0.34, ("", "", "f1"): 0.1253}
    >>> printed_digits([PublishedModel("a", {}, {}, printed)])
    4
    """
    exponents = [
        Decimal(str(printed)).normalize().as_tuple().exponent
        for model in models
        for printed in model.figures.values()
    ]
    return max(0, *(min(-int(exponent), _FINEST) for exponent in exponents))


def _model(where: str, name: str, content: Mapping) -> PublishedModel:
    confusion = {c: count(where, entry(where, content, "confusion"), c) for c in CELLS}
    accuracy = entry(where, content, "published_accuracy")
    figures = {("", "", metric): figure(where, accuracy, metric) for metric in accuracy}
    tallies: dict[str, pd.DataFrame] = {}
    flips: dict[tuple[str, str], tuple[int, int]] = {}
    for attribute, told in entry(where, content, "attributes").items():
        place = f"{where}: {attribute}"
        mapping(place, told)
        tallies[attribute] = pd.DataFrame([_cells(place, told, group) for group in GROUPS], GROUPS)
        figures |= {(attribute, *key): value for key, value in _figures(place, told)}
        flips |= {(attribute, group): both for group, both in _flips(place, told)}
        _check_whole(place, tallies[attribute].sum(), confusion)
    return PublishedModel(name, confusion, tallies, figures, flips)


def _figures(where: str, told: Mapping) -> Iterator[tuple[tuple[str, str], float]]:
    for group in GROUPS:
        place = f"{where}: {group}"
        for name in GROUP_FIGURES:
            yield (group, name), figure(place, told[group], f"published_{name}")
        if "published_flip_rates" in told[group]:
            rates = entry(place, told[group], "published_flip_rates")
            for name in RATES:
                yield (group, name), figure(f"{place}: published_flip_rates", rates, name)
    published = entry(where, told, "published")
    for name in PARITY_FIGURES:
        yield ("", name), figure(f"{where}: published", published, name)


def _flips(where: str, told: Mapping) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give the flips of the groups that have them; one direction alone is missing the other."""
    for group in GROUPS:
        place, counts = f"{where}: {group}", told[group]
        if not any(name in counts for name in FLIPS):
            continue
        to_no_fraud, to_fraud = (count(place, counts, name) for name in FLIPS)
        flagged = counts["predicted"]
        if to_no_fraud > flagged or to_fraud > counts["size"] - flagged:
            raise DataError(
                f"{place}: impossible counts: flips_to_no_fraud {to_no_fraud} of {flagged} "
                f"predicted, flips_to_fraud {to_fraud} of {counts['size'] - flagged} others."
            )
        yield group, (to_no_fraud, to_fraud)


def _cells(where: str, told: Mapping, group: str) -> dict[str, int]:
    place, counts = f"{where}: {group}", entry(where, told, group)
    size, positives, predicted, tp = (
        count(place, counts, name) for name in ("size", "positives", "predicted", "tp")
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
