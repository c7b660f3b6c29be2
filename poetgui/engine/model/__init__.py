"""The language model as the decoder sees it: its protocol, inputs, vocabulary, habit penalty."""
