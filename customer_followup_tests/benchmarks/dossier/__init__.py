"""What dossiers cost: all worked out anew, one document, one customer opened."""

from .bars import get_bars, get_facts
from .measurements import take_measurements
