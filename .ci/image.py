#!/usr/bin/env python3
"""Does to a root file system what dist/Dockerfile says, without an engine, and prints what an engine would remember.

Arguments: the Dockerfile, the build context, the root to change. What ARG names is taken from the environment, if it is there.
Only the instructions and options that the file uses are known; all else is refused. Prints JSON: env, user, healthcheck, entrypoint.
"""
import glob
import json
import os
import re
import subprocess
import sys

dockerfile, context, root = sys.argv[1:]
lines = re.sub(r"\\\n", "", re.sub(r"(?m)^#.*\n", "", open(dockerfile).read())).splitlines()
variables = {}
image = {"env": {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}, "user": "0:0"}


def only(pattern, rest):
    found = re.fullmatch(pattern, rest)
    if not found:
        sys.exit(f"{dockerfile}: what is meant by {rest!r}?")
    return found.groups()


def expanded(text):
    return re.sub(r"\$\{(\w+)\}", lambda name: variables[name.group(1)], text)


for line in filter(str.strip, lines):
    instruction, rest = line.split(" ", 1)
    if instruction == "FROM":
        only(r"debian:bookworm-slim", rest)
    elif instruction == "ARG":
        name, value = only(r"(\w+)=(\S+)", rest)
        variables[name] = os.environ.get(name, value)
    elif instruction == "ADD":
        source, target = only(r"(\S+\.tar\.gz) (/\S+/)", expanded(rest))
        (tarball,) = glob.glob(os.path.join(context, source))
        os.makedirs(root + target, exist_ok=True)
        subprocess.run(["tar", "-xzf", tarball, "-C", root + target], check=True)
    elif instruction == "RUN":
        subprocess.run(["chroot", root, "/bin/sh", "-c", rest], check=True)
    elif instruction == "USER":
        image["user"] = ":".join(only(r"(\d+):(\d+)", rest))
    elif instruction == "ENV":
        name, value = only(r"(\w+)=(\S+)", rest)
        image["env"][name] = value
    elif instruction == "EXPOSE":
        only(r"\d+", rest)
    elif instruction == "HEALTHCHECK":
        (command,) = only(r"(?:--(?:interval|timeout|start-period)=\d+s )*CMD (\[.*\])", rest)
        image["healthcheck"] = json.loads(command)
    elif instruction == "ENTRYPOINT":
        image["entrypoint"] = json.loads(rest)
    else:
        sys.exit(f"{dockerfile}: {instruction} is not known here")
print(json.dumps(image))
