"""Meta's `components` JSON → template files, for who comes from elsewhere.

Texts of JSON go → rows (`reading`) → templates with what is lost on the way (`definitions`) → the
files to write (`run`). What NxCloud cannot express is skipped and told; nothing is made up but the
bytes of media, which Meta's JSON does not have (`placeholders`).
"""
