"""What the process that stands for any other one must not share, nor hide."""

import os
import signal


def test_copies_know_nothing_of_each_other_and_are_no_part_of_this_process(another_process):
    first = another_process.said("import os, math; math.seen = 1; print(os.getpid())")
    again = another_process.said("import os, math; print(os.getpid(), hasattr(math, 'seen'))")
    assert int(first) != os.getpid()
    assert again.split() == [again.split()[0], "False"]
    assert first.strip() != again.split()[0]


def test_it_hashes_otherwise_than_python_does_by_itself(another_process):
    code = "import sys; print(sys.flags.hash_randomization, hash('fairlab'))"
    assert another_process.said(code) == another_process.said(code)
    assert another_process.said(code).split() != ["1", str(hash("fairlab"))]


def test_what_fails_is_told_and_does_not_end_it(another_process):
    failed = another_process("print('before'); 1 / 0")
    assert (failed.returncode, failed.stdout) == (1, "before\n")
    assert "ZeroDivisionError" in failed.stderr
    killed = another_process("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert killed.returncode == -signal.SIGKILL
    assert another_process.said("print('alive')") == "alive\n"
