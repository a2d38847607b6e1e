"""Finished runs as one table."""

from collections.abc import Iterable

import pandas as pd

from fairlab.record.reading import HASH, Row

ABOUT = {
    "strategy": "fairlab.strategy",
    "seed": "fairlab.seed",
    "dataset": "fairlab.dataset",
    "config_hash": HASH,
    "settings_hash": "fairlab.settings_hash",
    "fingerprint": "fairlab.fingerprint",
    "versions": "fairlab.versions",
    "people": "fairlab.people",
    "people_recorded": "fairlab.people_recorded",
    "target": "fairlab.target",
    "file": "fairlab.file",
    "typed": "fairlab.typed",
    "attribute": "fairlab.attribute",
    "attribute_use": "fairlab.attribute_use",
    "random": "fairlab.random",
    "falls_short": "fairlab.falls_short",
}
FIRST_FORMAT = {"format": "1"}  # of runs by fairlab 0.1.0, which did not say so


def run_table(rows: Iterable[Row]) -> pd.DataFrame:
    """Return one row per run, by strategy and seed.

    Returns
    -------
    DataFrame
        ``run_id``, ``strategy``, ``seed``, ``dataset``, ``config_hash``, ``settings_hash``,
        ``fingerprint``, ``versions``, ``people``, ``people_recorded``, ``target``, ``file``,
        ``typed``, ``attribute``, ``attribute_use``, ``random``, ``falls_short``, ``undefined``,
        then parameters as ``params.<name>``, and metrics and their details under their own names.
    """
    found = list(rows)
    figures = [row.figures for row in found]
    flat = [_flat(row) | own for row, own in zip(found, figures, strict=True)]
    frame = pd.DataFrame(flat, columns=_columns(found, figures))
    ordered = frame.astype({"seed": "int64"}).sort_values(["strategy", "seed", "config_hash"])
    return ordered.reset_index(drop=True)


def _flat(row: Row) -> dict[str, object]:
    about = {column: row.tags.get(tag, "") for column, tag in ABOUT.items()}
    known = FIRST_FORMAT | row.params
    params = {f"params.{name}": value for name, value in known.items()}
    return {"run_id": row.run_id, **about, "undefined": row.undefined, **params}


def _columns(rows: list[Row], figures: list[dict[str, float]]) -> list[str]:
    named = {name for row in rows for name in FIRST_FORMAT | row.params}
    params = sorted(f"params.{name}" for name in named)
    metrics = sorted({name for own in figures for name in own})
    return ["run_id", *ABOUT, "undefined", *params, *metrics]
