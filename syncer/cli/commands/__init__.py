"""What each command takes, declared with click alone: --help and completion load nothing else."""
