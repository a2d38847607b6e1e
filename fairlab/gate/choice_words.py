"""A choice in words: what was asked, which strategy it is, and why no other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from rich.text import Text

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.decided_people import decided_by
from fairlab.compare.judged_people import judged_people
from fairlab.compare.statement_words import (
    FEW_MODELS,
    NEARLY_NOTHING,
    about,
    amount,
    band,
    fine_number,
    is_ratio,
    number,
)
from fairlab.data.messages import number_of
from fairlab.gate.choice import LIMITS, Choice
from fairlab.gate.thin_groups import group_sizes, thin_groups, thin_sentence
from fairlab.gate.verdicts import BROKEN, KEPT, UNMEASURED, UNTOLD
from fairlab.system.folding_table import FoldingTable

MORE = 1.1  # times as many flagged
NAMED = 8  # strategies of a list in a sentence; the table has all
NO_BASELINE = "n/a: the baseline, from which changes are told, is not among these runs."
OTHER_READING = (
    "A gap that keeps its limit here may be open in `fairlab document`: there it is held against "
    "margins, not these limits, and its band holds for all statements about the strategy at once."
)
SHORT = {KEPT: "kept", UNTOLD: "open", BROKEN: "broken", UNMEASURED: "none"}


def rows_sentence(dataset: str, data: OutOfFold) -> str:
    """Say on which rows a choice rests, and that no model had seen them.

    Parameters
    ----------
    dataset : str
        Its name.
    data : OutOfFold
    """
    people = f"{dataset}: {judged_people(data).told()}"
    seeds = number_of(data.seeds, "seed")
    if data.design == "holdout":
        return f"{people}, of test sets that no model was trained on ({seeds})."
    by, count = decided_by(data.design, int(data.folds.max()) + 1)
    return f"{people}, {by} ({count}, {seeds}). On these rows alone it is chosen."


def choice_sentences(choice: Choice) -> Iterator[str]:
    """Say which strategy is chosen and why, and what became of the others."""
    yield _chosen(choice) if choice.chosen else _nobody(choice)
    kept = choice.of(KEPT)
    if len(kept) > 1:
        yield _others(choice, kept[1:])
    for verdict, start in ((UNTOLD, "It cannot be told of"), (BROKEN, "Limits are broken by"),
                           (UNMEASURED, "Nothing is measured of")):  # fmt: skip
        if found := choice.of(verdict):
            yield f"{start} {_listed([_with_gap(choice, row) for row in found])}."
    if few := [row["strategy"] for row in choice.of(UNTOLD) if row["df"] < FEW_MODELS]:
        yield f"More seeds narrow what rests on how few models differ: bands of {_listed(few)}."
    if told := _thin(choice):
        yield told
    yield _selection(choice)
    yield OTHER_READING


def choice_table(choice: Choice) -> FoldingTable:
    """Lay out every strategy that was looked at, those that keep the limits first."""
    by = choice.by.replace("_", " ")
    headings = ("strategy", "limits", "gap", "band", by, "change", "flagged")
    sheet = FoldingTable("", *headings, texts=2)
    if choice.against is None:
        sheet.caption = Text(NO_BASELINE)
    for verdict in SHORT:
        for row in choice.of(verdict):
            change = "" if row["strategy"] == choice.against else fine_number(row["change"], "+")
            cells = (
                row["strategy"], SHORT[verdict], amount(row), band(row),
                fine_number(row["price"]), change, number(row["flagged"]),
            )  # fmt: skip
            bold = "bold" if row["strategy"] == choice.chosen else ""
            sheet.add_row(*(Text(str(cell), bold) for cell in cells))
    return sheet


def small_groups_sentence(choice: Choice, data: OutOfFold, fewest: int) -> str:
    """Say which groups are too small to be in a limit; empty where none is.

    Parameters
    ----------
    choice : Choice
    data : OutOfFold
    fewest : int
        As of ``choose_among``.
    """
    judged = (data.folds >= 0).any(axis=0)
    told = []
    for attribute in dict.fromkeys(limit.attribute for limit in choice.limits):
        bad = pd.Series(data.y[judged]).groupby(data.groups[attribute].to_numpy()[judged])
        compared, called = _compared(choice.statements, attribute), choice.words.column(attribute)
        told += [
            f"{group} of {called} ({number_of(people, 'person', 'people')}, "
            f"{number_of(events, 'bad event')})"
            for group, people, events in bad.agg(["size", "sum"]).itertuples()
            if people < fewest and str(group) not in compared
        ]
    return f"Of fewer than {fewest} people, and in no limit: {_listed(told)}." if told else ""


def _compared(statements: pd.DataFrame, attribute: str) -> set[str]:
    own = statements[statements["attribute"] == attribute]
    return {*own["group"].astype(str), *own["rest"].astype(str)}


def _thin(choice: Choice) -> str:
    limits = choice.statements[choice.statements["family"] == LIMITS]
    untold = [row["strategy"] for v in (UNTOLD, UNMEASURED) for row in choice.of(v)]
    return thin_sentence(thin_groups(limits, untold), group_sizes(limits))


def _chosen(choice: Choice) -> str:
    row = choice.of(KEPT)[0]
    kept = " and ".join(limit.words for limit in choice.limits)
    return (
        f"Chosen: {row['strategy']}. It keeps {kept}: nearest to a limit is "
        f"{about(row)}, {amount(row)} (band {band(row)}). {_price(choice, row)}"
    )


def _price(choice: Choice, row: dict[str, Any]) -> str:
    name, by = row["strategy"], choice.by.replace("_", " ")
    told = f"Its {by} is {fine_number(row['price'])}"
    if choice.against in (None, name):
        return f"{told}."
    found = choice.difference(name, str(choice.against))
    return f"{told}, {_changed(found)} against {choice.against}.{_flags(choice, row)}"


def _flags(choice: Choice, row: dict[str, Any]) -> str:
    """Say where more are flagged, so that more are caught at no merit."""
    flagged = choice.strategies.set_index("strategy")["flagged"].get(choice.against)
    if flagged is None or row["flagged"] <= MORE * flagged:
        return ""
    return (
        f" It flags more people: {number(row['flagged'])}, and {choice.against} {number(flagged)}."
    )


def _changed(found: dict[str, Any]) -> str:
    small = abs(found["low"]) < NEARLY_NOTHING and abs(found["high"]) < NEARLY_NOTHING
    ends = [(fine_number if small else number)(found[end]) for end in ("low", "high")]
    held = f" ({' to '.join(ends)})" if band(found) else " (no band)"
    return f"{fine_number(found['estimate'], '+')}{held}"


def _nobody(choice: Choice) -> str:
    limits = " and ".join(limit.words for limit in choice.limits)
    near = _near(choice, UNTOLD) or _near(choice, BROKEN)
    start = f"None is chosen: no strategy is shown to keep {limits}."
    if not near:
        return start
    bounds = {(one.attribute, one.metric): one for one in choice.limits}

    def excess(row: dict[str, Any]) -> float:
        asked = bounds[row["attribute"], row["metric"]]
        return replace(asked, bound=row["limit"]).distance / asked.distance

    best = min(near, key=excess)
    word = "at least x" if is_ratio(best) else "at most"
    breaks = " of those that break them" * (best["verdict"] == BROKEN)
    return (
        f"{start} Nearest{breaks} is {best['strategy']}: {about(best)} is {amount(best)} "
        f"(band {band(best)}), so that {word} {number(best['limit'])} would be kept."
    )


def _near(choice: Choice, verdict: str) -> list[dict[str, Any]]:
    found = choice.of(verdict)
    return [row for row in found if row["strategy"] not in choice.over and 0 < row["limit"] < 1]


def _others(choice: Choice, others: Sequence[dict[str, Any]]) -> str:
    assert choice.chosen
    told = [
        f"{row['strategy']} ({_changed(choice.difference(row['strategy'], choice.chosen))})"
        for row in others
    ]
    by = choice.by.replace("_", " ")
    return f"Others keep the limits too; {by} against {choice.chosen}: {_listed(told)}."


def _with_gap(choice: Choice, row: dict[str, Any]) -> str:
    if why := choice.over.get(row["strategy"]):
        return f"{row['strategy']} ({why})"
    held = band(row) or row["note"] or "no band"
    return f"{row['strategy']} ({amount(row)}, {held})"


def _listed(told: Sequence[str]) -> str:
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return f"{', '.join(told[:NAMED])}{more}"


def _selection(choice: Choice) -> str:
    count = len(choice.strategies)
    if count == 1:
        return "Its bands hold at 95 % for all limits at once."
    return (
        f"The best of {count} looks better than it is. So bands of gaps hold at 95 % for all "
        f"{count} strategies at once, whichever is chosen; those of differences in "
        f"{choice.by.replace('_', ' ')} hold for all pairs at once."
    )
