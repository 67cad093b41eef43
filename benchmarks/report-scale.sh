#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Schoonnet authors
# SPDX-License-Identifier: EUPL-1.2
#
# How long a report on many items takes, from a database with ten looks at each.
#   benchmarks/report-scale.sh FOLDER ITEMS [load] [conclude] [report]
# FOLDER receives a database of its own (some 4 GB for a million items). HEAP=12g sets the memory of the JVM.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
folder=$1
items=$2
shift 2
[ $# -gt 0 ] || set -- load conclude report
cd "$root"
mkdir -p target
if [ ! -f benchmarks/target/classpath.txt ] || [ -n "${BUILD:-}" ]; then
    ./mvnw -q -B -o -pl benchmarks -am -Dmaven.test.skip=true package dependency:build-classpath \
        -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=runtime >target/report-scale.log 2>&1 || {
        cat target/report-scale.log
        exit 1
    }
fi
exec "${JAVA_HOME:-/usr}/bin/java" "-Xmx${HEAP:-12g}" ${JVM:-} --add-modules jdk.incubator.vector \
    --enable-native-access=ALL-UNNAMED -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath.txt)" \
    nl.schoonnet.benchmarks.ReportScale "$folder" "$items" "$@"
