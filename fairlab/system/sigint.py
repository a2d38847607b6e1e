"""What is said of a Ctrl-C, from the first moment on.

The command lines import this before anything that takes time, so that a Ctrl-C among their imports
is answered like a later one. Nothing is imported here but what Python has loaded already.
"""

import sys

_other_errors = sys.excepthook


def stop() -> None:
    """Say that a command was stopped, and exit with 130.

    Examples
    --------
    >>> stop()
    Traceback (most recent call last):
    SystemExit: 130
    """
    sys.stderr.write("\nStopped. What is finished is kept; the same command goes on.\n")
    sys.exit(130)


def _tell(kind: type[BaseException], error: BaseException, trace: object) -> None:
    if issubclass(kind, KeyboardInterrupt):
        stop()
    _other_errors(kind, error, trace)  # type: ignore[arg-type]


sys.excepthook = _tell
