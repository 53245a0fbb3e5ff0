"""Every page that a person sees. Hears nothing, tells nothing; asks the other services on behalf of who looks."""

from kernel.service import Service

console = Service("console")
console.tails |= {"intake", "referral", "waardering"}
"""Logs that live pages follow, to say only that a list changed."""
