"""Reading finished poems with the model: scores, alternatives, traces."""
