"""Help that lists the metrics: the registry is read when help is asked for, and not before."""

from typing import TYPE_CHECKING

import click

from fairlab.commands.prints_table import PrintsTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairlab.audit.metric_types import Metric


class ListsMetrics(PrintsTable):
    """A command whose help ends with every metric that a run records, and what each is."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list below the options."""
        super().format_epilog(ctx, formatter)
        for title, rows in metric_rows(self.lists).items():
            with formatter.section(title):
                formatter.write_dl(rows)

    def lists(self, metric: "Metric") -> bool:
        """Tell whether the command knows a metric."""
        return metric.recorded


class ListsLimits(ListsMetrics):
    """The same of the metrics on which a limit may be set."""

    def lists(self, metric: "Metric") -> bool:
        """Tell whether the command knows a metric."""
        return metric.recorded and metric.gateable


def metric_rows(lists: "Callable[[Metric], bool]") -> dict[str, list[tuple[str, str]]]:
    """List the metrics by name, each with what it is.

    Parameters
    ----------
    lists : callable
        Whether a metric is among them.

    Returns
    -------
    dict of str to list of tuple of str
        Under two headings, of accuracy and of groups.

    Examples
    --------
    >>> rows = metric_rows(lambda metric: metric.recorded)
    >>> dict(rows["Accuracy, as test/NAME"])["brier"]
    'mean squared error of the scores (less is better; `compare --all` shows it)'
    """
    from fairlab.audit.registry import group_metrics, overall_metrics

    return {
        "Accuracy, as test/NAME": [
            (metric.name, _said(metric)) for metric in overall_metrics() if lists(metric)
        ],
        "Fairness, as fair.ATTRIBUTE/NAME": [
            (metric.name, _said(metric, f"about who is {metric.outcome}, "))
            for metric in group_metrics()
            if lists(metric)
        ],
    }


def _said(metric: "Metric", about: str = "") -> str:
    way = "less is better" if metric.lower_is_better else "more is better"
    return f"{metric.label} ({about}{way}{'' if metric.compared else '; `compare --all` shows it'})"
