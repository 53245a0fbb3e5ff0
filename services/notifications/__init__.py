"""Writes to people: hears what happens to signals and referrals, mails who is to know it, and tells what became of each message."""

from kernel.service import Service

notifications = Service("notifications")
