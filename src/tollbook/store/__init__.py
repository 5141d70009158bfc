"""What is kept on disk: the case folder, decisions, cached stages, the lock of a run."""
