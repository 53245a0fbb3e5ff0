"""Small scripts around the house: its lints, what its tests need, what its tests covered. Never installed with the product."""
