"""Benchmarks. ``script/bench`` runs them; no code of the addon imports them."""
