"""Who may come in, with what, how often: tokens, roles at the doors, floods, CSRF, headers."""

from kernel.security.doors import Allow, Doors, Open, Public, allow, asked_for, hang_doors, open_to_all
from kernel.security.issuers import TrustedIssuer
from kernel.security.limits import Floods, count_attempt
from kernel.security.tokens import AUDIENCE, Verifier

__all__ = [
    "AUDIENCE",
    "Allow",
    "Doors",
    "Floods",
    "Open",
    "Public",
    "TrustedIssuer",
    "Verifier",
    "allow",
    "asked_for",
    "count_attempt",
    "hang_doors",
    "open_to_all",
]
