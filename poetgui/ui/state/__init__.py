"""What the window shows and does, without widgets: worker, workspace, controllers, preferences."""
