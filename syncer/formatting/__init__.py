"""The canonical form of template files: stable key order, block style, comments kept.

A file goes text → nodes of ruamel.yaml (`reading`) → nodes in order and style (`arranging`), with
each comment beside what it is about (`comments`, `homes`) → text (`writing`), and is held against
the text that it was (`checking`). ruamel.yaml writes what PyYAML does not: anchors under their
names, aliases, merges, and comments; PyYAML reads, as it does wherever template files are read, so
that whatever is valid has a canonical form. Which comment belongs where is ours to say:
ruamel.yaml ties each to what stands before it, so that it would stay behind when keys move.
"""
