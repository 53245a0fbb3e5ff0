"""What happens to a referral, one transaction's story each."""
