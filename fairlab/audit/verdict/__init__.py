"""What an audit amounts to: a verdict per attribute, by rules that stand in one place."""

from fairlab.audit.verdict.judging import verdicts
from fairlab.audit.verdict.rules import RULES, VERDICTS, Limits
from fairlab.audit.verdict.seeds import verdicts_over_seeds

__all__ = ["RULES", "VERDICTS", "Limits", "verdicts", "verdicts_over_seeds"]
