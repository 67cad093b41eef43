#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Schoonnet authors
# SPDX-License-Identifier: EUPL-1.2
#
# Looks a second, made and stored, against targets in a second process on 64 loopback addresses.
#   benchmarks/looks.sh plain [SECONDS]      targets that answer after 1 s, 200,000 items due every minute
#   benchmarks/looks.sh together [SECONDS]   10,000 looks at once, targets that answer after 5 s
#   benchmarks/looks.sh tls [SECONDS]        over TLS
#   benchmarks/looks.sh late [SECONDS]       200,000 items due every three minutes: how late a look begins at most
#   benchmarks/looks.sh ingest [SECONDS]     looks reported without being made
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
java="${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java"
seconds=${2:-300}
ulimit -n "$(ulimit -Hn)"
printf 'file descriptors: %s\n' "$(ulimit -n)"

if [ ! -f "$root/benchmarks/target/classpath" ] || [ -n "${BUILD:-}" ]; then
    (cd "$root" && ./mvnw -q -B -pl benchmarks -am -Dmaven.test.skip=true compile)
    (cd "$root" && ./mvnw -q -B -pl benchmarks -am -Dmaven.test.skip=true package dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.excludeGroupIds=nl.schoonnet)
fi
path="$root/benchmarks/target/classes"
for module in server observing reporting takedown internet; do
    path="$path:$root/$module/target/classes"
done
path="$path:$(cat "$root/benchmarks/target/classpath")"

run() {
    # shellcheck disable=SC2086 # options are words
    "$java" -Xmx1100m -XX:+UseParallelGC --enable-native-access=ALL-UNNAMED ${JAVA_OPTS:-} -cp "$path" \
        nl.schoonnet.benchmarks.LooksBenchmark "$@"
}

case "${1:-}" in
plain) run looks "$seconds" "${TOGETHER:-6000}" 1000 "${ITEMS:-200000}" ;;
together) run looks "$seconds" 10000 5000 200000 ;;
tls) run looks "$seconds" 200 0 "${ITEMS:-200000}" tls ;;
late) JAVA_OPTS="${JAVA_OPTS:-} -Dbench.norm=PT72M" run looks "$seconds" 6000 1000 200000 ;;
ingest) run ingest "$seconds" 200000 ;;
*)
    sed -n '5,10p' "$0"
    exit 2
    ;;
esac
