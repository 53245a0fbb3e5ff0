"""Which messages an event asks for, whether each still holds when it is sent, and what plain mail may carry. No I/O, no clock."""
