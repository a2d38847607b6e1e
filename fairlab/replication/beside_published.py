"""Published figures beside the ones that their own counts give."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from math import floor, isnan, nan
from pathlib import Path

import pandas as pd

from fairlab.audit.accuracy import performance_of_counts
from fairlab.audit.group import audit_counts
from fairlab.errors import DataError, nearest
from fairlab.replication.publication import PublishedModel, models_in, printed_digits
from fairlab.stats.flip_rates import RATES, flip_rates_of_counts, flips_behind

STUDY = Path(str(files("fairlab.replication"))) / "published" / "thesis-original-model.json"
OF_SCORES = ("auc", "auprc")
COLUMNS = ("model", "attribute", "group", "figure", "published", "computed", "units", "verdict")
Key = tuple[str, str, str]


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
        figure is off by more than one unit. Flip rates whose flips are not in the file are
        computed from the flips that print as published, if there are any.

    Raises
    ------
    DataError
        When the file cannot be read, something is missing, or counts are impossible.

    References
    ----------
    van der Pol (2026), Tables 3 to 7 and 16.

    Examples
    --------
    >>> table = replicate()
    >>> bool(table["ok"].all())
    True
    >>> table.loc[table["verdict"] == "cut, not rounded", ["attribute", "group", "published"]]
                         attribute   group  published
    25              calculated_age  group0     0.0742
    158  focumcheck_debtresult_d99  group1     0.0842
    """
    models = models_in(STUDY if study is None else study)
    digits = printed_digits(models)
    rows = [(model.name, *row) for model in models for row in _beside(model, digits)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.assign(ok=~table["verdict"].str.startswith("off"))


def _beside(model: PublishedModel, digits: int) -> Iterator[tuple]:
    computed = _computed(model) | dict(_flip_rates(model, digits))
    for key, published in model.figures.items():
        if key in computed:
            value = computed[key]
            yield *key, published, value, *_verdict(published, value, digits)
        else:
            yield *key, published, nan, nan, _why_absent(model, key, computed)


def _why_absent(model: PublishedModel, key: Key, computed: Mapping[Key, float]) -> str:
    _, group, figure = key
    if group:
        return "no whole flips give all five"
    if figure in OF_SCORES:
        return "needs scores: not in the counts"
    known = [name for attribute, _, name in computed if not attribute]
    hint = nearest(figure, [*OF_SCORES, *known])
    raise DataError(f"{model.name}: unknown figure {figure!r}. {hint}")


def _computed(model: PublishedModel) -> dict[Key, float]:
    """Give the figures that follow from the confusion matrices, by attribute, group and name."""
    accuracy = performance_of_counts(**model.confusion)
    known = {("", "", name): value for name, value in accuracy.items()}
    audit = audit_counts(model.tallies, min_size=1)
    for row in audit.to_dict("records"):
        attribute, measure = row["attribute"], row["measure"]
        if row["kind"] == "group":
            known[attribute, row["group"], measure] = row["value"]
        else:
            known[attribute, "", measure] = row["value"]
            known[attribute, "", measure.replace("parity", "p")] = row["p"]
    return known


def _flip_rates(model: PublishedModel, digits: int) -> Iterator[tuple[Key, float]]:
    """Give the flip rates of the groups whose flips are known, or can be told from the rates."""
    for attribute, counts in model.tallies.items():
        for group, row in counts.iterrows():
            size, flagged = int(row.sum()), int(row["tp"] + row["fp"])
            flips = model.flips.get((attribute, str(group)))
            keys = {name: (attribute, str(group), name) for name in RATES}
            printed = {name: model.figures[k] for name, k in keys.items() if k in model.figures}
            if printed and flips is None:
                flips = flips_behind(size, flagged, printed, digits)
            if flips is not None:
                for name, rate in flip_rates_of_counts(size, flagged, *flips).items():
                    yield keys[name], rate


def _verdict(published: float, computed: float, digits: int) -> tuple[float, str]:
    if isnan(computed):
        return nan, "off: undefined"
    printed, exact = round(published * 10**digits), computed * 10**digits
    units = round(exact) - printed
    if abs(exact - printed) <= 0.5 + 1e-9:
        return 0, "equal"
    if printed == floor(exact):
        return units, "cut, not rounded"
    return units, "one unit away" if abs(units) == 1 else "off"
