"""The tests, one folder a room. A package, so that `python -m tests.screenshots` finds this one."""
