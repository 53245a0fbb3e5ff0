"""What happens at the front door and the desk: one transaction's story each."""
