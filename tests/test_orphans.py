import signal
import subprocess
import sys

from fairlab.orphans import deaf_children

DEAF = "import signal; print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN)"


def ask_a_child() -> str:
    answer = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, text=True)
    return answer.stdout.strip()


def test_only_children_that_start_meanwhile_are_deaf_to_ctrl_c():
    before = signal.getsignal(signal.SIGINT)
    with deaf_children():
        assert ask_a_child() == "True"
    assert ask_a_child() == "False"
    assert signal.getsignal(signal.SIGINT) is before
