"""The network: LSTM layers, attention, loss."""
