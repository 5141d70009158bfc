"""Which method's answer is given first, by one rule that is stated with it."""

from dataclasses import replace

from tollbook.estimation import decomposable
from tollbook.model.estimate import Estimate

ORDER = (decomposable.NAME,)


def chosen(found: Estimate) -> Estimate:
    """Return the estimate with its headline and the sentence that says why this one."""
    for name in ORDER:
        if name in found.methods:
            return replace(found, headline=found.methods[name], rule=f"{name} is given first")
    return replace(found, rule="no method that may be given first suits this table")
