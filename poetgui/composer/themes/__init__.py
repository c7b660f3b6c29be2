"""Words and styles that condition the model: themes, subjects, poets, taboo words."""
