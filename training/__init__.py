"""From the corpus to a bundle, in pipeline order: fetch, prepare, train, evaluate, export."""

# Before any module here imports a library: the program's package sets what the libraries are told.
import poetgui as poetgui
