// A vendor's server made by hand with cpp-httplib: code that shares nothing with the mock.
#pragma once

#include <httplib.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace assay::test {

// What the vendor does differently. Each takes what a plain, correct vendor would say and changes it.
struct Habits {
  std::function<void(nlohmann::ordered_json& record, int id, int count)> record{};  // the 200's body
  std::function<void(const httplib::Request&, httplib::Response&)> answer{};        // the whole answer, last
  std::function<std::string(int id, int count)> secret{};                           // default: random, whsec_...
};

// Serves the operation on a free port of loopback, for tokens 1 and 2, until destroyed.
class Vendor {
 public:
  explicit Vendor(Habits habits = {});
  ~Vendor();
  Vendor(const Vendor&) = delete;
  Vendor& operator=(const Vendor&) = delete;

  std::string url() const;
  int rotations() const;  // secrets given out so far

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::test
