"""The files that a new project begins with: what `syncer init` writes."""
