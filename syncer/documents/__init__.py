"""YAML files with positions, checked against a JSON Schema: what syncer.yaml and templates share.

A file goes text → nodes (`compose`) → nodes with their `${…}` filled in (`interpolate`) → data that
fits the schema, or problems in plain words (`check`). The positions are the nodes'; the data are
plain lists, dicts and scalars.
"""
