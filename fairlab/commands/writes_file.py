"""Commands that write files: what is not an output of fairlab is replaced only when asked."""

from typing import Any

import click

from fairlab.commands.typed_once import TypedOnce
from fairlab.system.own_output import overwriting


class WritesFile(TypedOnce):
    """A command with ``--overwrite``."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.params.append(
            click.Option(
                ["--overwrite"],
                is_flag=True,
                expose_value=False,
                callback=_answer,
                help="Also replace files that fairlab did not write.",
            )
        )


def _answer(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    ctx.with_resource(overwriting(asked))  # until the command ends
