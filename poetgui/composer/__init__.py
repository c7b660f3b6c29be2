"""From a request to finished poems: pins, theme words, ranking, composing."""
