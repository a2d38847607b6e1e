"""What an audit amounts to: a verdict per attribute, by rules that stand in one place."""

from fairlab.audit.verdict.judging import verdicts
from fairlab.audit.verdict.over_seeds import verdicts_over_seeds
from fairlab.audit.verdict.rules import RULES, VERDICTS, Limits

__all__ = ["RULES", "VERDICTS", "Limits", "verdicts", "verdicts_over_seeds"]
