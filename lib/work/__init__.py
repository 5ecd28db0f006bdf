"""Heavy or dangerous work in a child process: with limits, progress, cancel, and a clear error when it goes wrong."""
