#!/usr/bin/env bash
# Measures what it costs to render a report of 100,000 exchanges, format by format: CPU seconds and peak memory.
#
#   script/bench report [EXCHANGES]
set -euo pipefail
cd "$(dirname "$0")/.."

exchanges=${1:-100000}
case $exchanges in
  *[!0-9]*)
    echo "script/bench report: '$exchanges' is no number. Usage: script/bench report [EXCHANGES]" >&2
    exit 2
    ;;
esac

build=build/bench-release
work=build/bench/report
mkdir -p $work
cmake --preset release -B $build -DASSAY_BENCH=ON >/dev/null
cmake --build $build --parallel "$(nproc)" --target assay report_bench

code=0
$build/assay check --deviation same-secret-again --seed 7 --report json --report-dir $work >/dev/null 2>&1 || code=$?
[ "$code" = 1 ] || { echo "bench/report.sh: expected exit code 1, got $code" >&2; exit 1; }
echo "== rendering (aim: 3 s and 1024 MiB a format for 100,000 exchanges), load $(cut -d' ' -f1-3 /proc/loadavg)"
$build/bench/report_bench $work/report.json "$exchanges"
