"""What the steps of `action.yml` call: `python -m syncer.github WORD`. Nothing else imports this.

The words follow one another in one job, and leave what they find in one folder (`folder.py`).
"""
