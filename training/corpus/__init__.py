"""From the public archive, or one's own poems, to arrays and batches."""
