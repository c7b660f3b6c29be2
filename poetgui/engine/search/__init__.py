"""Constrained beam search: what each cell allows, and the decoding itself."""
