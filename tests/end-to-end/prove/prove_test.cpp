// assay prove: the proof that the checks can fail, and the page that shows it.
#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {

TEST_CASE(
    "every deviation is caught by the clause that it names, the mock without one by none, as docs/prove.md shows") {
  const Finished run = run_assay({"prove", "--seed", "1", "--format", "markdown"}, 240);
  INFO(run.err);
  CHECK(run.code == 0);
  CHECK(run.err.empty());
  CHECK(run.out == read_file("docs/prove.md"));
}

TEST_CASE("the proof of one deviation takes any seed, and as many runs as asked for") {
  const Finished run = run_assay({"prove", "--seed", "41", "--only", "none,one-secret-a-race", "--runs", "5"}, 120);
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK(run.out.find("PROVED: 2 servers, ") != std::string::npos);
  CHECK(run.out.find("5 runs") != std::string::npos);
}

TEST_CASE("a deviation that is not there is a usage error that names the nearest") {
  const Finished run = run_assay({"prove", "--only", "cycle-of-6"});
  CHECK(run.code == 2);
  CHECK(run.err.find("did you mean cycle-of-5?") != std::string::npos);
}

}  // namespace assay::test
