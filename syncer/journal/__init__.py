"""Every write to an account, noted before and after its call, with what was there before it.

One file, `journal.jsonl` in the state folder, with two lines for each write: about 2 KB. It only
ever grows, and may be moved away or deleted between runs. `journal-media` beside it has the bytes
of headers, once each.
"""
