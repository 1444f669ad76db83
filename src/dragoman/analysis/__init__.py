"""Analysis: series of contacts with the reading behind them, and the signals in them.

from dragoman.analysis import Contacts, all_series, by_period
contacts = Contacts.of(ledger)
for series in all_series(contacts, about=("PRK",), channels=("in_person",)):
    print(series.key, len(series.contacts))
"""

from dragoman.analysis.contacts import Contact, Contacts, Exposure
from dragoman.analysis.dated import DatedEvent, dated_events
from dragoman.analysis.levels import Levels, levels
from dragoman.analysis.lulls import Lull, lull
from dragoman.analysis.network import Network, actors
from dragoman.analysis.occasions import Occasion, occasions
from dragoman.analysis.precedents import Precedent, precedents
from dragoman.analysis.recurring import Recurring, recurring
from dragoman.analysis.series import Key, Period, Series, all_series, by_period, one_series
from dragoman.analysis.signal import Signal, in_words
from dragoman.analysis.signals import signals

__all__ = [
    "Contact",
    "Contacts",
    "DatedEvent",
    "Exposure",
    "Key",
    "Levels",
    "Lull",
    "Network",
    "Occasion",
    "Period",
    "Precedent",
    "Recurring",
    "Series",
    "Signal",
    "actors",
    "all_series",
    "by_period",
    "dated_events",
    "in_words",
    "levels",
    "lull",
    "occasions",
    "one_series",
    "precedents",
    "recurring",
    "signals",
]
