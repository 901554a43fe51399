#!/bin/sh
# What the Makefile does, step by step: each step leaves a stamp, so that the next time starts at once.
# Needs Python 3.11 or later. Nothing outside .venv and node_modules is touched, but for `system` (packages, as root).
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
BIN=$VENV/bin
STAMPS=$VENV/stamps
PACKAGES="chromium dovecot-core dovecot-imapd dovecot-lmtpd postfix redis-server tesseract-ocr tesseract-ocr-fra"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }
done_with() { mkdir -p "$STAMPS"; touch "$STAMPS/$1"; }

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    fail "Liant needs Python 3.11 or later. On Debian and Ubuntu: apt-get install python3 python3-venv"
}

# uv asks the package index that pip was told to ask, and trusts the certificates that the system trusts.
uv_pip() {
    if [ -z "${UV_DEFAULT_INDEX:-}" ]; then
        index=${PIP_INDEX_URL:-$("$BIN/pip" config get global.index-url 2>/dev/null || true)}
        [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    fi
    [ ! -e /etc/ssl/certs/ca-certificates.crt ] || export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
    "$BIN/uv" pip install --quiet --python "${TARGET:-$BIN/python}" "$@"
}

venv() {
    if [ ! -x "$BIN/python" ] || ! "$BIN/python" -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            fail "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv"
        say "Making .venv"
        "$python" -m venv "$VENV"
    fi
    "$BIN/python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/uv.txt
    done_with venv
}

base() {
    say "Installing what Liant stands on"
    uv_pip --require-hashes -r requirements/base.txt
    uv_pip --require-hashes -r requirements/magazine.txt
    uv_pip --require-hashes -r requirements/build.txt
    uv_pip --no-deps --no-build-isolation -e .
    done_with base
}

test_tools() {
    say "Installing what the tests need"
    uv_pip --require-hashes -r requirements/test.txt
    done_with test
}

# The system's npm, or one of our own from the Python package index, in an environment that holds nothing else.
with_npm() {
    if ! command -v npm >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1; then
        if [ ! -x "$VENV/node/bin/npm" ]; then
            say "Installing Node"
            "$BIN/python" -m venv --without-pip "$VENV/node"
            TARGET=$VENV/node/bin/python uv_pip --require-hashes -r requirements/node.txt
        fi
        PATH=$PWD/$VENV/node/bin:$PATH
        export PATH
    fi
}

assets() {
    with_npm
    say "Fetching what the pages are made of"
    npm ci --ignore-scripts --no-fund --no-audit --loglevel=error >&2
    "$BIN/python" scripts/vendor_assets.py
    done_with assets
}

messages() {
    "$BIN/python" scripts/messages.py compile
    done_with messages
}

system() {
    missing=""
    for package in $PACKAGES; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 ||
        fail "The tests need, from your system's packages: Chromium, Dovecot (IMAP and LMTP), Postfix and Redis."
    [ "$(id -u)" = 0 ] || fail "The tests need more packages. Type: sudo apt-get install --no-install-recommends$missing"
    say "Installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null || true
    # shellcheck disable=SC2086
    apt-get install -qq -y --no-install-recommends $missing >/dev/null ||
        fail "These packages could not be installed:$missing"
}

counterparts() {
    with_npm
    tests/counterparts/install
    tests/counterparts/forms/install
}

# Tests that share a server or a browser stay in one process (tests/grouping.py); the others fill in while those wait.
run_pytest() {
    with_npm
    exec "$BIN/python" -m pytest -p tests.grouping -n "${WORKERS:-3}" --dist loadgroup --no-loadscope-reorder "$@"
}

quick() {
    folders=""
    for folder in tests/engines tests/kit tests/cli tests/architecture; do
        [ ! -d "$folder" ] || folders="$folders $folder"
    done
    # shellcheck disable=SC2086
    exec "$BIN/python" -m pytest -q -n 2 -m "not full and not counterpart and not browser" $folders \
        --ignore=tests/architecture/test_pages.py --ignore=tests/architecture/test_employees_unwatched.py
}

step=$1
shift
case $step in
    test) test_tools ;;
    pytest) run_pytest "$@" ;;
    *) "$step" "$@" ;;
esac
