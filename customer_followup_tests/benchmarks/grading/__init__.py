"""What it costs to grade all customers, beside the bare SQL of the measures."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
