"""诗囊: a desktop program that writes classical Chinese poems with a character-level LSTM."""

__version__ = "0.1.0"
