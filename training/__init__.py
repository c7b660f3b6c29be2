"""From the corpus to a bundle, in pipeline order: fetch, prepare, train, evaluate, export."""
