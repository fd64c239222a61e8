// Any request target, method and Host, routed.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/claim.h"
#include "mock/routing/router.h"

using assay::Routed;
using assay::fuzz::claim;

namespace {

const assay::Router& operation() {
  static const assay::Router router({{"POST", "/api-tokens/{token_id}/webhook/rotate-secret"}}, {},
                                    assay::Router::Manner::starlette);
  return router;
}

bool is_safe_in_header(const std::string& text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  return true;
}

}  // namespace

// The input: target, and after a line break the Host. The method is POST, unless the target's length is a multiple of
// seven.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const auto end = input.find('\n');
  assay::Request request{.method = size % 7 == 6 ? "GET" : "POST", .target = input.substr(0, end)};
  if (end != std::string::npos) request.headers.push_back({"Host", input.substr(end + 1)});
  const Routed routed = operation().route(request);
  for (const std::string& parameter : routed.parameters)
    claim(assay::to_utf8(parameter) == parameter, "a parameter is UTF-8");
  claim(is_safe_in_header(routed.location), "a location is safe in a header");
  claim(routed.to != Routed::To::slash_redirect || !routed.location.empty(), "a redirect leads somewhere");
  claim(routed.to != Routed::To::operation || request.method == "POST", "the operation is asked by POST alone");

  assay::Request plain = request;
  plain.target = "/api-tokens/" + request.target.substr(0, request.target.find_first_of("/?%\n"));
  plain.target += "/webhook/rotate-secret";
  const Routed again = operation().route(plain);
  claim(again.to != Routed::To::unknown_path || plain.target.starts_with("/api-tokens//"),
        "a segment without escapes reaches the operation");
  return 0;
}
