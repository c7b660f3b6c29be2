"""From PyInstaller's build to what people install: called by build.spec and the Makefile."""
