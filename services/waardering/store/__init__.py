"""SQL for waardering: applications with their parties, people, claims, budgets, payments and cases."""
