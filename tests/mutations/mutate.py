"""script/mutate: which test notices which mistake.

A table in this folder lists mutants, each a block of lines; what stands before them at the line's beginning holds for all that follow:

    file contracts/checks/race.cpp
    tests contracts: [#spared_races_test]       a test program, and which of its tests if not all: a file's, or a pattern of Catch2;
                                                several lines: one after the other

    race-429-is-a-refusal                       the mutant's name
      text status == 423 || «status == 429»     stands exactly once in the file, whatever the white space; what is marked changes
      to false                                  an expression of the same type; where the mark ends with ; a statement, or nothing
      tests end-to-end: *refuse* 409*           only where others are asked than the table's; several lines: one after the other
      same WHY                                  only where nobody can tell the difference

Each mark becomes (assay_mutant(N) ? (to) : (text)) in a copy of the sources below build/mutate, which is built once.
"""

import glob
import html
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

FOLDER = "build/mutate"
SOURCE = FOLDER + "/source"
BUILD = FOLDER + "/build"
SECONDS = 300  # for one program with one mutant; a mutant that makes it longer is noticed
HEADER = """// Which mistake this process makes: the number in ASSAY_MUTANT, or none.
#pragma once
#include <cstdlib>
inline bool assay_mutant(int number) {
  static const char* const text = std::getenv("ASSAY_MUTANT");
  static const int active = text ? std::atoi(text) : 0;
  return number == active;
}
"""


@dataclass
class Mutant:
    name: str
    place: str  # of the table: file:line
    number: int
    file: str = ""
    text: str = ""
    to: str = ""
    same: str = ""
    usual_tests: list = field(default_factory=list)  # (program, pattern)
    own_tests: list = field(default_factory=list)

    @property
    def tests(self):
        return self.own_tests or self.usual_tests


def die(problems):
    for problem in problems:
        print("script/mutate: " + problem, file=sys.stderr)
    sys.exit(2)


def test_of(text):
    program, _, pattern = text.partition(":")
    return program.strip(), pattern.strip()


def read_table(table, mutants, problems):
    file, tests, goes_on = "", [], False  # of those that say nothing else; lines of tests that follow each other add up
    for number, line in enumerate(open(table, encoding="utf-8"), 1):
        place = f"{table}:{number}"
        key, _, value = line.strip().partition(" ")
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("file "):
            file = value
        elif line.startswith("tests "):
            tests = (tests if goes_on else []) + [test_of(value)]
        elif not line.startswith(" "):
            mutants.append(Mutant(line.strip(), place, len(mutants) + 1, file, usual_tests=tests))
        elif key == "tests" and mutants:
            mutants[-1].own_tests.append(test_of(value))
        elif key in ("text", "to", "same") and mutants:
            setattr(mutants[-1], key, value.strip())
        else:
            problems.append(f"{place}: '{key}' is none of text, to, tests, same below a name")
        goes_on = line.startswith("tests ")


def read_tables():
    mutants, problems = [], []
    for table in sorted(glob.glob("tests/mutations/*.txt")):
        read_table(table, mutants, problems)
    names = [mutant.name for mutant in mutants]
    problems += [f"{m.place}: the name {m.name} stands twice" for m in mutants if names.count(m.name) > 1]
    problems += [f"{m.place}: {m.name} needs file, text and tests" for m in mutants if not (m.file and m.text and m.tests)]
    if problems:
        die(problems)
    return mutants


def find(mutant, source):
    """Where the marked text begins and ends."""
    marked = re.fullmatch("(.*)«(.+)»(.*)", mutant.text)
    if not marked:
        return None, f"{mutant.place}: {mutant.name}: mark what changes with « and »"
    words = lambda text: r"\s+".join(re.escape(word) for word in text.split())
    gap = lambda text, at: r"\s*" if text[at:][:1].isspace() else ""
    before, middle, after = marked.groups()
    pattern = words(before) + gap(before, -1) + "(" + words(middle) + ")" + gap(after, 0) + words(after)
    found = list(re.finditer(pattern, source))
    if len(found) != 1:
        return None, f"{mutant.place}: {mutant.name}: its text stands {len(found)} times in {mutant.file}, must be once"
    return found[0].span(1), None


def rewritten(source, places):
    """The source with each marked place behind its mutants' switches. `places`: (begin, end) -> mutants."""
    for (begin, end), mutants in sorted(places.items(), reverse=True):
        text = source[begin:end]
        if text.endswith(";"):
            text = "{ " + text + " }"
            for mutant in mutants:
                text = f"{{ if (assay_mutant({mutant.number})) {{ {mutant.to} }} else {text} }}"
        else:
            text = f"({text})"
            for mutant in mutants:
                text = f"(assay_mutant({mutant.number}) ? ({mutant.to}) : {text})"
        source = source[:begin] + text + source[end:]
    return '#include "mutant.h"\n' + source


