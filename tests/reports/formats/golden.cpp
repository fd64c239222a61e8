#include "tests/reports/formats/golden.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/catch.h"

namespace assay::test {

void require_golden(const std::string& file_name, const std::string& text) {
  const std::string path = "fixtures/reports/" + file_name;
  if (const char* approve = std::getenv("ASSAY_APPROVE"); approve && std::string(approve) == "1") {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ostringstream approved;
  approved << std::ifstream(path, std::ios::binary).rdbuf();
  INFO("differs from " << path << "; ASSAY_APPROVE=1 rewrites it");
  REQUIRE(text == approved.str());
}

}  // namespace assay::test
