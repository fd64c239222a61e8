// A vendor's server made by hand with cpp-httplib: code that shares nothing with the mock.
#pragma once

#include <httplib.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace assay::test {

// What the vendor does differently. Each takes what a plain, correct vendor would do and changes it.
struct Habits {
  std::function<void(nlohmann::ordered_json& record, int id, int count)> record{};  // the 200's body
  std::function<void(const httplib::Request&, httplib::Response&)> answer{};        // the whole answer, last
  std::function<std::string(int id, int count)> secret{};                           // default: random, whsec_...
  std::function<std::optional<int>(const std::string& segment)> read{};  // the id; nothing: 422. Default: -?[0-9]{1,9}
  // Before anything is routed; true: answered. A POST's body is there already, another method's is not.
  std::function<bool(const httplib::Request&, httplib::Response&)> early{};
  std::function<void()> wait{};                                       // before everything else
  std::string path = R"(/api-tokens/([^/]+)/webhook/rotate-secret)";  // regular expression, on the decoded path
};

// Serves the operation on a free port of loopback, for tokens 1 and 2, until destroyed. A habit may be called from
// several threads at once, but for `record` and `secret`.
class Vendor {
 public:
  explicit Vendor(Habits habits = {});
  ~Vendor();
  Vendor(const Vendor&) = delete;
  Vendor& operator=(const Vendor&) = delete;

  std::string url() const;
  int rotations() const;    // secrets given out so far
  int odd_answers() const;  // that `early` gave, or that `record` or `answer` changed, so far

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::test
