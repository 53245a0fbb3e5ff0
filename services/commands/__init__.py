"""What the `mantelbrug` command can do. Exit codes: 0 done, 1 it was not right, 2 wrong use, 3 something needed is not there."""
