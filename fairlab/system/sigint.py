"""What is said of a Ctrl-C, from the first moment on.

The command lines import this before anything that takes time, so that a Ctrl-C among their imports
is answered like a later one. Nothing is imported here but what Python has loaded already.
"""

import _signal
import _thread
import sys
import time

MOMENT = 0.01  # seconds
SOON = 2.0  # seconds in which an error comes of a Ctrl-C
_other_errors = sys.excepthook
_other_unraisable = sys.unraisablehook
_pressed: list[float] = []  # when


def stop() -> None:
    """Say that a command was stopped, and exit with 130.

    Examples
    --------
    >>> stop()
    Traceback (most recent call last):
    SystemExit: 130
    """
    told = "What is recorded is kept: the same command goes on from there, or begins anew."
    sys.stderr.write(f"\nStopped. {told}\n")
    sys.exit(130)


def was_just_pressed() -> bool:
    """Tell whether there was a Ctrl-C: a library in C may make another error of it."""
    return bool(_pressed) and time.monotonic() - _pressed.pop() < SOON


def _press(number: int, frame: object) -> None:
    _pressed.append(time.monotonic())
    _signal.default_int_handler(number, frame)


def _tell(kind: type[BaseException], error: BaseException, trace: object) -> None:
    if issubclass(kind, KeyboardInterrupt) or was_just_pressed():
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
if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:  # nohup has it ignored
    _signal.signal(_signal.SIGINT, _press)
sys.unraisablehook = _keep_pressed
