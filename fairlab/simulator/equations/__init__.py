"""The structural model: each variable one equation of its parents and its own noise.

A parameter is a parent, but for ``u`` and ``z``, the variable's own noise as a uniform or as a
normal number, and the calendar and the limits, which are constants of a block of applicants.
Parents come first. The coefficients were set by hand until the shape agreed with the study's; of
the fraud rates only those by debt result, by document country and of unknown gender are exact by
quota, the others follow from the equations.
"""

from fairlab.simulator.equations.applicant import NEIGHBOURHOOD, PERSON
from fairlab.simulator.equations.bureau import ADDRESS_FILE, PERSON_FILE
from fairlab.simulator.equations.contact import ACCOUNT, EMAIL, NETWORK, PHONE
from fairlab.simulator.equations.history import HISTORY
from fairlab.simulator.equations.order import MOMENT, PRODUCT, VISIT
from fairlab.simulator.equations.outcome import (
    ACCEPTANCE,
    DEBT_RESULT,
    DEBT_SCORES,
    FRAUD,
    RISK,
)

BEFORE_ACCEPTANCE = (
    PERSON | NEIGHBOURHOOD | EMAIL | PHONE | NETWORK | ACCOUNT | PERSON_FILE | ADDRESS_FILE
    | ACCEPTANCE
)  # fmt: skip
AFTER_ACCEPTANCE = MOMENT | PRODUCT | VISIT | HISTORY
EQUATIONS = BEFORE_ACCEPTANCE | AFTER_ACCEPTANCE | DEBT_SCORES | DEBT_RESULT | RISK | FRAUD
