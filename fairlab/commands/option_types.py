"""What may be typed where an option is a number, a budget or a table."""

from math import isfinite
from pathlib import Path
from textwrap import fill
from typing import Any

import click

from fairlab.data.addresses import is_database
from fairlab.errors import RequestError

RECALL = "recall"
WIDTH = 80


class Finite(click.FloatRange):
    """A number in a range; click lets nan into any, and infinity where there is no upper end."""

    def convert(self, value: Any, *about: Any) -> float:
        """Read what was typed."""
        number = float(super().convert(value, *about))
        if not isfinite(number):
            self.fail(f"{value!r} is not a finite number.", *about)
        return number

    def _describe_range(self) -> str:
        """Say nothing where there is no end, which click would call None."""
        return "" if self.min is self.max is None else super()._describe_range()


SHARE = Finite(0, 1, min_open=True, max_open=True)


class Budget(click.ParamType):
    """A share of people, or the word for the baseline's recall."""

    name = "budget"

    def convert(self, value: Any, *about: Any) -> float | str:
        """Read what was typed."""
        if value == RECALL:
            return RECALL
        try:
            float(value)
        except ValueError:
            self.fail(f"{value!r} is neither a share such as 0.05 nor the word recall.", *about)
        return SHARE.convert(value, *about)


class KeptBudget(Budget):
    """A budget of runs that are finished, which may be costs too, or none."""

    def convert(self, value: Any, *about: Any) -> float | str:
        """Read what was typed."""
        return (
            str(value) if value == "none" or "=" in str(value) else super().convert(value, *about)
        )


class StrategyName(click.ParamType):
    """The name of an experiment script."""

    name = "strategy"

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """List those that there are, in the folder that was typed."""
        from fairlab.experiment.scripts import script_names

        try:
            known = script_names(ctx.params.get("experiments") if ctx else None)
        except RequestError as error:
            return str(error)
        return f"There is:\n{fill(', '.join(known), WIDTH, break_on_hyphens=False)}"


class Table(click.Path):
    """A path, or the address of a database, in which a path would lose a slash."""

    def convert(self, value: Any, *about: Any) -> Any:
        """Take what was typed."""
        return value if is_database(str(value)) else super().convert(value, *about)


# Whether a file is there and may be read is asked by who opens it; shells complete its name.
FILE = click.Path(readable=False, path_type=Path)
TABLE = Table(readable=False, path_type=Path)
SOURCE = click.Path(readable=False)  # as typed: a file, a folder, a glob, - or a run's id


class StoreAddress(click.ParamType):
    """The address of a store, refused before a table is read or a model is trained."""

    name = "uri"

    def convert(self, value: Any, *about: Any) -> str:
        """Refuse what no store can be called."""
        from fairlab.record.place import resolve  # which help needs not

        resolve(value)
        return str(value)
