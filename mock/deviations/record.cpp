// Deviations of the token that a rotation shows.
#include <nlohmann/json.hpp>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/wraps.h"

namespace assay {

// The last character is another one, the same at every rotation.
Handler wrong_last4(Handler inner, std::uint64_t) {
  return edited(std::move(inner), 200, [](nlohmann::ordered_json& body) {
    auto last4 = body["token_last4"].get<std::string>();
    if (!last4.empty()) last4.back() = last4.back() == 'x' ? 'y' : 'x';
    body["token_last4"] = last4;
  });
}

Handler changed_id(Handler inner, std::uint64_t) {
  return edited(std::move(inner), 200,
                [](nlohmann::ordered_json& body) { body["id"] = body["id"].get<std::int64_t>() + 1000000; });
}

Handler missing_member(Handler inner, std::uint64_t) {
  return edited(std::move(inner), 200, [](nlohmann::ordered_json& body) { body.erase("created_by"); });
}

}  // namespace assay
