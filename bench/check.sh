#!/usr/bin/env bash
# Measures the checker, by itself and beside the contract testers Dredd and Specmatic on the same server. What the numbers mean
# stands in bench/README.md.
#
#   script/bench check                    a default run, runs of 10,000 and 100,000 exchanges, judging and exploring alone
#   script/bench check --npm              also Dredd and Specmatic, from npm into bench/peers/node_modules; needs node and java
#   script/bench check --soak N           instead: how often each lie, each race and the clean mock are judged right in N runs
#   script/bench check --build FOLDER     programs that are built already, instead of building into build/bench-release
#
# Needs python3. Leave the machine alone meanwhile, but for --soak, which counts and does not time.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  echo "script/bench check: $1. Usage: script/bench check [--npm] [--soak N] [--build FOLDER]" >&2
  exit 2
}

npm=no
runs=0
build=
while [ $# -gt 0 ]; do
  case "$1" in
    --npm) npm=yes ;;
    --soak) runs=${2:?--soak needs a number} && shift ;;
    --build) build=${2:?--build needs a folder} && shift ;;
    *) usage "unknown argument '$1'" ;;
  esac
  shift
done

work=$PWD/build/bench/check
mkdir -p "$work"

# Four lies that the document tells of, and six that only several answers together show.
lies=(missing-member html-200 february-30 bad-id-400
  null-secret same-secret-again shared-secret scopes-lost one-secret-a-race prefix-parsed)
races=(one-secret-a-race shared-in-a-race shared-buffer deadlock lost-in-a-race)

if [ -z "$build" ]; then
  build=build/bench-release
  cmake --preset release -B $build -DASSAY_BENCH=ON >/dev/null
  cmake --build $build --parallel "$(nproc)" --target assay check_bench
fi
build=$(realpath "$build")
assay=$build/assay
for program in assay bench/check_bench; do
  if [ ! -x "$build/$program" ]; then usage "$build holds no $program"; fi
done

mock_pid=
stop_mock() {
  if [ -n "$mock_pid" ]; then
    kill "$mock_pid"
    wait "$mock_pid" || true
  fi
  mock_pid=
}
trap stop_mock EXIT

# Starts a mock that lies as DEVIATION says, or not at all: sets url. Its log has a line for each request.
start_mock() { # DEVIATION [MORE...]
  local arguments=(--port 0 --threads 8 --no-admin --log json --seed 1 "${@:2}")
  if [ "$1" != none ]; then arguments+=(--deviation "$1"); fi
  : >"$work/mock.out"
  "$assay" mock "${arguments[@]}" >"$work/mock.out" 2>"$work/mock.log" &
  mock_pid=$!
  until grep -q listening "$work/mock.out"; do
    if ! kill -0 $mock_pid 2>/dev/null; then
      mock_pid=
      echo "script/bench check: the mock did not start: $(head -1 "$work/mock.log")" >&2
      exit 1
    fi
    sleep 0.02
  done
  url=$(grep -o 'http://[0-9.:]*' "$work/mock.out" | head -1)
}

