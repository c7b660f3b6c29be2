"""What the network reads at each cell: one definition, shared by training and by the app."""

from __future__ import annotations

PAD, BOS, UNK = 0, 1, 2
"""The first three ids of every vocabulary: nothing, start of poem, unknown character."""
MARKERS = 3
"""Ids below this are markers and stand in no poem."""

FORMS = ("", "五绝", "七绝", "五律", "七律", "五古", "七古", "词", "其他", "对联")
"""Form ids; 0 is not given. Every tune is 词: its lines and rhymes are given cell by cell."""

TONE_NOT_GIVEN, TONE_LEVEL, TONE_OBLIQUE = 0, 1, 2
RHYMING_NOT_GIVEN, RHYMING_NO, RHYMING_YES = 0, 1, 2
RHYME_NOT_GIVEN = 0
"""Rhyme ids: 0 not given, then the groups of 平水韵 and of 词林正韵, each in the book's order."""
RHYME_FIRST = {"平水韵": 1, "词林正韵": 107}
"""The id of a book's first group; of other books only the places of the rhymes are given."""
RHYMES = 160
"""The table's size, with room to spare."""

MAX_LINE, MAX_COLUMN = 31, 11
"""Larger line and column numbers (and counts of what is left) are clipped to these."""
MAX_DISTANCE = 15
"""Distances to the next pin are clipped to this; 0 means that no pin is ahead."""

FEATURES = (
    "form",
    "line",
    "lines_left",
    "column",
    "left",
    "tone",
    "tone_after",
    "rhyme",
    "rhyming",
    "style",
    "next_character",
    "next_distance",
)
"""Columns of the `features` array, int64 [batch, len(FEATURES)], for the cell about to be written.

form            FORMS
line            zero-based line, clipped to MAX_LINE
lines_left      lines after this one, clipped to MAX_LINE
column          zero-based place in the line, clipped to MAX_COLUMN
left            cells after this one in the line, clipped to MAX_COLUMN
tone            tone class demanded of this cell, or not given
tone_after      the same of the cell that follows, in its line or the next; not given after the last
rhyme           group of the next rhyme, at this cell or after it; 0 after the last, or not given
rhyming         whether this cell rhymes, or not given
style           0 not given, otherwise 1 + index in the manifest's `styles` (dynasties, then poets)
next_character  vocabulary id of the nearest pin strictly after this cell; PAD for none
next_distance   how many cells ahead that pin stands (1 = the very next cell), clipped; 0 for none
"""

HINT_PAD, HINT_PIN, HINT_THEME, HINT_TITLE = 0, 1, 2, 6
"""Kinds of hint; a theme word's n-th character has kind HINT_THEME + n, n at most 3."""
HINT_KINDS = 7
MAX_TITLE = 12
"""A longer title is cut to so many characters."""
MAX_HINTS = 48
"""The app never shows the network more hints than this (pins first, then theme words)."""

HINTS = ("character", "kind", "line", "column")
"""Columns of the `hints` array, int64 [batch, hints, 4]: vocabulary id, kind, and for pins the
place (1 + line clipped, 1 + column clipped); 0, 0 for theme words; 0, 1 + its place in the title
for a title's characters. Rows of kind HINT_PAD are ignored."""
