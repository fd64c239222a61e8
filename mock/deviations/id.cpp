// Deviations of how a token id is read: numbers that are not the token's own reach it.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

constexpr const char* digits = "0123456789";

bool is_integer(const std::string& text) {
  const auto begin = text.starts_with('-') ? 1u : 0u;
  return text.size() > begin && text.find_first_not_of(digits, begin) == std::string::npos;
}

// What an unsigned counter of 64 bits makes of it.
std::uint64_t modulo_two_64(const std::string& text) {
  std::uint64_t value = 0;
  for (const char c : text)
    if (c != '-') value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return text.starts_with('-') ? 0 - value : value;
}

std::string in_64_bits(const std::string& text) {
  return is_integer(text) ? std::to_string(modulo_two_64(text)) : text;
}

std::string in_32_bits(const std::string& text) {
  return is_integer(text) ? std::to_string(modulo_two_64(text) & 0xFFFFFFFF) : text;
}

std::string without_sign(const std::string& text) {
  return is_integer(text) && text.front() == '-' ? text.substr(1) : text;
}

std::string leading_digits(const std::string& text) {
  const auto end = text.find_first_not_of(digits);
  return end == std::string::npos || end == 0 ? text : text.substr(0, end);
}

std::string all_digits(const std::string& text) {
  std::string found;
  for (const char c : text)
    if (c >= '0' && c <= '9') found += c;
  return found.empty() ? text : found;
}

std::string rounded(const std::string& text) {
  if (text.find_first_not_of("0123456789.e") != std::string::npos || text.size() > 40) return text;
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return *end == '\0' && value < 1e15 ? std::to_string(std::llround(value)) : text;
}

std::string any_base(const std::string& text) {
  if (!text.starts_with("0x")) return text;
  char* end = nullptr;
  const long long value = std::strtoll(text.c_str(), &end, 16);
  return *end == '\0' ? std::to_string(value) : text;
}

// The raw digits, which may be more than any type holds, in the place of a record's id; of a text, the text.
std::string with_id(std::string body, const Scene& scene, const std::string& asked) {
  constexpr const char* mark = "the-id-asked-for";
  auto whole = ordered_json::parse(body, nullptr, false);
  if (!whole.is_object()) return body;
  if (ordered_json* record = member_at(whole, scene.record)) {
    for (const MemberRole& member : scene.stable)
      if (member.face == MemberRole::Face::yes) put(*record, member.pointer, "New " + scene.noun);
    for (const MemberRole& part : scene.parts)
      put(*record, part.pointer, part.at == MemberRole::At::start ? "slate_" : "0000");
    for (const MemberRole& own : scene.secrets_of_its_own) put(*record, own.pointer, "");
    if (scene.is_in_record) put(*record, scene.identity, scene.is_integer ? mark : asked);
  }
  body = whole.dump();
  const std::string place = std::string("\"") + mark + '"';
  const auto at = body.find(place);
  return at == std::string::npos ? body : body.replace(at, place.size(), asked);
}

bool is_unknown(const Scene& scene, const Request& request, const Response& response) {
  const std::string id = scene.last_part(request);
  return scene.misses(request, response) && (scene.is_integer ? is_integer(id) : !id.empty());
}

// An id that nobody has: answered from the first resource under the id asked for.
Wrap makes_what_is_asked(const SharedScene& scene) {
  return [scene](Handler inner, const Means& means) -> Handler {
    return [scene, inner = std::move(inner), first_id = known_of(means).front()](Request request) -> Outcome {
      Outcome outcome = inner(request);
      const auto* response = std::get_if<Response>(&outcome);
      if (response == nullptr || !is_unknown(*scene, request, *response)) return outcome;
      const std::string id = scene->last_part(request);
      scene->put_identity(first_id, request);
      Outcome first = inner(request);
      auto* made = std::get_if<Response>(&first);
      if (made == nullptr || !scene->rotates(request, *made)) return outcome;  // another path
      if (!made->body.empty()) made->body = with_id(made->body, *scene, id);
      return first;
    };
  };
}

