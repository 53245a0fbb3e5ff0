"""From what the services answer to what a page shows: no I/O, so that each page can be drawn and tested with example answers."""
