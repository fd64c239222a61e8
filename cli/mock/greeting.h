// What `assay mock` says when it is ready: the first line is an interface, the rest is for a person.
#pragma once

#include <optional>
#include <string>

#include "cli/mock/mock.h"
#include "cli/mock/own_mock.h"
#include "contracts/contract.h"

namespace assay {

struct Addresses {
  std::string mock{};   // "http://127.0.0.1:4010"
  std::string admin{};  // empty: none
  std::optional<ServedTls> tls{};
};

// Ends with a line break. `new_admin_token` is shown, this once; empty: one was given, which is not repeated.
std::string greeting(const Contract& contract, const OwnMock& mock, const MockOptions& options,
                     const Addresses& addresses, const std::string& new_admin_token);

}  // namespace assay