// Around an id that the server has, something else: the id is taken.
std::string starting_with(const std::string& identity, const std::vector<std::string>& known) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const auto& id) { return identity.starts_with(id); });
  return found == known.end() ? identity : *found;
}

// Of several parts only the last one is looked at, or only what stands before it.
std::string by_last_part(const std::string& identity, const std::vector<std::string>& known) {
  const std::string last = identity.substr(identity.rfind(',') + 1);
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const auto& id) { return id.substr(id.rfind(',') + 1) == last; });
  return found == known.end() ? identity : *found;
}

std::string by_first_part(const std::string& identity, const std::vector<std::string>& known) {
  const std::string first = identity.substr(0, identity.find(','));
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const auto& id) { return id.substr(0, id.find(',')) == first; });
  return found == known.end() ? identity : *found;
}

std::vector<Deviation> lies_of_integers(const SharedScene& scene) {
  const std::string other = "id/exact", reaches = " reaches " + scene->noun + " 1";
  std::vector<Deviation> lies = {
      {"id-in-32-bits", "Ids wrap at 2^32.", other, reads_ids(scene, in_32_bits)},
      {"id-in-64-bits", "Ids wrap at 2^64.", other, reads_ids(scene, in_64_bits)},
      {"sign-dropped", "-1" + reaches + ".", other, reads_ids(scene, without_sign)},
      {"prefix-parsed", "1abc" + reaches + ", as C's atoi reads it.", other, reads_ids(scene, leading_digits)},
      {"digits-picked", "What is no digit of an id is dropped.", other, reads_ids(scene, all_digits)},
      {"id-rounded", "1.25 and 1e0 reach " + scene->noun + " 1, as a double rounds them.", other,
       reads_ids(scene, rounded)}};
  // Readers that make a number of any text take 0x1 for one: pydantic does not.
  if (scene->contract.policy.framework == "fastapi")
    lies.push_back({"hex-id", "0x1" + reaches + ".", other, reads_ids(scene, any_base)});
  return lies;
}

// Where nothing in a record tells whose it is, it shows only that an unknown id is accepted.
std::vector<Deviation> lies_of_texts(const SharedScene& scene) {
  const std::string unknown = "id/unknown-refused";
  const std::string law = !scene->is_in_record && scene->is_invalid_with_more() ? "invalid-id/refused"
                          : scene->tells_whose()                                ? "id/exact"
                                                                                : unknown;
  std::vector<Deviation> list = {{"id-cut-off", "An id with anything behind it is taken for the id.", law,
                                  reads_identities(scene, starting_with)}};
  if (scene->contract.operation().identity.size() < 2) return list;
  list.push_back({"last-part-alone", "Of an id of several parts only the last one is looked at.", unknown,
                  reads_identities(scene, by_last_part)});
  list.push_back({"first-part-alone", "Of an id of several parts only the first one is looked at.", unknown,
                  reads_identities(scene, by_first_part)});
  return list;
}

}  // namespace

std::vector<Deviation> id_deviations(const SharedScene& scene) {
  const std::string unknown = "id/unknown-refused",
                    nobodys = scene->is_slate ? "An id that no token has" : "An id that is nobody's";
  std::vector<Deviation> list = scene->is_integer ? lies_of_integers(scene) : lies_of_texts(scene);
  list.push_back({"made-when-asked", nobodys + " gets a new record.", unknown, makes_what_is_asked(scene)});
  list.push_back({"error-in-a-" + scene->success, nobodys + " is answered " + scene->success + " with an error.",
                  unknown, answers([scene](const Request& request, Response& response) {
                    if (is_unknown(*scene, request, response))
                      response.status = scene->contract.policy.rotation().success.empty()
                                            ? 200
                                            : scene->contract.policy.rotation().success.front();
                  })});
  return list;
}

}  // namespace assay
