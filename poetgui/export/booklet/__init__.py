"""诗集: poems as a booklet, in PDF and EPUB."""
