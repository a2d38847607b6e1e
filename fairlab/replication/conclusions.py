"""What a study concluded in words, beside what its counts say with bands."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from fairlab.audit.statements_of_counts import statements_of_counts
from fairlab.errors import DataError, nearest
from fairlab.replication.beside_published import STUDY
from fairlab.replication.entries import content_of, entry, mapping, words
from fairlab.replication.flip_direction import flip_sentence, lean_of
from fairlab.replication.publication import PublishedModel, models_in
from fairlab.stats.answers import BEYOND, DIFFERS

CLASSES = _BIAS, _, _NO_BIAS = "significant", "limited", "none"  # the study's own
FROM_STUDY = {"verdict": "study", "against": "study_against", "where": "where", "words": "words"}
# A flag that is false more often burdens a group, and so does a bad event that is caught more often
# than elsewhere: the study counts the lowest precision and the highest recall against a group.
BURDENED = {"recall": "highest", "precision": "lowest"}
LEVEL = 0.05


def conclude(study: str | Path | Mapping | None = None) -> pd.DataFrame:
    """Say what separates the groups of a published study, and set what it said itself beside it.

    Parameters
    ----------
    study : str, Path or mapping, optional
        As for `replicate`. What the study said is read from the file beside it whose name ends in
        ``-verdicts.json``, if there is one.

    Returns
    -------
    DataFrame
        A row per attribute and rate, recall and precision: ``model``; the columns of
        `fairlab.audit.statements_of_counts`; ``burdened``, the group that a rate which differs
        speaks against; ``flips``, where the flips of the attribute point, in a sentence;
        ``study``, the study's class, ``study_against``, its ``words`` and ``where`` they stand,
        empty where it gave none; and ``difference``, in what the two differ, empty where they do
        not.

    Raises
    ------
    DataError
        When a file cannot be read, something is missing, or counts are impossible.

    References
    ----------
    van der Pol (2026), section 6.1.3.

    Examples
    --------
    >>> table = conclude()
    >>> table.loc[table["burdened"] != "", ["attribute", "metric", "burdened", "study"]]
           attribute     metric burdened        study
    3  calculated_age  precision   group0  significant
    """
    source = STUDY if study is None else study
    models = models_in(source)
    told = {} if isinstance(source, Mapping) else _told_in(Path(source))
    return pd.concat([_judged(model, told) for model in models], ignore_index=True)


def _told_in(path: Path) -> Mapping:
    beside = path.with_name(f"{path.stem}-verdicts.json")
    return mapping(beside.name, content_of(beside)) if beside.exists() else {}


def _judged(model: PublishedModel, told: Mapping) -> pd.DataFrame:
    said = dict(_said(model, told.get(model.name, {})))  # refused before anything is computed
    table = statements_of_counts(model.tallies, list(BURDENED), LEVEL)
    table["burdened"] = [_burdened(row) for row in table.to_dict("records")]
    table["flips"] = table["attribute"].map(_flip_sentences(model))
    nothing = dict.fromkeys(FROM_STUDY.values(), "")
    theirs = [said.get(attribute, nothing) for attribute in table["attribute"]]
    table = table.join(pd.DataFrame(theirs, columns=list(nothing)))
    unlike = {name: _difference(rows) for name, rows in table.groupby("attribute")}
    table["difference"] = table["attribute"].map(unlike)
    table.insert(0, "model", model.name)
    return table


def _said(model: PublishedModel, told: Mapping) -> Iterator[tuple[str, dict[str, str]]]:
    for attribute in told:
        place = f"{model.name}: {attribute}"
        if attribute not in model.tallies:
            raise DataError(f"{place}: no such attribute. {nearest(attribute, model.tallies)}")
        content = entry(model.name, told, attribute)
        said = {ours: words(place, content, name) for name, ours in FROM_STUDY.items()}
        if said["study"] not in CLASSES:
            raise DataError(f"{place}: 'verdict' must be one of {', '.join(CLASSES)}.")
        yield attribute, said


def _burdened(row: dict) -> str:
    if row["answer"] not in (DIFFERS, BEYOND):
        return ""
    first_is_higher = row["low"] > 0
    return str(row["group"] if first_is_higher == (BURDENED[row["metric"]] == "highest")
               else row["rest"])  # fmt: skip


def _flip_sentences(model: PublishedModel) -> dict[str, str]:
    flips = _flips(model)
    return {
        attribute: flip_sentence(lean_of(flips, attribute, list(map(str, counts.index)), LEVEL))
        for attribute, counts in model.tallies.items()
    }


def _flips(model: PublishedModel) -> pd.DataFrame:
    rows = [
        {"attribute": attribute, "group": group, "to": "opposite", "rate": rate, "flips": flips}
        for (attribute, group), (to_no_fraud, to_fraud) in model.flips.items()
        for rate, flips in (("FR2", to_fraud), ("FR3", to_no_fraud))
    ]
    return pd.DataFrame(rows, columns=["attribute", "group", "to", "rate", "flips"])


def _difference(rows: pd.DataFrame) -> str:
    """Say in what the statements about an attribute differ from what the study concluded."""
    study, against = rows[["study", "study_against"]].iloc[0]
    shown = rows[rows["burdened"] != ""]
    if not study or (shown.empty and study == _NO_BIAS):
        return ""
    if shown.empty:
        return "no difference is shown"
    named = "; ".join(f"{row.metric} differs, against {row.burdened}" for row in shown.itertuples())
    same_group = not against or against in set(shown["burdened"])
    return "" if study != _NO_BIAS and same_group else named
