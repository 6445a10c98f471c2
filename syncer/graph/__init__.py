"""Which button leads to which template: the templates of an account as a graph. Pure."""
