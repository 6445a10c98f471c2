"""What a pipeline of GitLab calls: `python -m syncer.gitlab FILE`. Nothing else imports this."""
