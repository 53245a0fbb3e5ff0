"""Finds who will help and guards the handover. Hears what intake asks and takes back; tells how each referral fares."""

from kernel.service import Service

referral = Service("referral")
