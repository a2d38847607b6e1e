import os
import signal
import subprocess
import sys
import time
from threading import Thread

import pytest

from fairlab.system.workers import block_sigint

DEAF = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"


def ask_a_child() -> str:
    answer = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, text=True)
    return answer.stdout.strip()


def test_only_children_that_start_meanwhile_are_deaf_to_ctrl_c():
    before = signal.getsignal(signal.SIGINT)
    with block_sigint():
        assert ask_a_child() == "True"
    assert ask_a_child() == "False"
    assert signal.getsignal(signal.SIGINT) is before


def press_meanwhile(said: list[str]) -> None:
    with block_sigint():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
        said.append(ask_a_child())


@pytest.mark.parametrize("threads", [0, 1])
def test_ctrl_c_meanwhile_is_answered_once_the_children_are_there(threads):
    for _ in range(threads):  # one that the signal may reach instead
        Thread(target=time.sleep, args=(1,), daemon=True).start()
    said: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        press_meanwhile(said)
    assert said == ["True"]
