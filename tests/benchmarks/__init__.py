"""Benchmarks: always ratios of two ways in one run, rounds interleaved, so that a busy machine slows both.

uv run python -m tests.benchmarks ingest page [--json]
"""
