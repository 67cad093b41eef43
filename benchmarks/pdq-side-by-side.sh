#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Schoonnet authors
# SPDX-License-Identifier: EUPL-1.2
#
# PDQ questions a second on one core, radius 31, ours beside Debian's faiss, on the same hashes and questions in one run.
#   benchmarks/pdq-side-by-side.sh [HASHES] [QUESTIONS] [SECONDS]     1000000, 4096 and 20 unless given
# Needs python3-faiss (apt-get install python3-faiss), which the system's own Python finds. Of faiss: IndexBinaryMultiHash, 16 tables of 16 bits, one flip, as HMA
# configures it; and IndexBinaryFlat. faiss answers each question once, ours
# all of them over and over for so many seconds. Matches and sums of references must be the same in all lines.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
java="${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java"
hashes=${1:-1000000}
questions=${2:-4096}
seconds=${3:-20}

if [ ! -f "$root/benchmarks/target/classes/nl/schoonnet/benchmarks/PdqSideBySide.class" ] || [ -n "${BUILD:-}" ]; then
    (cd "$root" && ./mvnw -q -B -pl benchmarks -am -Dmaven.test.skip=true compile)
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

grep -m1 'model name' /proc/cpuinfo || true
set -x
taskset -c 0 "$java" -Xmx"${HEAP:-14g}" -XX:+UseParallelGC -XX:+UseTransparentHugePages --add-modules jdk.incubator.vector \
    -cp "$root/benchmarks/target/classes:$root/hashing/target/classes" \
    nl.schoonnet.benchmarks.PdqSideBySide "$folder" "$hashes" "$questions" "$seconds"
taskset -c 0 /usr/bin/python3 - "$folder" <<'PYTHON'
import sys, time
import faiss, numpy

folder = sys.argv[1]
faiss.omp_set_num_threads(1)
hashes = numpy.fromfile(folder + "/hashes", dtype=numpy.uint8).reshape(-1, 32)
questions = numpy.fromfile(folder + "/questions", dtype=numpy.uint8).reshape(-1, 32)


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def measure(name, index):
    before = resident()
    begun = time.perf_counter()
    index.add(hashes)
    made = time.perf_counter() - begun
    asked, matches, total = 0, 0, 0
    begun = time.perf_counter()
    while asked < len(questions):
        # faiss finds what is nearer than the radius; one question at a time, as ours.
        limits, _, found = index.range_search(questions[asked : asked + 1], 32)
        matches += int(limits[-1])
        total += int(found.sum())
        asked += 1
    rate = asked / (time.perf_counter() - begun)
    print(
        f"faiss {faiss.__version__}, {name}: {rate:,.0f} questions/s, {(resident() - before) / len(hashes):.1f} bytes a hash"
        f" resident, made in {made:.1f} s; {asked:,} questions, {matches:,} matches, sum of references {total:,}",
        flush=True,
    )


multi = faiss.IndexBinaryMultiHash(256, 16, 16)
multi.nflip = 1
measure("MultiHash 16x16, 1 flip", multi)
del multi
measure("Flat", faiss.IndexBinaryFlat(256))
PYTHON