# Runs a command: sets seconds, peak (MB resident) and code. Its output goes to $work/out.
measure() {
  read -r seconds peak code < <(python3 -c '
import resource, subprocess, sys, time
out = open(sys.argv[1], "wb")
begin = time.monotonic()
code = subprocess.call(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
seconds = time.monotonic() - begin
print(f"{seconds:.2f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} {code}")' "$work/out" "$@")
}

requests_of() { # REPORT
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["run"]["requests"])' "$1"
}

default_run() {
  local try
  echo "== a default run over loopback, with all clauses and seven reports (aim: 1.5 s)"
  for try in 1 2 3; do
    start_mock none --require-bearer for-the-bench-only
    measure "$assay" check "$url" --rotate --id 1 --id 2 -H 'Authorization: Bearer for-the-bench-only' --explore 10 \
      --seed "$try" --report json,html,junit,sarif,ctrf,markdown,badge --report-dir "$work/default"
    stop_mock
    echo "$seconds s  $(requests_of "$work/default/report.json") requests  $peak MB  exit $code"
  done
}

long_run() { # EXCHANGES
  measure "$assay" check --seed 1 --explore $(($1 / 5)) --max-requests "$1" --max-rotations "$1" --max-time 600 \
    --report json --report-dir "$work/long"
  requests=$(requests_of "$work/long/report.json")
  echo "$requests requests: $seconds s  $peak MB  $(awk -v p="$peak" -v n="$requests" 'BEGIN { printf "%.1f", p * 1024 / n }') KB an exchange  exit $code"
}

# Prints one line of the table: which lies a tester notices. It notices one when it fails; on the clean mock that is a false alarm.
compare() { # NAME COMMAND...; @URL@ in it stands for the server's
  local name=$1 lie noticed=() alarm=no total=0 count=0
  shift
  for lie in none "${lies[@]}"; do
    start_mock "$lie"
    measure "${@//@URL@/$url}"
    stop_mock
    count=$((count + $(grep -c rotate-secret "$work/mock.log" || true)))
    total=$(awk -v a="$total" -v b="$seconds" 'BEGIN { print a + b }')
    if [ "$lie" = none ]; then [ "$code" = 0 ] || alarm=yes; elif [ "$code" != 0 ]; then noticed+=("$lie"); fi
  done
  printf '%-10s %2d of %d  false alarm: %-3s  %5.1f s and %4d requests a run  %s\n' "$name" ${#noticed[@]} ${#lies[@]} $alarm \
    "$(awk -v t="$total" -v n=$((${#lies[@]} + 1)) 'BEGIN { print t / n }')" $((count / (${#lies[@]} + 1))) "${noticed[*]}"
}

side_by_side() {
  local dredd=$PWD/bench/peers/node_modules/.bin/dredd jar=$PWD/bench/peers/node_modules/specmatic/specmatic.jar
  echo "== side by side on the same server: ${#lies[@]} lies noticed, of which 4 are against the document"
  compare assay "$assay" check @URL@ --rotate --id 1 --id 2 --seed 1 --report json --report-dir "$work/compared"
  if [ $npm = no ]; then return; fi
  (cd bench/peers && npm ci --no-audit --no-fund --ignore-scripts --silent)
  # What the document does not say and both testers need: an id that is answered 200, and one that is answered 422.
  sed 's/^  \( *\)title: Token Id$/&\n\1example: 1/' contracts/slate.openapi.yaml >"$work/slate.openapi.yaml"
  compare Dredd "$dredd" "$work/slate.openapi.yaml" @URL@ --hookfiles "$PWD/bench/dredd-hooks.cjs" --loglevel error
  compare Specmatic env EXTENSIBLE_SCHEMA=true java -jar "$jar" test contracts/slate.openapi.yaml --examples bench/specmatic \
    --testBaseURL=@URL@
}

# How many of $runs runs of `assay check ARGUMENTS`, seeds 1 and on, end with CODE.
count_code() { # CODE ARGUMENTS...
  local seed count=0 wanted=$1
  shift
  for ((seed = 1; seed <= runs; ++seed)); do
    code=0
    "$assay" check --seed $seed "$@" >"$work/out" 2>&1 || code=$?
    if [ $code = "$wanted" ]; then count=$((count + 1)); else cp "$work/out" "$work/unexpected-$seed.txt"; fi
  done
  echo "$count of $runs"
}

soak() {
  local race
  rm -f "$work"/unexpected-*.txt
  echo "== the clean mock over loopback: runs without a FAIL"
  count_code 0
  echo "== races over loopback: runs that catch it"
  for race in "${races[@]}"; do printf '%-18s %s\n' "$race" "$(count_code 1 --only race --explore 0 --deviation "$race")"; done
  echo "== every lie in the process: caught by the clause that it names"
  "$assay" prove --runs "$runs" | tail -1
  echo "what went another way stands in $work/unexpected-SEED.txt"
}

echo "== machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)"
if [ "$runs" -gt 0 ]; then
  soak
  exit
fi
default_run
echo "== runs over loopback, all evidence kept (aim: 10,000 in 4 s; 3 KB an exchange)"
for exchanges in 1000 10000 100000; do long_run $exchanges; done
echo "== without a network (aim: judge_alone/100000 in 2,000 ms; explore 100,000 exchanges a second)"
"$build/bench/check_bench"
side_by_side
