"""The tests of Glassnet."""
