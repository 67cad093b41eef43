#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Schoonnet authors
# SPDX-License-Identifier: EUPL-1.2
#
# The hash check over HTTP on loopback: `./schoonnet serve` in one process, the load (class CheckLoad) in another, on the same
# processors. Fills FOLDER with a data folder and COUNT (10,000,000) made-up MD5 digests the first time; that takes minutes.
#   benchmarks/checks.sh FOLDER                  all of the below, 60 s each
#   benchmarks/checks.sh FOLDER binary           batches of 10,000 digests, as bytes
#   benchmarks/checks.sh FOLDER json             batches of 1,000
#   benchmarks/checks.sh FOLDER single|dialect   one at a time
#   benchmarks/checks.sh FOLDER picture          JPEGs of 0.8 megapixels, and again at 50 a second
#   benchmarks/checks.sh FOLDER swap             batches of 10,000 while 100 lists come in
# Environment: COUNT, SECONDS_EACH, CONNECTIONS, PORT. Exit status 1 if an answer was wrong.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
folder=${1:?"usage: benchmarks/checks.sh FOLDER [binary|json|single|dialect|picture|swap]"}
wanted=${2:-binary json single dialect picture swap}
count=${COUNT:-10000000}
each=${SECONDS_EACH:-60}
port=${PORT:-8097}
url=http://127.0.0.1:$port
data=$folder/data
JAVA_HOME=$(SCHOONNET_JAVA_OPTS=-XshowSettings:properties "$root/schoonnet" --version 2>&1 | sed -n 's/^ *java\.home = //p')
export JAVA_HOME
if [ -z "$(find "$root/benchmarks/target/classes/nl/schoonnet/benchmarks/checks" -newer "$root/benchmarks/checks.sh" 2>/dev/null)" ] ||
    [ -n "${BUILD:-}" ]; then
    (cd "$root" && ./mvnw -q -B -pl benchmarks -am -Dmaven.test.skip=true package)
fi
load() {
    "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseParallelGC -cp "$root/benchmarks/target/classes" \
        nl.schoonnet.benchmarks.checks.CheckLoad "$@"
}

mkdir -p "$data"
chmod 700 "$data"
cat >"$data/legal-basis.yaml" <<'Y'
- function: hold-hashes
  article: article 1 of the benchmark
  organisation: nobody
  from: 2020-01-01
Y
cat >"$data/schoonnet.yaml" <<'Y'
schoonnet:
  hashcheck:
    digests-per-second: 1000000000
    perceptual-per-second: 1000000
Y

server=
serve() {
    local began=$EPOCHREALTIME
    "$root/schoonnet" serve --data "$data" --port "$port" >>"$folder/server.log" 2>&1 &
    server=$!
    until curl -fs "$url/actuator/health/readiness" >/dev/null; do
        kill -0 "$server" || { tail -n 5 "$folder/server.log" >&2; exit 3; }
        sleep 0.1
    done
    if [ -s "$folder/checker.key" ]; then
        until curl -fs -H "Authorization: Bearer $(cat "$folder/checker.key")" -H 'Content-Type: application/json' \
            -d '{"kind":"md5","hash":"00000000000000000000000000000000"}' "$url/api/v1/checks" >/dev/null; do
            sleep 0.1
        done
    fi
    printf 'serve answers checks after %.1f s\n' "$(bc <<<"$EPOCHREALTIME - $began")"
}
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server" || true; }
    server=
}
trap stop EXIT

memory() {
    awk '/^VmRSS|^VmHWM/ { printf "%s %.1f GB  ", $1, $2 / 1048576 } END { print "" }' "/proc/$server/status"
}

if [ ! -f "$folder/filled" ]; then
    printf 'writing a list of %s digests\n' "$count"
    load list "$folder/list.txt" "$count"
    rm -f "$folder/checker.key" # none that an earlier try left
    serve
    for role in curator checker; do
        "$root/schoonnet" keys issue --data "$data" --holder "Load $role" --role "$role" --days 30 >"$folder/$role.key" 2>/dev/null
    done
    "$root/schoonnet" hashes source made --owner Nobody --licence none --scheme none --server "$url" \
        --access-key-file "$folder/curator.key"
    began=$EPOCHREALTIME
    "$root/schoonnet" hashes import --source made --server "$url" --access-key-file "$folder/curator.key" "$folder/list.txt"
    printf 'imported %s in %.0f s\n' "$count" "$(bc <<<"$EPOCHREALTIME - $began")"
    memory
    stop
    echo "$count" >"$folder/filled"
fi
listed=$(cat "$folder/filled")
serve
memory

ask() { # kind connections [rate]
    load "$1" "$port" "$folder/checker.key" "$listed" "$each" "${CONNECTIONS:-$2}" ${3:+"$3"}
}

swaps() {
    local number list=$folder/swap.txt
    for number in $(seq 1 100); do
        # 200 new ones each time, of which none is asked about.
        awk -v n="$number" 'BEGIN { for (i = 0; i < 200; i++) printf "%08x%08x%08x%08x\n", 7, n, i, 7 }' >"$list"
        curl -fs -o /dev/null -H "Authorization: Bearer $(cat "$folder/curator.key")" -H 'Content-Type: text/plain' \
            --data-binary "@$list" "$url/api/v1/hashes/sources/made/imports?kind=md5" || echo "a list was refused" >&2
        sleep "$(bc <<<"scale=3; $each / 110")"
    done
    echo "100 lists were taken in"
}

for kind in $wanted; do
    case $kind in
    binary) ask binary 4 ;;
    json) ask json 4 ;;
    single | dialect) ask "$kind" 16 ;;
    picture)
        ask picture 4
        ask picture 8 50
        ;;
    swap)
        echo "while lists come in:"
        swaps &
        ask binary 4
        wait %swaps 2>/dev/null || wait $!
        ;;
    *) sed -n '7,13p' "${BASH_SOURCE[0]}" && exit 2 ;;
    esac
    memory
done
