"""Published figures beside the ones that their own counts give."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from math import floor, isnan, nan
from pathlib import Path

import pandas as pd

from fairlab.audit.accuracy import performance_of_counts
from fairlab.audit.group import audit_counts
from fairlab.audit.publication import Model, models_in, printed_digits
from fairlab.errors import DataError, nearest

OF_SCORES = ("auc", "auprc")
COLUMNS = ("model", "attribute", "group", "figure", "published", "computed", "units", "verdict")


def replicate(study: str | Path | Mapping | None = None) -> pd.DataFrame:
    """Compute a study's figures from its counts, and set them beside the published ones.

    Parameters
    ----------
    study : str, Path or mapping, optional
        A JSON file in the form of ``published/thesis-original-model.json``, or its content. Left
        out, that file: the original model of van der Pol (2026).

    Returns
    -------
    DataFrame
        One row per figure: model, attribute, group, figure, published, computed; ``units``, the
        difference in units of the last printed digit; ``verdict``; and ``ok``, false where a
        figure is off by more than one unit.

    Raises
    ------
    DataError
        When the file cannot be read, something is missing, or counts are impossible.

    References
    ----------
    van der Pol (2026), Tables 3, 4, 5 and 16.

    Examples
    --------
    >>> table = replicate()
    >>> bool(table["ok"].all())
    True
    >>> table.loc[table["verdict"] == "cut, not rounded", ["attribute", "published"]]
                        attribute  published
    15             calculated_age     0.0742
    73  focumcheck_debtresult_d99     0.0842
    """
    path = Path(str(files("fairlab.audit"))) / "published" / "thesis-original-model.json"
    models = models_in(path if study is None else study)
    digits = printed_digits(models)
    rows = [
        (model.name, *key, published, computed, *_verdict(published, computed, key[2], digits))
        for model in models
        for key, published, computed in _beside(model)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.assign(ok=~table["verdict"].str.startswith("off"))


def _beside(model: Model) -> Iterator[tuple[tuple[str, str, str], float, float]]:
    computed = _computed(model)
    for key, published in model.figures.items():
        if key not in computed:
            raise DataError(f"{model.name}: unknown figure {key[2]!r}. {_known(key[2], computed)}")
        yield key, published, computed[key]


def _known(name: str, computed: Mapping[tuple[str, str, str], float]) -> str:
    return nearest(name, [figure for attribute, _, figure in computed if not attribute])


def _computed(model: Model) -> dict[tuple[str, str, str], float]:
    """Give every figure that the counts hold, by attribute, group and name; NaN for the others."""
    known = dict.fromkeys((("", "", name) for name in OF_SCORES), nan)
    accuracy = performance_of_counts(**model.confusion)
    known |= {("", "", name): value for name, value in accuracy.items()}
    audit = audit_counts(model.tallies, min_size=1)
    for row in audit.to_dict("records"):
        attribute, measure = row["attribute"], row["measure"]
        if row["kind"] == "group":
            known[attribute, row["group"], measure] = row["value"]
        else:
            known[attribute, "", measure] = row["value"]
            known[attribute, "", measure.replace("parity", "p")] = row["p"]
    return known


def _verdict(published: float, computed: float, figure: str, digits: int) -> tuple[float, str]:
    if figure in OF_SCORES:
        return nan, "needs scores: not in the counts"
    if isnan(computed):
        return nan, "off: undefined"
    printed, exact = round(published * 10**digits), computed * 10**digits
    units = round(exact) - printed
    if abs(exact - printed) <= 0.5 + 1e-9:
        return 0, "equal"
    if printed == floor(exact):
        return units, "cut, not rounded"
    return units, "one unit away" if abs(units) == 1 else "off"
