#include "contracts/judge/record_watch.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/documents/json_body.h"
#include "contracts/documents/pointer.h"
#include "contracts/judge/asked_id.h"
#include "contracts/words.h"

namespace assay {
namespace {

constexpr std::size_t enough = 5;

// A success that asks for a token which may exist, by the operation's own method and path.
bool is_rotation(const Contract& contract, const Exchange& exchange) {
  const Operation& operation = contract.operation();
  const Response* response = response_of(exchange);
  if (contract.policy.is_shown_by_reading() && is_reading(operation, exchange.request))
    return response && response->status / 100 == 2;
  if (!response || response->status / 100 != 2 || exchange.request.method != operation.method) return false;
  const auto asked = documented_id(operation, exchange.request);
  return asked && asked->kind == AskedId::Kind::exact && !is_nobodys(operation, *asked);
}

// A record may lack a member, or call it by another name: that is a finding, and no reason to stop. One of another kind
// shares few.
bool shows_record(const Policy& policy, const Response& response) {
  const auto body = read_json(response.body).value;
  if (!body.is_object()) return false;
  const auto members = policy.members({MemberRole::Role::stable, MemberRole::Role::made});
  const std::string& record = policy.showing().record;
  const auto holds = [&](const std::string& pointer) { return find_pointer(body, record + pointer) != nullptr; };
  const auto known =
      std::count_if(members.begin(), members.end(), [&](const MemberRole& member) { return holds(member.pointer); });
  return holds(policy.rotation().rotates.front()) ||
         (known > 2 && 2 * known >= static_cast<std::ptrdiff_t>(members.size()));
}

}  // namespace

std::string RecordWatch::why_stop(const History& so_far) {
  for (; !seen_ && read_ < so_far.exchanges.size(); ++read_) {
    const Exchange& exchange = so_far.exchanges[read_];
    if (!is_rotation(contract_, exchange)) continue;
    // Where the reading shows the secret, a rotation shows nothing.
    const bool may_show =
        !contract_.policy.is_shown_by_reading() || is_reading(contract_.operation(), exchange.request);
    seen_ = may_show && shows_record(contract_.policy, *response_of(exchange));
    ++successes_;
  }
  if (seen_ || successes_ < enough) return {};
  return "the first " + std::to_string(successes_) + " successes show no record of " +
         with_article(contract_.policy.resource().noun) + " (no member " +
         contract_.policy.rotation().rotates.front().substr(1) +
         ", nor most of the others), so nothing more is "
         "rotated: is this the "
         "operation that the document describes?";
}

}  // namespace assay
