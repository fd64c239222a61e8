// Deviations that show only over time: what one request does to the answers of later ones.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

bool is_refusal(const Response& response) { return response.status >= 400 && response.status < 500; }

void edit_record(Response& response, const std::function<void(ordered_json&)>& edit) {
  auto body = ordered_json::parse(response.body, nullptr, false);
  if (!body.is_object()) return;
  edit(body);
  response.body = body.dump();
}

// The name counts the rotations of other tokens.
Wrap renames_others() {
  return edits(200, [all = std::uint64_t{0}](ordered_json& body, std::uint64_t own) mutable {
    body["name"] = body["name"].get<std::string>() + " " + std::to_string(all++ - own);
  });
}

// The limit that a 200 shows falls with every request that was refused before it.
Wrap charges_refusals() {
  return answers([refused = 0](const Request&, Response& response) mutable {
    refused += is_refusal(response) ? 1 : 0;
    if (response.status != 200) return;
    edit_record(response, [&](ordered_json& body) { body["rate_limit"] = 100000 - refused; });
  });
}

// The first 200 after a refusal shows the token disabled.
Wrap disables_after_refusal() {
  return answers([refused = false](const Request&, Response& response) mutable {
    if (response.status == 200 && refused)
      edit_record(response, [](ordered_json& body) { body["status"] = "disabled"; });
    refused = is_refusal(response);
  });
}

void earlier_each_time(ordered_json& body, std::uint64_t k) {
  body["last_used_at"] = "2025-12-" + std::to_string(31 - k % 20) + "T00:00:00Z";
}

Wrap shows(const char* member, const char* instant) {
  return edits(200, [member, instant](ordered_json& body, std::uint64_t) { body[member] = instant; });
}

}  // namespace

std::vector<Deviation> course_deviations() {
  return {
      {"time-runs-back", "last_used_at moves backwards.", "state/times", edits(200, earlier_each_time)},
      {"made-tomorrow", "created_at lies in the future.", "state/times", shows("created_at", "2999-01-01T00:00:00Z")},
      {"used-before-made", "last_used_at lies before created_at.", "state/times",
       shows("last_used_at", "2001-01-01T00:00:00Z")},
      {"others-renamed", "A rotation changes the name of every other token.", "state/others-untouched",
       renames_others()},
      {"refusals-charged", "A refused request lowers the rate_limit that later answers show.", "state/refusal-is-inert",
       charges_refusals()},
      {"refusal-disables", "A refused request disables the token until it is rotated.", "state/refusal-is-inert",
       disables_after_refusal()},
  };
}

}  // namespace assay
