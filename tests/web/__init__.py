"""Tests of the playground's server and of its page."""
