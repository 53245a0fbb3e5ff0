"""How intake's schema came to be, step by step."""
