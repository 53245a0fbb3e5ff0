"""The pages, one room per noun."""
