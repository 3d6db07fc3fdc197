"""Benchmarks of the nightly job. ``script/bench`` runs them; nothing imports them."""
