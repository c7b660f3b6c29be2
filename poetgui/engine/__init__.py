"""The language model behind one protocol, masks, and the beam that fills a grid."""
