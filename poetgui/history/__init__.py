"""Every poem that was written, with its recipe. SQLite lives here and nowhere else."""
