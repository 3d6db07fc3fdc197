"""Fingerprints of values, to tell whether they are still the ones that were signed."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def to_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` the way JSON keeps them; days and moments as texts.

    >>> from datetime import date
    >>> to_plain({"day": date(2026, 3, 2), "amount": 5.0})
    {'day': '2026-03-02', 'amount': 5.0}
    """
    return json.loads(json.dumps(values, default=str))


def get_fingerprint(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of ``values`` in one canonical form.

    >>> get_fingerprint({"a": 1, "b": None}) == get_fingerprint({"b": None, "a": 1})
    True
    """
    text = json.dumps(to_plain(values), sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
