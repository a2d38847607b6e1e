"""The options of a monitor, and what is made of them."""

from collections.abc import Callable, Iterable
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

import click

from fairlab.commands.band_options import BANDS
from fairlab.commands.decision_options import (
    APPROVE,
    CROSS,
    DECISION,
    GROUPS,
    LABEL,
    MAX_ROWS,
    QUERY,
    REFERENCE,
    ROW_ID,
    SMALLEST,
    WORDS,
    asked_of,
)
from fairlab.commands.option_types import FILE, SOURCE, TABLE, Finite
from fairlab.commands.options import CSV_SIGNS, NA_VALUES
from fairlab.errors import RequestError
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.monitor.monitor_settings import MonitorSettings

MONITOR_OPTIONS = (
    click.option("--name", metavar="NAME", default="monitor",
                 help="What is watched, in small letters, digits and _ [monitor]."),
    click.option("--batch", metavar="NAME", help="Of the batch [of its file, or its days]."),
    click.option("--data", type=TABLE, metavar="ADDRESS", help="A database, with --query."),
    QUERY,
    click.option("--labels", multiple=True, type=SOURCE, metavar="FILE",
                 help="Labels that came later, with the columns of --id and --label."),
    DECISION,
    APPROVE,
    click.option("--score", "scores", metavar="COLUMN", help="A predicted risk."),
    click.option("--threshold", type=Finite(), metavar="X", help="Flag from this score on [0.5]."),
    GROUPS,
    BANDS,
    CROSS,
    REFERENCE,
    SMALLEST,
    WORDS,
    click.option("--time", metavar="COLUMN", help="When it was decided: 2026-03-31."),
    click.option("--date-format", metavar="FORM",
                 help="How --time is written: %d/%m/%Y [where it is clear]."),
    click.option("--date", "day", metavar="DAY", help="When all were decided, without --time."),
    ROW_ID,
    LABEL,
    click.option("--positive", metavar="VALUE", help="The label of the bad event [1]."),
    click.option("--maturity", metavar="DAYS",
                 help="How long after the end of a cohort its labels are final: 90d."),
    click.option("--cohort", type=click.Choice(["day", "week", "month", "quarter"]),
                 help="People of one such period have labels that are final together [month]."),
    click.option("--model-version", metavar="COLUMN|TEXT",
                 help="Version of the model that decides; another one begins a new process."),
    click.option("--delta", multiple=True, metavar="[MEASURE=]VALUE",
                 help="Differences of rates that do not matter [0.05]."),
    click.option("--alpha", type=Finite(0, 1, min_open=True, max_open=True),
                 help="The share of processes that may ever give a false alarm [0.05]."),
    click.option("--measures", metavar="NAMES",
                 help="Rates to watch [selection_rate,recall,precision,fpr]."),
    click.option("--correct", is_flag=True, help="What was counted before was wrong; count anew."),
    click.option("--restart", metavar="REASON", help="Begin a new process, as after a repair."),
    click.option("--today", "today", metavar="DAY", help="Take this for today, in a rehearsal."),
    click.option("--state", type=FILE, metavar="FILE",
                 help="The file that keeps what was counted [monitor-NAME.db, beside the store]."),
    click.option("--output", type=FILE, metavar="FILE", help="The page [monitor-NAME.html]."),
    *CSV_SIGNS,
    NA_VALUES,
    MAX_ROWS,
)  # fmt: skip
_RENAMED = {"row_id": "person"}
_OF_ASKED = ("label", "positive", "decision", "approve", "threshold", "groups", "bands", "cross",
             "references", "row_id", "time", "scores", "smallest", "words")  # fmt: skip


def settings_typed(
    options: dict[str, Any], columns: Iterable[str] = ()
) -> "tuple[MonitorSettings, set[str]]":
    """Read what is to be watched, as typed.

    Parameters
    ----------
    options : dict
        By the names of the parameters; what was not typed is None or empty.
    columns : iterable of str
        Of the first batch: one of them may say the version of the model.

    Returns
    -------
    MonitorSettings
    set of str
        The names of the settings that were typed.

    Raises
    ------
    RequestError
        An option is not written as it must be.
    """
    from fairlab.monitor.monitor_settings import MonitorSettings

    typed = {name: value for name, value in options.items() if value not in (None, (), {}, "")}
    of_asked = {name: typed[name] for name in _OF_ASKED if name in typed}
    if isinstance(of_asked.get("scores"), str):
        of_asked["scores"] = (of_asked["scores"],)
    own: dict[str, Any] = {name: typed[name] for name in ("cohort", "alpha") if name in typed}
    if "maturity" in typed:
        own["maturity"] = days_typed(typed["maturity"])
    if "delta" in typed:
        own |= deltas_typed(typed["delta"])
    own |= {one: names_in(typed[one]) for one in ("measures", "na_values") if one in typed}
    if typed.get("model_version") in tuple(columns):
        own["version"] = typed["model_version"]
    given = {_RENAMED.get(name, name) for name in of_asked if name != "words"} | {*own}
    return MonitorSettings(asked_of(of_asked), **own), given


def days_typed(text: str) -> int:
    """Read a number of days.

    Examples
    --------
    >>> days_typed("90d"), days_typed("12w"), days_typed("0")
    (90, 84, 0)
    """
    number, unit = (text[:-1], text[-1]) if text[-1:] in ("d", "w") else (text, "d")
    if not number.isdecimal():
        raise RequestError(f"--maturity {text!r}: write days or weeks, as in --maturity 90d.")
    return int(number) * (7 if unit == "w" else 1)


def day_typed(option: str, text: str | None) -> date | None:
    """Read a day."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise RequestError(f"{option} {text!r}: write a day as in {option} 2026-03-31.") from None


def deltas_typed(texts: Iterable[str]) -> dict[str, Any]:
    """Read which differences do not matter: of all measures, or of one.

    Examples
    --------
    >>> deltas_typed(["0.05", "recall=.1"])
    {'delta': 0.05, 'deltas': {'recall': 0.1}}
    """
    found: dict[str, Any] = {}
    for text in texts:
        name, _, value = text.rpartition("=")
        of_all = not name
        place = found if of_all else found.setdefault("deltas", {})
        key = "delta" if of_all else name.strip()
        if key in place:
            raise RequestError(
                f"--delta is said twice{'' if of_all else f' of {key}'}; leave one out."
            )
        place[key] = _number(text, value)
    return found


def _number(text: str, value: str, read: Callable[[str], float] = float) -> float:
    try:
        number = read(value)
    except ValueError:
        number = float("nan")
    if not (isfinite(number) and 0 < number < 1):
        raise RequestError(
            f"--delta {text!r}: write a difference of rates above 0 and below 1, as in --delta "
            "0.05 or --delta recall=0.1."
        )
    return number
