"""What can be done with an application, a case, a budget and a payout: each one transaction's story."""
