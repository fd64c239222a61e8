#include "cli/check/last_secrets.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/documents/pointer.h"
#include "reports/model/timestamp.h"

namespace assay {

bool LastSecrets::hear(const History& so_far) {
  const auto more = rotations_in(contract_, so_far, heard_);
  heard_ = so_far.exchanges.size();
  rotations_.insert(rotations_.end(), more.begin(), more.end());
  return std::any_of(more.begin(), more.end(),
                     [](const SeenRotation& each) { return each.is != SeenRotation::Is::if_careless; });
}

std::string LastSecrets::text(const std::string& url, const History& heard) const {
  nlohmann::ordered_json tokens = nlohmann::ordered_json::array();
  const std::string member = pointer_names(contract_.policy.rotation().rotates.front()).back();
  for (const auto& [id, last] : last_of_each_token(contract_, rotations_, heard)) {
    if (!last.secret) continue;
    tokens.push_back({{"id", id},
                      {member, *last.secret},
                      {"issued", to_timestamp(clock_time(heard.started, heard.exchanges[last.exchange].done))},
                      {"certain", last.is_certain}});
  }
  if (tokens.empty()) return {};
  const nlohmann::ordered_json all = {{"target", url}, {contract_.policy.resource().noun + "s", std::move(tokens)}};
  return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace assay
