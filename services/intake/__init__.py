"""The front door and the register: takes in who needs attention, guards what is known of people, and lets the desk appoint a provider.

Hears how referrals fare, what could not be delivered, and who else erased; tells everything about a caregiver's file.
"""

from kernel.service import Service

intake = Service("intake")
