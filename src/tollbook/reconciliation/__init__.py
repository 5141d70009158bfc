"""Do claimed, documented and estimated figures fit each other, and where they do not, why?"""

from tollbook.reconciliation.reconcile import reconcile

__all__ = ["reconcile"]
