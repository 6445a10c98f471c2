"""Runs a command and prints what it cost. It is run itself, and imports as little as it can.

The peak memory of a process begins with that of the one that starts it, so this one is small.
Arguments: a file for what the command prints, the command.
"""

from __future__ import annotations

import os
import sys
import time

output, *command = sys.argv[1:]
opened = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
begun = time.perf_counter()
actions = [(os.POSIX_SPAWN_DUP2, opened, 1)]
pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
_, status, usage = os.wait4(pid, 0)
seconds = time.perf_counter() - begun
cpu_seconds = usage.ru_utime + usage.ru_stime
sys.stdout.write(f"{os.waitstatus_to_exitcode(status)} {seconds} {cpu_seconds} {usage.ru_maxrss}")
