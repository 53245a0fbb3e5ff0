"""How the house speaks to people: codes in plain Dutch, moments as people say them, names as people write them."""
