"""Rhyme books 韵书 and what follows from them: tones, divisions, likely readings, pinyin."""
