"""Writes down what may be said, for those who do not read Python: JSON Schemas and AsyncAPI, checked for drift and broken promises."""
