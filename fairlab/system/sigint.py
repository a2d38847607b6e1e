"""What is said of a Ctrl-C, from the first moment on.

The command lines import this before anything that takes time, so that a Ctrl-C among their imports
is answered like a later one. Nothing is imported here but what Python has loaded already.
"""

import _thread
import sys
import time

MOMENT = 0.01  # seconds
_other_errors = sys.excepthook
_other_unraisable = sys.unraisablehook


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


def _press_again(main_thread: int) -> None:
    from signal import SIGINT, pthread_kill

    time.sleep(MOMENT)
    pthread_kill(main_thread, SIGINT)  # one that waits is woken


def _keep_pressed(ignored: "sys.UnraisableHookArgs") -> None:
    # Python drops a Ctrl-C that meets it clearing up an object: it is answered a moment later.
    if issubclass(ignored.exc_type, KeyboardInterrupt):
        _thread.start_new_thread(_press_again, (_thread.get_ident(),))
    else:
        _other_unraisable(ignored)


sys.excepthook = _tell
sys.unraisablehook = _keep_pressed