def mutated_sources(mutants):
    """File -> its text with all mutants in it."""
    sources, places, problems = {}, {}, []
    for mutant in mutants:
        if not os.path.exists(mutant.file):
            problems.append(f"{mutant.place}: {mutant.name}: there is no {mutant.file}")
            continue
        source = sources.setdefault(mutant.file, open(mutant.file, encoding="utf-8").read())
        span, problem = find(mutant, source)
        if problem:
            problems.append(problem)
            continue
        of_file = places.setdefault(mutant.file, {})
        crossed = [o for s, o in of_file.items() if s != span and s[0] < span[1] and span[0] < s[1]]
        if crossed:
            problems.append(f"{mutant.place}: {mutant.name} overlaps {crossed[0][0].name}: mark the same text, or none of it")
        of_file.setdefault(span, []).append(mutant)
    if problems:
        die(problems)
    return {file: rewritten(sources[file], of_file) for file, of_file in places.items()}


def write(path, data):
    """Only where it differs, so that an unchanged file is not built again."""
    if os.path.exists(path) and open(path, "rb").read() == data:
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "wb").write(data)


def copy_sources(mutated):
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], check=True, capture_output=True, text=True)
    files = {file for file in listed.stdout.split("\0") if os.path.isfile(file)} | {"mutant.h"}
    write(SOURCE + "/mutant.h", HEADER.encode())
    for file in sorted(files - {"mutant.h"}):
        data = mutated[file].encode() if file in mutated else open(file, "rb").read()
        write(f"{SOURCE}/{file}", data)
        os.chmod(f"{SOURCE}/{file}", os.stat(file).st_mode & 0o777)
    for old in glob.glob(SOURCE + "/**/*", recursive=True):
        if os.path.isfile(old) and os.path.relpath(old, SOURCE) not in files and not old.startswith(SOURCE + "/.deps"):
            os.remove(old)
    if os.path.isdir(".deps") and not os.path.lexists(SOURCE + "/.deps"):
        os.symlink(os.path.abspath(".deps"), SOURCE + "/.deps")


def build(programs, jobs):
    """As script/test --fast does it, so that ccache knows all that has no mutant."""
    binaries = os.path.abspath(BUILD)
    subprocess.run(["cmake", "--preset", "dev", "-B", binaries], cwd=SOURCE, check=True, stdout=subprocess.DEVNULL)
    targets = [program + "_tests" for program in sorted(programs)]
    subprocess.run(["cmake", "--build", binaries, "--parallel", str(jobs), "--target", *targets], check=True)


def run(program, pattern, number):
    """What one program says with one mutant (0: none): (how it failed or "", the last test that it began or "")."""
    binary = os.path.abspath(f"{BUILD}/tests/{program}_tests")
    command = [binary, *([pattern] if pattern else []), "--abort", "--filenames-as-tags", "--reporter", "xml"]
    environment = dict(os.environ, ASSAY_MUTANT=str(number))
    process = subprocess.Popen(command, cwd=SOURCE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    try:
        out, _ = process.communicate(timeout=SECONDS)
        how = "" if process.returncode == 0 else "fails" if process.returncode > 0 else "crashes"
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        how = f"takes more than {SECONDS} s"
    begun = re.findall(r'<TestCase name="([^"]*)"', out.decode(errors="replace"))
    return how, html.unescape(begun[-1]) if begun else ""


def check_unmutated(mutants):
    """Every test that is asked passes without a mutant, and is one."""
    problems = []
    for program, pattern in sorted({test for mutant in mutants for test in mutant.tests}):
        how, name = run(program, pattern, 0)
        if not name:
            problems.append(f"no test of {program}_tests is named '{pattern}'")
        elif how:
            problems.append(f"without a mutant {program}_tests {how} in \"{name}\"")
    if problems:
        die(problems)


def verdict_on(mutant):
    for program, pattern in mutant.tests:
        how, name = run(program, pattern, mutant.number)
        if how:
            return how, name
    return "", ""


def try_each(mutants):
    """Prints what became of each; the number of those that are not as they should be."""
    killed, bad = 0, 0
    for mutant in mutants:
        how, test = verdict_on(mutant)
        killed += 1 if how else 0
        bad += 1 if bool(how) == bool(mutant.same) else 0
        if how:
            note = "" if how == "fails" else f" ({how})"
            stale = f": so it is not the same after all, see {mutant.place}" if mutant.same else ""
            print(f'KILLED   {mutant.name} by "{test}"{note}{stale}', flush=True)
        elif mutant.same:
            print(f"SAME     {mutant.name}: {mutant.same}", flush=True)
        else:
            print(f"SURVIVED {mutant.name} ({mutant.file}, {mutant.place})", flush=True)
    print(f"{len(mutants)} mutants: {killed} killed, {len(mutants) - killed} not")
    return bad


def main(arguments):
    words = [argument for argument in arguments if not argument.startswith("--")]
    unknown = [argument for argument in arguments if argument.startswith("--") and argument != "--check"]
    if unknown:
        die([f"unknown argument '{unknown[0]}'. Usage: script/mutate [--check] [WORD...]"])
    mutants = read_tables()
    mutated = mutated_sources(mutants)
    chosen = [m for m in mutants if not words or any(word in m.name or word in m.file for word in words)]
    if not chosen:
        die([f"no mutant's name or file holds {' or '.join(words)}; the tables are tests/mutations/*.txt"])
    if "--check" in arguments:
        return 0
    started = time.monotonic()
    copy_sources(mutated)
    build({program for mutant in chosen for program, _ in mutant.tests}, os.cpu_count() or 1)
    check_unmutated(chosen)
    bad = try_each(chosen)
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if bad else 0


sys.exit(main(sys.argv[1:]))
