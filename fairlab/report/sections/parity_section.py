"""Parities against what chance alone would show, attribute by attribute: Tables 3 and 4."""

from fairlab.audit.metric_types import LENDING
from fairlab.audit.registry import compared_rates, group_metrics
from fairlab.report.pages import Section
from fairlab.report.runs import Runs
from fairlab.report.sections.group_rates import groups_panel
from fairlab.report.sections.noise_floors import metric_panel

INTRODUCTION = (
    "A parity is the largest gap between groups as a share of the largest rate: 0 is equal. Groups "
    "that are equal show one too, since they are small; the grey bar is what 95 % of equal groups "
    "would stay within. A parity inside the bar says nothing. Small marks are seeds, large ones "
    "their mean."
)
RATES = (
    "Means over seeds, with the range of the seeds. The rows in the table are mean rows per seed: "
    "bad events for recall, flagged rows for precision. Few rows make a rate that another test "
    "part would not repeat."
)


def parity_section(runs: Runs) -> Section:
    """Show the parities of every strategy beside their noise floor, and the groups behind them.

    Parameters
    ----------
    runs : Runs
        With ``groups`` tables.
    """
    audits = runs.joined("groups")
    shown = [one for one in group_metrics() if one.compared and one.family != LENDING]
    panels = [metric_panel(audits, metric, runs.strategies) for metric in shown]
    told = [rate for rate in compared_rates() if rate.family != LENDING]
    title = "Rates of every group"
    panels.append(groups_panel(audits, runs.strategies, title, RATES, told, told))
    return Section("Fairness against its noise floor", INTRODUCTION, list(filter(None, panels)))
