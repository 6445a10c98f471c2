"""HTTP with the standard library, and what the REST APIs of GitHub and GitLab have in common."""
