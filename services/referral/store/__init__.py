"""SQL for referrals: one at a time with its attempts and meeting, lists with a cursor, and what is sealed."""
