"""What a study concluded in words, beside what the rules of a verdict give on its counts."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from fairlab.audit.group import audit_counts
from fairlab.audit.verdict import Limits, verdicts
from fairlab.audit.verdict.rules import LIMITED, NONE, SIGNIFICANT
from fairlab.errors import DataError, nearest
from fairlab.replication.beside_published import STUDY
from fairlab.replication.entries import content_of, entry, mapping, words
from fairlab.replication.publication import PublishedModel, models_in

CLASSES = (SIGNIFICANT, LIMITED, NONE)
FROM_STUDY = {"verdict": "study", "against": "study_against", "where": "where", "words": "words"}


def conclude(study: str | Path | Mapping | None = None) -> pd.DataFrame:
    """Judge the attributes of a published study, and set what it said itself beside it.

    Parameters
    ----------
    study : str, Path or mapping, optional
        As for `replicate`. What the study said is read from the file beside it whose name ends in
        ``-verdicts.json``, if there is one.

    Returns
    -------
    DataFrame
        The columns of `verdicts`, after ``model``, and: ``study``, the study's verdict,
        ``study_against``, its ``words`` and ``where`` they stand, empty where it gave none; and
        ``difference``, why the two differ, empty where they do not.

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
    >>> table.loc[table["difference"] != "", ["attribute", "study", "verdict"]]
                        attribute        study         verdict
    0  calculated_countrycode_nld  significant         limited
    6   focumcheck_debtresult_d02         none  cannot be told
    """
    source = STUDY if study is None else study
    models = models_in(source)
    told = {} if isinstance(source, Mapping) else _told_in(Path(source))
    return pd.concat([_judged(model, told) for model in models], ignore_index=True)


def _told_in(path: Path) -> Mapping:
    beside = path.with_name(f"{path.stem}-verdicts.json")
    return mapping(beside.name, content_of(beside)) if beside.exists() else {}


def _judged(model: PublishedModel, told: Mapping) -> pd.DataFrame:
    ours = verdicts(audit_counts(model.tallies), _flips(model))
    said = dict(_said(model, told.get(model.name, {})))
    nothing = dict.fromkeys(FROM_STUDY.values(), "")
    theirs = [said.get(attribute, nothing) for attribute in ours["attribute"]]
    table = ours.join(pd.DataFrame(theirs, columns=list(nothing)))
    table["difference"] = [_difference(row) for row in table.to_dict("records")]
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


def _flips(model: PublishedModel) -> pd.DataFrame:
    rows = [
        {"attribute": attribute, "group": group, "to": "opposite", "rate": rate, "flips": flips}
        for (attribute, group), (to_no_fraud, to_fraud) in model.flips.items()
        for rate, flips in (("FR2", to_fraud), ("FR3", to_no_fraud))
    ]
    return pd.DataFrame(rows, columns=["attribute", "group", "to", "rate", "flips"])


def _difference(row: dict) -> str:
    same_group = row["against"] == row["study_against"] or not row["study_against"]
    if not row["study"] or (row["verdict"] == row["study"] and same_group):
        return ""
    if row["p"] < Limits().alpha <= row["p_holm"]:
        return f"p = {row['p']:.2g} alone, {row['p_holm']:.2g} corrected for {row['tests']} tests"
    return row["because"] or row["rule"]
