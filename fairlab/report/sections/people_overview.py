"""What was found person by person, of one attribute in full or of several at a glance."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data.messages import number_of, plain, quoted
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.pages.numbers import decimal, percent
from fairlab.report.sections.direction_messages import directions, in_counts, whom
from fairlab.report.sections.individual_messages import largest_rate, meanings, next_step, verdict

if TYPE_CHECKING:
    from fairlab.causal.audited import IndividualAudit

WITHHELD, NO_FLIP, NO_DIRECTION = "withheld", "no decision flips", "no direction is shown"
HEADINGS = ("attribute", "counts", "largest FR1", "columns that move", "AUC of twins")


def people_sentences(people: "Sequence[IndividualAudit]") -> list[str]:
    """Say of one attribute all that was found, and of several against whom each counts."""
    if len(people) == 1:
        return [*filter(None, (verdict(people[0]), next_step(people[0])))]
    named: dict[str, list[str]] = {}
    for audit in people:
        name, found = quoted(audit.graph.attribute), _found(audit, whom)
        if found in (WITHHELD, NO_FLIP, NO_DIRECTION):
            named.setdefault(f"{found}: ", []).append(name)
        else:
            named.setdefault("", []).append(f"{name} counts {found}")
    told = [f"{kind}{', '.join(names)}" for kind, names in sorted(named.items())]
    return [f"Of {number_of(len(people), 'attribute')} person by person, {'; '.join(told)}."]


def overview_section(people: "Sequence[IndividualAudit]") -> Section:
    """Lay out several attributes in a table, and say what holds of all of them."""
    rows = [
        [
            plain(audit.graph.attribute),
            _found(audit, in_counts),
            "-" if not audit.tells_rates else percent(largest_rate(audit)["value"]),
            str(len(audit.graph.descendants)),
            decimal(audit.credibility.auc),
        ]
        for audit in people
    ]
    told = [audit.rates for audit in people if audit.tells_rates]
    panels = [Panel(sheet=Sheet(HEADINGS, rows, texts=2))]
    panels += [Panel("What the rates are", meanings(pd.concat(told)))] if told else []
    return Section("Person by person", panels=panels)


def _found(audit: "IndividualAudit", told: Callable[[pd.DataFrame], str]) -> str:
    if audit.withheld:
        return WITHHELD
    if audit.same_for_all or not largest_rate(audit)["value"]:
        return NO_FLIP
    return told(directions(audit.people)) or NO_DIRECTION
