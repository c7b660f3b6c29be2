"""The left side of the window: the fields that become a `ComposeRequest`."""
