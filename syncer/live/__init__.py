"""NxCloud's answers → the model: a snapshot per account, and what is known beside it."""
