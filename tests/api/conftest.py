"""What the tests of notebooks share with those of commands."""

from tests.commands.conftest import monitor_typed  # noqa: F401
