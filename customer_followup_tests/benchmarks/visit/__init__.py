"""What it costs to open a follow-up, and the list of 10,000 that are due today."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
