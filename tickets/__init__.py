"""Mastodon mentions become tickets with a two-working-day clock, and answers go out."""

__version__ = "0.1.0"
