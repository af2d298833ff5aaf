#!/usr/bin/env bash
# Makes sure that what the build and the tests need is there. As root on Debian
# it installs what is missing; otherwise it names the packages once and stops.
set -euo pipefail
missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
need gcc gcc
need g++ g++
need node nodejs
need npm npm
need chromium chromium
need git git
if ! command -v go >/dev/null 2>&1; then
  echo "Go 1.26 or later is needed: install it from your distribution or from the Go project." >&2
  exit 1
fi
# Firefox is for one test, which skips without it: 'make firefox' asks for it.
[ "${1:-}" != firefox ] || command -v firefox >/dev/null 2>&1 || need firefox-esr firefox-esr
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "Please install these packages and run make again: ${missing[*]}" >&2
  echo "On Debian: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
