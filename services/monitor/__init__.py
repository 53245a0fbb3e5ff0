"""Counts what happens: hears intake and referral, keeps figures per day that can be rebuilt from the logs, and tells nothing."""

from kernel.service import Service

monitor = Service("monitor")
