"""Training: presets, the run, its checkpoints, its curve."""
