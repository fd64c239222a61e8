// Two libraries of ours that define one function give the program whichever the linker meets first, without a word:
// each symbol has one definition. Asked of nm, over the built libraries and the program's own objects.
#include <cxxabi.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "tests/catch.h"

namespace assay::test {
namespace {

std::string demangled(const std::string& symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status),
                                                         &std::free);
  return status == 0 ? std::string(name.get()) : symbol;
}

// The symbols that stand in more than one object, each with its objects, from what `nm --format=posix` writes: a line
// "FILE:" or "ARCHIVE[MEMBER]:" before each object's symbols, and "NAME TYPE ..." for each. Weak ones (inline
// functions, templates) may.
std::vector<std::string> defined_twice(const std::string& symbols) {
  std::map<std::string, std::set<std::string>> objects_of;
  std::istringstream lines(symbols);
  std::string object;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with(':')) object = line.substr(0, line.size() - 1);
    std::istringstream words(line);
    std::string name, type;
    if (words >> name >> type && (type == "T" || type == "D" || type == "B" || type == "R"))
      objects_of[name].insert(object.substr(object.find_last_of('/') + 1));
  }
  std::vector<std::string> found;
  for (const auto& [name, objects] : objects_of) {
    if (objects.size() < 2) continue;
    found.push_back(demangled(name) + ":");
    for (const std::string& each : objects) found.back() += ' ' + each;
  }
  return found;
}

std::string output_of(const std::string& command) {
  std::string output;
  const std::unique_ptr<FILE, decltype(&pclose)> pipe(popen(command.c_str(), "r"), &pclose);
  std::array<char, 65536> buffer{};
  for (std::size_t got = 1; pipe && got > 0;) {
    got = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
    output.append(buffer.data(), got);
  }
  return output;
}

}  // namespace

TEST_CASE("no symbol is defined in two objects of ours") {
  const std::string symbols = output_of("nm --defined-only --extern-only --format=posix " ASSAY_OBJECTS " 2>/dev/null");
  if (symbols.empty()) {
    WARN("not tested: there is no nm");
    return;
  }
  CHECK(symbols.find("secrets_in") != std::string::npos);
  CHECK(defined_twice(symbols) == std::vector<std::string>{});
}

TEST_CASE("a function that two libraries define is found, an inline one is not") {
  CHECK(
      defined_twice("libone.a[a.cpp.o]:\n_ZN5assay4spinEv T 0 10\n_ZN5assay4turnEv W 0 10\n"
                    "libtwo.a[b.cpp.o]:\n_ZN5assay4spinEv T 0 10\n_ZN5assay4turnEv W 0 10\n_ZN5assay4restEv T 0 1\n") ==
      std::vector<std::string>{"assay::spin(): libone.a[a.cpp.o] libtwo.a[b.cpp.o]"});
}

}  // namespace assay::test
