from fairlab.gate.verdicts import BROKEN, KEPT, UNTOLD, Finding, exit_code


def test_the_worst_finding_gives_the_exit_code():
    assert exit_code([KEPT, KEPT]) == 0
    assert exit_code([KEPT, UNTOLD]) == 2
    assert exit_code([KEPT, UNTOLD, BROKEN]) == 1


def test_a_finding_is_a_sentence():
    found = Finding.of(UNTOLD, "test/auc of a must be at least 0.8", "0.790 (0.700 to 0.880)")
    assert found.sentence.startswith("Cannot be told: test/auc of a must be at least 0.8 and is 0.")
