#include <exception>
#include <iostream>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "contracts/documents/place.h"
#include "reports/formats/wrap.h"

namespace {

int fail(const std::exception& error, int code) {
  std::cerr << "assay: " << assay::printable(error.what()) << '\n';
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return assay::read_arguments({.argc = argc, .argv = argv})();
  } catch (const assay::BadDocument& error) {
    return fail(error, assay::usage);
  } catch (const std::exception& error) {  // Unreachable, or the machine: out of memory, no thread, no port
    return fail(error, assay::unreachable);
  }
}
