"""Commands whose options are typed once: of two the last would count, and nobody would know."""

from collections import Counter
from typing import Any

import click

LISTS = ("COLUMNS", "NAMES", "N|LIST")  # what takes several, with commas between them


class TypedOnce(click.Command):
    """A command that refuses an option that is typed twice, where it takes one value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed, once nothing of it is lost."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        for option, times in Counter(filter(takes_one, order)).items():
            if times > 1:
                raise click.UsageError(_twice(option), ctx)
        return super().parse_args(ctx, args)


def takes_one(option: click.Parameter) -> bool:
    """Tell whether the last of several values would count alone."""
    if not isinstance(option, click.Option):
        return False
    return not (option.multiple or option.count or option.is_flag)


def _twice(option: Any) -> str:
    name = option.opts[-1]
    if option.metavar in LISTS:
        return f"{name} is typed twice; write it once, with commas: {name} A,B"
    return f"{name} is typed twice, and takes one value; leave one out."


class Commands(click.Group):
    """Commands, also in groups among them, whose options are typed once."""

    command_class = TypedOnce
    group_class = type  # which click takes for: of this class too

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; of one that stands in a group, say where."""
        groups = [c for c in self.commands.values() if isinstance(c, click.Group)]
        for group in groups:
            if args and args[0] in group.commands and args[0] not in self.commands:
                ctx.fail(f"No such command '{args[0]}'. Did you mean '{group.name} {args[0]}'?")
        return super().resolve_command(ctx, args)
