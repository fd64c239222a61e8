#include <exception>
#include <iostream>
#include <variant>

#include "cli/commands.h"
#include "contracts/place.h"

namespace {

struct Run {
  int operator()(int code) const { return code; }
  int operator()(const assay::CheckOptions& options) const { return run_check(options); }
  int operator()(const assay::MockOptions& options) const { return run_mock(options); }
  int operator()(const assay::ListOptions& options) const { return run_list(options); }
};

int fail(const std::exception& error, int code) {
  std::cerr << "assay: " << error.what() << '\n';
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return std::visit(Run{}, assay::read_arguments(argc, argv));
  } catch (const assay::BadDocument& error) {
    return fail(error, assay::usage);
  } catch (const std::exception& error) {  // Unreachable, or the machine: out of memory, no thread, no port
    return fail(error, assay::unreachable);
  }
}
