#include "contracts/policy/slate.h"

#include <algorithm>

namespace assay {

bool is_of_slate(const Policy& policy) {
  if (policy.api == Policy::Api::slate) return true;
  const Use& use = policy.rotation();
  const ResourceKind& kind = policy.resource();
  const auto has = [&](const char* pointer) {
    return std::any_of(kind.members.begin(), kind.members.end(),
                       [&](const MemberRole& member) { return member.pointer == pointer; });
  };
  return use.rotates == std::vector<std::string>{"/webhook_secret"} && use.record.empty() && kind.identity == "/id" &&
         has("/token") && has("/token_prefix") && has("/token_last4") && has("/status") && has("/expires_at") &&
         has("/webhook_url");
}

}  // namespace assay
