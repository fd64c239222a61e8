// What it costs to render a long report: CPU time and the largest resident memory, a process a format.
//
//   report_bench REPORT.json [EXCHANGES]    repeats the exchanges of a real report until there are EXCHANGES [100000]
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "contracts/contract.h"
#include "reports/formats/format.h"
#include "reports/json/load_report.h"
#include "reports/json/report_json.h"
#include "reports/json/seal.h"
#include "reports/verify/verify.h"

using namespace assay;

namespace {

void write(const std::string& file, std::string_view text) { std::ofstream(file, std::ios::binary) << text; }

void make_large(const std::string& file, std::size_t count, const std::string& large) {
  Report report = load_report(file);
  const auto shown = report.exchanges;
  const auto sent = report.timeline;
  for (std::size_t i = shown.empty() ? count : report.exchanges.size(); i < count; ++i) {
    report.exchanges.push_back(shown[i % shown.size()]);
    report.exchanges.back().id = report.exchanges[i - 1].id + 1;
  }
  for (std::size_t i = sent.empty() ? count : report.timeline.size(); i < count; ++i)
    report.timeline.push_back(sent[i % sent.size()]);
  report.run.requests = report.timeline.size();
  seal(report);
  write(large, to_json_text(report));
}

// Runs `work` in a process of its own and prints what it took.
template <class Work>
void measure(const std::string& name, Work work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    std::_Exit(0);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) {
    std::fprintf(stderr, "report_bench: %s did not end well\n", name.c_str());
    std::exit(1);
  }
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  std::printf("%-10s %8.2f %8.2f %10ld\n", name.c_str(), seconds(used.ru_utime), seconds(used.ru_stime),
              used.ru_maxrss / 1024);
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: report_bench REPORT.json [EXCHANGES]\n");
    return 2;
  }
  const std::string file = arguments[1];
  const std::size_t exchanges = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 100'000;
  const auto folder = std::filesystem::path(file).parent_path();
  const std::string large = (folder / "large.json").string();
  const std::string rendered = (folder / "rendered").string();
  std::printf("%-10s %8s %8s %10s\n", "format", "user s", "system s", "peak MiB");
  measure("(make)", [&] { make_large(file, exchanges, large); });
  for (const Format& format : formats())
    measure(format.id, [&] { write(rendered, format.render(load_report(large))); });
  measure("(verify)", [&] {
    const std::string text = read_report_file(large);
    verify_report(report_from_json(text, large), text, "", load_embedded_contract());
  });
  std::filesystem::remove(large);
  std::filesystem::remove(rendered);
}
