"""What is kept on disk: decisions, cached stages, the lock of a run."""
