"""The nightly job, bare SQL that writes the same rows, and Odoo's own automation."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
