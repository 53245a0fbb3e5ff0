"""The outside world: the bank's files, suppliers' lists."""
