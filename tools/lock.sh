#!/bin/sh
# Pins every package with its hashes, for every platform and Python that the product supports.
#   tools/lock.sh             pins again what pyproject.toml asks, keeping the versions that still fit
#   tools/lock.sh --upgrade   takes the newest versions that fit
# The locks name no package index and no host: where the packages come from is the business of the machine.
set -eu
cd "$(dirname "$0")/.."

resolver=build/lock-environment
if [ ! -x "$resolver/bin/uv" ]; then
    "${PYTHON:-python3}" -m venv --clear "$resolver"
    "$resolver/bin/pip" install --quiet --disable-pip-version-check uv
fi

compile() {
    "$resolver/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"
}

compile --output-file requirements.lock "$@"
# The same version of every package in both locks, so that what is tested is what runs.
compile --extra test --constraints requirements.lock --output-file requirements-test.lock "$@"
