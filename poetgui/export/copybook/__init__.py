"""字帖: the characters of a poem in ruled squares, to be written over."""
