#!/bin/sh
# Install this checkout as a release beside those that are there, and make it the one in use:
#   deploy/install.sh [NAME [PREFIX]]
# Everything fetched is pinned by hash. Going back is pointing `current` at the release of before.
set -eu
cd "$(dirname "$0")/.."
name=${1:-$(git describe --tags --always)}
prefix=${2:-/usr/local/lib/winkelpeil}
release=$prefix/$name
if [ -e "$release" ]; then
  echo "$release is there already" >&2
  exit 1
fi
mkdir -p "$prefix"
work=$(mktemp -d)
# What is half made must not look like a release.
trap 'status=$?; rm -rf "$work"; [ $status -eq 0 ] || rm -rf "$release"' EXIT

python3 -m venv "$work/build"
"$work/build/bin/pip" install --quiet --require-hashes -r requirements.lock
"$work/build/bin/python" -m hatchling build -t wheel -d "$work/dist"

python3 deploy/runtime_lock.py > "$work/runtime.lock"
python3 -m venv "$release"
"$release/bin/pip" install --quiet --require-hashes -r "$work/runtime.lock"
"$release/bin/pip" install --quiet --no-deps --no-index "$work"/dist/*.whl
"$release/bin/python" -m compileall -q "$release/lib" || true
"$release/bin/winkelpeil" --version

ln -sfn "$name" "$prefix/current.new"
mv -T "$prefix/current.new" "$prefix/current"
