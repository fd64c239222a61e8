// A mock and its admin API as literals, for tests of mock/admin/.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "mock/assembly.h"
#include "tests/mock/a_mock.h"

namespace assay::test {

inline const std::string admin_token = "the-admin-token";

// Tokens 1 to 5, seed 7, the clock standing at seeded_start.
struct Controlled {
  explicit Controlled(const Policy& policy = load_embedded_policy(), MockSetup setup = {});

  AssembledMock mock{};
  Handler admin{};

  // What the admin API answers to a request with the right Host and token.
  Response call(const std::string& method, const std::string& path, const std::string& body = "") const;
  // The JSON of an answer with this status; fails the test for another.
  nlohmann::json get(const std::string& path) const;
  nlohmann::json send(int status, const std::string& method, const std::string& path, const std::string& body) const;
  // A rotation, asked of the mock.
  Response rotate(const std::string& id, const Headers& headers = {}) const;
};

// The same request as bytes, for a socket.
std::string admin_bytes(const std::string& method, const std::string& path);

}  // namespace assay::test
