// The foreign APIs of fixtures/vendors, each as a mock in this process.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "mock/assembly.h"

namespace assay::test {

inline const std::vector<std::string> foreign_apis = {"openai-like", "svix-like",    "adyen-like",
                                                      "convoy-like", "problem-like", "kit-like"};

// Its document under its policy, to which `more` is added: lines of YAML.
Contract foreign_contract(const std::string& name, const std::string& more = "");

struct ForeignMock {
  std::vector<Resource> resources{};  // that it began with
  AssembledMock mock{};
};

// `resources`: YAML of a resource file; empty: they are made up.
ForeignMock foreign_mock(const Contract& contract, const std::string& resources = "", MockSetup setup = {});

}  // namespace assay::test
