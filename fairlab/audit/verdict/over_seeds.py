"""Verdicts over seeds: one that the next seed overturns is none."""

import pandas as pd

from fairlab.audit.verdict.rules import UNTOLD, VERDICTS, Limits


def verdicts_over_seeds(told: pd.DataFrame, limits: Limits | None = None) -> pd.DataFrame:
    """Tell how often each verdict came out, and which of them is stable.

    Parameters
    ----------
    told : DataFrame
        The rows of `verdicts` for every seed, with a column ``seed``.
    limits : Limits, optional
        How stable is stable, and how many seeds can show it.

    Returns
    -------
    DataFrame
        One row per attribute: ``verdict`` and ``against`` of the majority where it is stable,
        else "cannot be told"; ``because``; ``sentence``, that of the first seed of the majority
        after how often it came out; ``seeds``; and a column per verdict with its number of seeds.

    Examples
    --------
    >>> told = pd.DataFrame({"seed": range(10), "attribute": "age", "verdict":
    ...     ["limited"] * 6 + ["none"] * 4, "against": ["young"] * 6 + [""] * 4, "sentence": "..."})
    >>> verdicts_over_seeds(told)[["verdict", "because", "limited", "none"]].to_dict("records")
    [{'verdict': 'cannot be told', 'because': 'seeds disagree 6 to 4', 'limited': 6, 'none': 4}]
    """
    used = limits or Limits()
    by_attribute = told.groupby("attribute", sort=False)
    rows = [_majority(str(name), rows, used) for name, rows in by_attribute]
    return pd.DataFrame(rows)


def _majority(attribute: str, rows: pd.DataFrame, limits: Limits) -> dict:
    counted = rows.value_counts(["verdict", "against"])
    verdict, against = counted.index[0]
    seeds = rows["seed"].nunique()
    row = {"attribute": attribute, "verdict": verdict, "against": against, "because": ""}
    is_first = (rows["verdict"] == verdict) & (rows["against"] == against)
    row["sentence"] = f"In {counted.iloc[0]} of {seeds} seeds. {rows[is_first]['sentence'].iloc[0]}"
    doubt = _doubt(counted, seeds, limits)
    if doubt:
        row |= {"verdict": UNTOLD, "against": "", "because": doubt}
        row["sentence"] = f"Cannot be told: {doubt} ({_listed(counted)})."
    return row | {"seeds": seeds} | {each: int(rows["verdict"].eq(each).sum()) for each in VERDICTS}


def _doubt(counted: pd.Series, seeds: int, limits: Limits) -> str:
    if seeds < limits.seeds:
        return f"{seeds} of at least {limits.seeds} seeds"
    if counted.iloc[0] / seeds < limits.stable:
        return f"seeds disagree {' to '.join(map(str, counted))}"
    return ""


def _listed(counted: pd.Series) -> str:
    return ", ".join(
        f"{verdict}{f' against {against}' if against else ''} in {seeds}"
        for (verdict, against), seeds in counted.items()
    )
