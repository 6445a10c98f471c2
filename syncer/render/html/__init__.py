"""Templates and plans as one self-contained page: no network, nothing to install."""
