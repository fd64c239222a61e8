// What assay makes of texts as an identity: reads a document from the file that is named, whose operation `rotate` has
// one parameter in its path, for the framework that is named, and raw texts from standard input, one a line; says of
// each "exact", "variant", "invalid" or "unclear", and its canonical text.
#include <array>
#include <iostream>
#include <string>

#include "contracts/judge/asked_id.h"

namespace {

constexpr std::array<const char*, 4> kinds = {"exact", "variant", "invalid", "unclear"};

int answer(const std::string& file, const std::string& framework) {
  assay::Policy policy = assay::load_embedded_policy();
  policy.framework = framework;
  policy.uses.front().operation = "rotate";
  const assay::Contract contract = assay::load_contract(file, policy);
  for (std::string text; std::getline(std::cin, text);) {
    const assay::AskedId asked = assay::read_identity(contract.operation(), std::vector{text});
    std::cout << kinds.at(static_cast<std::size_t>(asked.kind)) << ' ' << asked.value << '\n';
  }
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::cerr << "standing needs the file of a document, and a framework\n";
    return 2;
  }
  try {
    return answer(words[1], words[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
