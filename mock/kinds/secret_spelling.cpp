#include "mock/kinds/secret_spelling.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/digest.h"
#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "contracts/policy/slate.h"
#include "mock/samples/pattern.h"
#include "mock/samples/sampler.h"

namespace assay {
namespace {

constexpr std::size_t longest = 4096;
constexpr std::size_t enough = 40;  // characters, whatever few a pattern lets them be

// RFC 4648 section 5, without padding.
std::string to_base64url(std::string_view bytes) {
  std::string text = to_base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(std::min(text.find('='), text.size()));
  return text;
}

// Random bytes without end: those given, then hashes of what there was.
class Stream {
 public:
  explicit Stream(std::string_view random) : bytes_(random) {}

  std::size_t below(std::size_t n) {
    if (at_ + 2 > bytes_.size()) bytes_ += digest(Hash::sha256, bytes_);
    const auto high = static_cast<unsigned char>(bytes_[at_]), low = static_cast<unsigned char>(bytes_[at_ + 1]);
    at_ += 2;
    return (std::size_t{high} * 256 + low) % n;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

const ResponseSpec* success_of(const Operation& operation, const Use& use) {
  return use.success.empty() ? nullptr : operation.response(*std::min_element(use.success.begin(), use.success.end()));
}

}  // namespace

SecretSpelling::SecretSpelling(const Contract& contract) : prefix_(contract.policy.secret_prefix), most_(longest) {
  is_slate_ = is_of_slate(contract.policy);
  const ResponseSpec* success = is_slate_ ? nullptr : success_of(contract.showing(), contract.policy.showing());
  if (success == nullptr || success->content.empty() || !contract.document) return;
  const std::string body = below(success->content.front().place.pointer, "schema");
  if (find_pointer(contract.document->value, body) == nullptr) return;
  const auto schema = schema_of_member(*contract.document, body,
                                       contract.policy.showing().record + contract.policy.rotation().rotates.front());
  if (!schema) return;
  place_ = contract.place(*schema);
  const nlohmann::json& node = *find_pointer(contract.document->value, *schema);
  if (!node.is_object()) return;
  if (const auto text = node.value("pattern", nlohmann::json()); text.is_string()) pattern_ = text;
  is_uuid_ = node.value("format", nlohmann::json()) == "uuid";
  if (const auto n = node.value("minLength", nlohmann::json()); n.is_number_integer() && n >= 0)
    least_ = std::min(n.get<std::size_t>(), longest);
  if (const auto n = node.value("maxLength", nlohmann::json()); n.is_number_integer() && n >= 0)
    most_ = std::min(n.get<std::size_t>(), longest);
}

std::string SecretSpelling::by_pattern(std::string_view random) const {
  for (const std::size_t least : {std::clamp(enough, least_, most_), least_}) {
    Stream stream(random);
    if (auto text = text_matching(pattern_, least, most_, [&](std::size_t n) { return stream.below(n); })) return *text;
  }
  throw BadDocument(place_, "the mock finds no secret that this pattern matches");
}

std::string SecretSpelling::spell(std::string_view random) const {
  if (is_slate_) return prefix_ + to_base64(random);
  if (!pattern_.empty()) return by_pattern(random);
  if (is_uuid_) return uuid_of(random);
  std::string text = prefix_ + to_base64url(random);
  for (std::string more(random); text.size() < least_;) text += to_base64url(more = digest(Hash::sha256, more));
  return text.substr(0, most_);
}

}  // namespace assay
