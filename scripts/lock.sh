#!/bin/sh
# Compile the lists of packages to hash-locked files that serve Linux and macOS, Python 3.11 and up.
# `sh scripts/lock.sh --upgrade` takes the newest versions.
set -eu
cd "$(dirname "$0")/.."
for name in requirements requirements-dev; do
    .venv/bin/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes \
        --no-strip-extras --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" "$@" "$name.in" -o "$name.txt"
done
