#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Schoonnet authors
# SPDX-License-Identifier: EUPL-1.2
#
# The soak: a server, its PostgreSQL and two observers under load on this machine, and faults let loose on them.
#   benchmarks/soak.sh                          every fault, kills 3 times each
#   benchmarks/soak.sh --times 30               the full one
#   benchmarks/soak.sh --only server,postgres   some faults; others: observer all away names blind disk
#   benchmarks/soak.sh hashes 50                another one: the hash check, killed 50 times
# Other options: --items N, --seed N, --away SECONDS. Exit status 0: nothing lost, doubled or stuck. See docs/soak.md.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# Builds what is missing, and tells which JDK it found.
JAVA_HOME=$(SCHOONNET_JAVA_OPTS=-XshowSettings:properties "$root/schoonnet" --version 2>&1 | sed -n 's/^ *java\.home = //p')
export JAVA_HOME
classes="$root/benchmarks/target/classes"
if [ ! -d "$classes/nl/schoonnet/benchmarks/soak" ] ||
    [ -n "$(find "$root/benchmarks/src/main" -newer "$classes/nl/schoonnet/benchmarks/soak" -print -quit)" ]; then
    (cd "$root" && ./mvnw -q -B -pl benchmarks -am -Dmaven.test.skip=true package >"$root/target/soak-build.log" 2>&1) ||
        { tail -n 30 "$root/target/soak-build.log" >&2; exit 3; }
    touch "$classes/nl/schoonnet/benchmarks/soak"
fi
soak=Soak
if [ "${1:-}" = hashes ]; then
    soak=HashSoak
    shift
fi
exec "$JAVA_HOME/bin/java" -Xmx1g -Dschoonnet.root="$root" \
    -cp "$classes:$root/cli/target/classpath/*" "nl.schoonnet.benchmarks.soak.$soak" "$@"
