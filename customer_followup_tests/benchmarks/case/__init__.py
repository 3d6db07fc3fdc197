"""What lists of 50,000 cases cost, registering one more, and their statistics."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
