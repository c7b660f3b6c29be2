"""What runs without a window: a module a subcommand, `add_arguments(parser)` and `run(args)`."""
