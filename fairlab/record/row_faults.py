"""What is wrong with the tags of a recorded run that somebody else has written or edited."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from math import isclose
from typing import Any

from fairlab.record.long_tags import from_tags

DETAILS, UNDEFINED = "fairlab.details", "fairlab.undefined"  # the former: figures but seconds
LOGGED = "fairlab.logged"  # how many of the former are metrics too, which come first there
PARAMS = "fairlab.params"  # as they were recorded; runs of before have none
ASKED = ("strategy", "seed", "dataset", "config_hash")
ASKED_OF_RUNS = ("settings_hash", "fingerprint")
COUNTS = ("format", "folds")
SAID_TWICE = ("strategy", "seed", "dataset")  # as a tag and as a parameter
TEXTS = (UNDEFINED, PARAMS, "fairlab.versions")
NUMBER = (int, float)  # `Real` would be asked thousands of times, and slowly
NO_TEXT = re.compile("[\udc80-\udcff]")  # bytes that are no UTF-8, as they are read


def row_fault(
    tags: Mapping[str, str],
    params: Mapping[str, str],
    metrics: Mapping[str, float],
    recorded: Mapping[str, float] | None,
) -> str:
    """Say why a run cannot be read; empty where it can.

    Parameters
    ----------
    tags, params : mapping of str to str
    metrics : mapping of str to float
    recorded : mapping of str to float, or None
        What ``recorded_figures`` finds in the tags.

    Examples
    --------
    >>> tags = {f"fairlab.{name}": "1" for name in (*ASKED, "files_sha256")}
    >>> row_fault(tags, {}, {}, {})
    ''
    >>> row_fault({**tags, "fairlab.seed": "first"}, {}, {}, {})
    "its tag fairlab.seed is 'first', which is no number"
    >>> row_fault(tags, {"strategy": "tree"}, {}, {})
    "its tag fairlab.strategy is '1', and its parameter 'tree'"
    >>> row_fault({**tags, UNDEFINED: "{"}, {}, {}, {})
    'its tag fairlab.undefined is no JSON object'
    >>> row_fault({**tags, PARAMS: '{"budget": "0.1"}'}, {"budget": "0.2"}, {}, {})
    "its parameter budget is '0.2', and was recorded as '0.1'"
    """
    return (
        _no_text(tags, params)
        or _fault_of_identity(tags, params)
        or _no_figures(tags, metrics, recorded)
        or _edited(tags, params)
    )


def _no_text(tags: Mapping[str, str], params: Mapping[str, str]) -> str:
    texts = {**params, **{n: text for n, text in tags.items() if n.startswith("fairlab.")}}
    for name, text in texts.items():
        if not isinstance(text, str) or NO_TEXT.search(name + text):
            return f"its {name[:60]!r} is no text"
    return ""


def _fault_of_identity(tags: Mapping[str, str], params: Mapping[str, str]) -> str:
    of_kind = ASKED_OF_RUNS if tags.get("fairlab.kind") == "run" else ()
    sealed = ("files_sha256",) if PARAMS in tags else ()
    lacking = [name for name in (*ASKED, *of_kind, *sealed) if not tags.get(f"fairlab.{name}")]
    if lacking:
        return f"it has no tag fairlab.{lacking[0]}"
    counts = {n: text for n, text in params.items() if n in COUNTS or n.startswith("rows.")}
    numbers = {"fairlab.seed": tags["fairlab.seed"], LOGGED: tags.get(LOGGED, "0")}
    for name, text in (numbers | counts).items():
        if not re.fullmatch("[0-9]{1,10}", text):
            what = "parameter" if name in counts else "tag"
            return f"its {what} {name} is {text[:40]!r}, which is no number"
    for name in SAID_TWICE:
        tag, param = tags[f"fairlab.{name}"], params.get(name, tags[f"fairlab.{name}"])
        if tag != param:
            return f"its tag fairlab.{name} is {tag[:40]!r}, and its parameter {param[:40]!r}"
    return ""


def _no_figures(
    tags: Mapping[str, str], metrics: Mapping[str, float], recorded: Mapping[str, float] | None
) -> str:
    found = {name: _texts(from_tags(name, tags)) for name in TEXTS}
    for name, content in {DETAILS: recorded, **found}.items():
        if content is None:
            return f"its tag {name} is no JSON object"
    wrong = [name for name, value in metrics.items() if not isinstance(value, NUMBER)]
    return f"its metric {wrong[0]} is no number" if wrong else ""


def _edited(tags: Mapping[str, str], params: Mapping[str, str]) -> str:
    """Name a parameter that is not as it was recorded; others may be added beside them."""
    for name, recorded in (_texts(from_tags(PARAMS, tags)) or {}).items():
        if name not in params:
            return f"its parameter {name}, recorded as {recorded[:40]!r}, is gone"
        if params[name] != recorded:
            return (
                f"its parameter {name} is {params[name][:40]!r}, and was recorded as "
                f"{recorded[:40]!r}"
            )
    return ""


def recorded_figures(tags: Mapping[str, str]) -> dict[str, float] | None:
    """Read the tag of all figures; None where it cannot be.

    Examples
    --------
    >>> recorded_figures({DETAILS: '{"test/recall": 0.7}'})
    {'test/recall': 0.7}
    """
    return _object(from_tags(DETAILS, tags), NUMBER)


def edited_metric(
    recorded: Mapping[str, float], metrics: Mapping[str, float], logged: int = 0
) -> str:
    """Name a metric that is not as it was recorded, or gone; empty where none is.

    Parameters
    ----------
    recorded, metrics : mapping of str to float
    logged : int
        How many of those recorded, the first, were metrics too.

    Examples
    --------
    >>> edited_metric({"test/recall": 0.7}, {"test/recall": 0.9, "mine": 1.0})
    'its metric test/recall is 0.9, and was recorded as 0.7'
    >>> edited_metric({"test/recall": 0.7, "test/recall_floor": 0.1}, {}, logged=1)
    'its metric test/recall is gone, and was recorded as 0.7'
    """
    for place, (name, value) in enumerate(recorded.items()):
        found = metrics.get(name, None if place < logged else value)
        if found is None or (found != value and not isclose(found, value)):
            shown = "gone" if found is None else f"{found:g}"
            return f"its metric {name} is {shown}, and was recorded as {value:g}"
    return ""


@lru_cache(8)  # a text is asked for twice in a row, and versions are those of many runs
def _texts(text: str) -> dict[str, str] | None:
    return _object(text, str)


def _object(text: str, kind: type | tuple[type, ...]) -> dict[str, Any] | None:
    """Read an object of JSON with values of a kind; nothing of an empty text, None of another."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):  # the latter of brackets in brackets
        return None
    fits = isinstance(found, dict) and all(isinstance(one, kind) for one in found.values())
    return found if fits else None
