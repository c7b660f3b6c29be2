"""诗囊: a desktop program that writes classical Chinese poems with a character-level LSTM."""

import os
import time

BEGUN = time.process_time(), time.perf_counter()
"""Seconds that the process had computed before this, the first line of the program to run, and this
moment: `start_profile` counts from here."""

__version__ = "0.1.0"

# onnxruntime (1.32, Linux) otherwise writes a device id into the person's cache when it is imported
# and asks for a host of its maker seconds later. It reads this once, at its import, so it is set
# where every process passes that can import it: the program, and `training` (its __init__).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
