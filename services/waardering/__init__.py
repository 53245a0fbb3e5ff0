"""The yearly appreciation, from application to payout: every scheme is data, every decision explains itself, no euro is paid twice.

Hears which persons are erased or turn out to be one; tells how each application fares.
"""

from kernel.service import Service

waardering = Service("waardering")
