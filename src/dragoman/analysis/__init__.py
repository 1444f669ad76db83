"""Analysis: series of contacts with the reading behind them, and the signals in them.

from dragoman.analysis import Contacts, all_series, by_period
contacts = Contacts.of(ledger)
for series in all_series(contacts, about=("PRK",), channels=("in_person",)):
    print(series.key, len(series.contacts))
"""

from dragoman.analysis.contacts import Contact, Contacts, Exposure
from dragoman.analysis.occasions import Occasion, occasions
from dragoman.analysis.series import Key, Period, Series, all_series, by_period, one_series
from dragoman.analysis.signal import Signal, in_words
from dragoman.analysis.signals import signals

__all__ = [
    "Contact",
    "Contacts",
    "Exposure",
    "Key",
    "Occasion",
    "Period",
    "Series",
    "Signal",
    "all_series",
    "by_period",
    "in_words",
    "occasions",
    "one_series",
    "signals",
]
