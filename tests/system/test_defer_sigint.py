import os
import signal
from threading import Thread

import pytest

from fairlab.system.defer_sigint import defer_sigint


def press_and_go_on(presses: int, done: list[str]) -> None:
    with defer_sigint():
        for _ in range(presses):
            os.kill(os.getpid(), signal.SIGINT)
        done.append("finished")


@pytest.mark.parametrize(("presses", "done"), [(1, ["finished"]), (2, [])])
def test_what_was_begun_is_finished_unless_ctrl_c_is_pressed_again(presses, done):
    found: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        press_and_go_on(presses, found)
    assert found == done
    assert signal.getsignal(signal.SIGINT) is before


def test_it_may_be_used_where_no_signal_comes():
    found: list[str] = []
    thread = Thread(target=press_and_go_on, args=(0, found))
    thread.start()
    thread.join()
    assert found == ["finished"]
