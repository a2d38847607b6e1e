"""An individual audit as a chapter of a page: what was found, the graph, the flow, the rates."""

from functools import partial

from fairlab.causal.audited import IndividualAudit
from fairlab.causal.twins.flows import flows
from fairlab.data.messages import plain
from fairlab.report.pages import Panel, Picture, Section
from fairlab.report.sections.causal_figures import (
    MOST_GROUPS,
    flow_figure,
    graph_figure,
    is_drawable,
)
from fairlab.report.sections.credibility_messages import credibility_sentence
from fairlab.report.sections.decomposition_messages import gap_sentence, gap_sheet
from fairlab.report.sections.direction_messages import directions, directions_sheet
from fairlab.report.sections.individual_messages import about_graph, meanings, next_step, verdict
from fairlab.report.sections.individual_sheets import (
    edges_sheet,
    flows_sheet,
    moves_sheet,
    notes_on,
    rates_sheet,
)

ARROWS = (
    "Solid arrows were found in one direction by what is independent, or drawn by hand. Dashed "
    "ones are assumed, open, or found by trees alone. Pale ones are not followed."
)

ASKED = (
    "Everybody was asked about once, each by the one of {folds} models that had not seen the "
    "person; the twins are those of one causal model, learned from all rows."
)
NEITHER = "Those who are flagged neither way are left out; counts of twins are expected ones."


def individual_section(audit: IndividualAudit, folds: int = 1, alone: bool = True) -> Section:
    """Lay out the audit of one attribute.

    Parameters
    ----------
    audit : IndividualAudit
    folds : int
        How many models decided about people.
    alone : bool
        Whether the chapter has to say what flip rates are, as no other one does; what was found,
        and what to ask next, then stands in the answer of the page.
    """
    name = plain(audit.graph.attribute)
    table = flows(audit.people)
    left_out = max(len(table) - MOST_GROUPS, 0)
    told = f"{NEITHER} {left_out} more are in the table." if left_out else NEITHER
    flow = Picture(
        flow_figure(table),
        f"Decisions before and after {name} was changed",
        [("first", "freed"), ("second", "newly flagged"), ("grid", "flagged both times")],
    )
    said = " ".join([*([meanings(audit.rates)] if alone else []), *notes_on(audit.rates)])
    panels = [*_direction_panels(audit), *_graph_panels(audit)]
    if audit.tells_rates:
        panels += [
            Panel("The flow of decisions", told, [flow], flows_sheet(table)),
            Panel("Flip rates", said, sheet=rates_sheet(audit.rates)),
        ]
    if len(audit.decomposition) and audit.tells_rates:
        why = gap_sentence(audit.decomposition)
        panels.append(Panel("Why there is a gap", why, sheet=gap_sheet(audit.decomposition)))
    return Section(
        f"Individual: {name}",
        "" if alone else f"{verdict(audit)} {next_step(audit)}".strip(),
        panels,
        [credibility_sentence(audit.credibility)],
        [*audit.notes, *([ASKED.format(folds=folds)] if folds > 1 else [])],
    )


def _direction_panels(audit: IndividualAudit) -> list[Panel]:
    sheet = directions_sheet(directions(audit.people)) if audit.tells_rates else None
    return [Panel("Against whom", sheet=sheet)] if sheet else []


def _graph_panels(audit: IndividualAudit) -> list[Panel]:
    """Draw the graph, or where that could not be read, write what follows from what."""
    graph, about = audit.graph, partial(about_graph, audit.graph, audit.kept)
    edges = edges_sheet(graph)
    if not is_drawable(graph):
        listed = Panel("The graph", about(named=False), sheet=moves_sheet(graph))
        return [listed, Panel(f"All {len(edges.rows)} arrows", sheet=edges, folded=True)]
    figure = Picture(
        graph_figure(graph),
        f"What {plain(graph.attribute)} moves",
        [("first", "the attribute and its effects"), ("second", "the target")],
    )
    return [Panel("The graph", f"{about()} {ARROWS}", [figure], edges)]
