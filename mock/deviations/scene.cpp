#include "mock/deviations/scene.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mock/kinds/identity_place.h"

namespace assay {
namespace {

// Refusals that have nothing to do with an id.
bool is_of_an_id(int status) {
  constexpr std::array<int, 10> others = {401, 403, 405, 406, 408, 409, 413, 415, 423, 429};
  return status / 100 == 4 && std::find(others.begin(), others.end(), status) == others.end();
}

// The path with the parts of an identity in it, which stand between commas where there are several.
std::string filled(const std::string& path, const std::vector<IdentityPart>& parts, std::string_view identity) {
  std::string text;
  const bool is_one = parts.size() < 2;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] != '{') {
      text += path[at];
      continue;
    }
    at = path.find('}', at);
    const std::string_view part = is_one ? identity : identity.substr(0, identity.find(','));
    text += part;
    identity.remove_prefix(std::min(part.size() + 1, identity.size()));
  }
  return text;
}

// Those parts of an identity that stand in no path.
void put_beside_path(const std::vector<IdentityPart>& parts, std::string_view identity, Request& request) {
  for (const IdentityPart& part : parts) {
    const std::string_view text = parts.size() == 1 ? identity : identity.substr(0, identity.find(','));
    put_at(part, std::string(text), request);
    identity.remove_prefix(std::min(text.size() + 1, identity.size()));
  }
}

// What some reader takes for an integer: " 1", "1.0", "1_0".
bool resembles_integer(const std::string& text) {
  const auto digits = text.find_first_not_of("+-");
  return digits != std::string::npos && text.find_first_not_of("0123456789._ ", digits) == std::string::npos;
}

bool resembles_uuid(const std::string& text) {
  return text.size() >= 32 && text.find_first_not_of("0123456789abcdefABCDEF-{}:urnid") == std::string::npos;
}

bool is_invalid_part(const IdentityPart& part, const std::string& segment) {
  if (part.type == IdentityPart::Type::integer) return !resembles_integer(segment);
  if (part.type == IdentityPart::Type::uuid) return !resembles_uuid(segment);
  if (part.type == IdentityPart::Type::word)
    return std::none_of(part.words.begin(), part.words.end(),
                        [&](const std::string& word) { return equal_ignoring_case(word, segment); });
  if (part.type == IdentityPart::Type::boolean) return segment.size() > 8;  // longer than any word for one
  if (part.type != IdentityPart::Type::text) return segment.find_first_of("0123456789") == std::string::npos;
  return part.pattern && part.pattern->search(segment) == false;
}

// Whether the document's 422 looks like FastAPI's.
bool is_fastapi(const Schema* schema) {
  const nlohmann::json error = {{"loc", {"path", "id"}}, {"msg", "no"}, {"type", "none"}};
  const nlohmann::json bare = {{"msg", "no"}, {"type", "none"}};
  return schema != nullptr && schema->validate({{"detail", {error}}}).empty() &&
         !schema->validate({{"detail", {bare}}}).empty();
}

}  // namespace

Scene::Scene(const Contract& of) : contract(of) {
  const Operation& operation = contract.operation();
  is_slate = contract.policy.api == Policy::Api::slate;
  is_shown_by_reading = contract.policy.is_shown_by_reading();
  is_integer = operation.identity.empty() ||
               (operation.identity.size() == 1 && operation.identity.front().type == IdentityPart::Type::integer);
  noun = contract.policy.resource().noun;
  method = operation.method;
  const Use& showing = contract.policy.showing();
  success = showing.success.empty() ? "2xx" : std::to_string(showing.success.front());
  record = showing.record;
  if (const Use* reading = contract.policy.reading()) read_record = reading->record;
  secret = contract.policy.rotation().rotates.front();
  read_members();
  read_errors();
  const bool has_404 = is_slate || errors.form == ErrorShape::Form::fastapi;
  refusal = has_404 ? "422" : "refusal";
  miss = has_404 ? "404" : "refusal";
}

void Scene::read_members() {
  using Role = MemberRole::Role;
  identity = contract.policy.resource().identity;
  is_in_record = !identity.empty();
  for (const MemberRole& member : contract.policy.resource().members) {
    if (member.stays()) stable.push_back(member);
    if (member.role == Role::hint) hints.push_back(member);
    if (member.role == Role::part) parts.push_back(member);
    if (member.role == Role::secret && member.own == MemberRole::Own::yes) secrets_of_its_own.push_back(member);
    if (member.role == Role::made) made.push_back(member);
    if (member.role == Role::used) used.push_back(member);
    if (member.role == Role::changed) changed.push_back(member);
  }
}

void Scene::read_errors() {
  errors = contract.policy.errors;
  const ResponseSpec* spec = contract.operation().response(422);
  const bool by_name = contract.policy.framework == "fastapi";
  if (errors.form == ErrorShape::Form::unsaid && (by_name || (spec && is_fastapi(schema_of(*spec)))))
    errors = fastapi_errors();
}

bool Scene::reads(const Request& request) const {
  const Operation* reading = contract.reading();
  return reading && request.method == reading->method && match(reading->path, path_of(request.target));
}

bool Scene::lists(const Request& request) const {
  const Operation* listing = contract.listing();
  return listing && request.method == listing->method && match(listing->path, path_of(request.target)) &&
         !reads(request);
}

bool Scene::rotates(const Request& request, const Response& response) const {
  return contract.is_success(response.status) && !reads(request) && !lists(request);
}

bool Scene::shows(const Request& request, const Response& response) const {
  if (!is_shown_by_reading) return rotates(request, response);
  return reads(request) && contract.policy.reading()->is_success(response.status);
}

bool Scene::refuses(const Request& request, const Response& response) const {
  if (refusal == "422") return response.status == 422;
  return is_of_an_id(response.status) && is_own(request.target) && !reads(request);
}

bool Scene::misses(const Request& request, const Response& response) const {
  return miss == "404" ? response.status == 404 : refuses(request, response);
}

std::vector<std::pair<std::size_t, std::size_t>> Scene::slots(std::string_view target) const {
  const std::string& path = contract.operation().path;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::size_t at = 0;
  const std::size_t last = path.rfind('{');
  for (std::size_t k = 0; k <= last && last != std::string::npos; ++k) {
    if (path[k] != '{') {
      if (at >= target.size() || target[at++] != path[k]) return {};
      continue;
    }
    k = path.find('}', k);
    const bool is_end = k + 1 == path.size();
    const std::size_t end =
        is_end ? std::min(target.find_first_of("/?", at), target.size()) : target.find(path[k + 1], at);
    if (end == std::string_view::npos) return {};
    found.emplace_back(at, end - at);
    at = end;
  }
  return found;
}

std::vector<std::string> Scene::segments(const std::string& target) const {
  std::vector<std::string> texts;
  for (const auto& [begin, size] : slots(target)) texts.push_back(target.substr(begin, size));
  return texts;
}

bool Scene::is_own(const std::string& target) const {
  const std::string& path = contract.operation().path;
  return path.find('{') == std::string::npos ? path_of(target) == path : !slots(target).empty();
}

const IdentityPart* Scene::last_beside_path() const {
  const std::vector<IdentityPart>& parts_of_it = contract.operation().identity;
  const bool is_in_path = parts_of_it.empty() || parts_of_it.back().in == IdentityPart::In::path;
  return is_in_path ? nullptr : &parts_of_it.back();
}

std::string Scene::last_part(const Request& request) const {
  if (!is_own(request.target)) return "";
  if (const IdentityPart* last = last_beside_path()) return text_at(*last, request).value_or("");
  const auto found = slots(request.target);
  return found.empty() ? "" : request.target.substr(found.back().first, found.back().second);
}

std::string Scene::identity_in(const Request& request) const {
  const Operation& operation = contract.operation();
  const Operation* reading = contract.reading();
  std::vector<std::string> found = segments(request.target);
  const bool is_reading = reading && !is_own(request.target);
  if (is_reading) {
    const auto matched = match(reading->path, path_of(request.target));
    if (!matched) return "";
    found = *matched;
  }
  for (std::string& each : found) each = percent_decode(each);
  for (const IdentityPart& part : is_reading ? operation.reading_identity : operation.identity)
    if (part.in != IdentityPart::In::path) found.push_back(text_at(part, request).value_or(""));
  std::string text;
  for (const std::string& each : found) text += (&each == &found.front() ? "" : ",") + each;
  return text;
}

void Scene::put_last_part(const std::string& text, Request& request) const {
  if (!is_own(request.target)) return;
  if (const IdentityPart* last = last_beside_path()) return put_at(*last, text, request);
  if (const auto found = slots(request.target); !found.empty())
    request.target.replace(found.back().first, found.back().second, text);
}

void Scene::put_identity(const std::string& other, Request& request) const {
  if (!is_own(request.target)) return;
  if (const auto found = slots(request.target); !found.empty()) {
    const std::string path = path_to(other);
    const std::size_t end = slots(path).back().first + slots(path).back().second;
    request.target = path.substr(0, end) + request.target.substr(found.back().first + found.back().second);
  }
  put_beside_path(contract.operation().identity, other, request);
}

std::string Scene::path_to(const std::string& other) const {
  return filled(contract.operation().path, contract.operation().identity, other);
}

void Scene::put_reading(const std::string& other, Request& request) const {
  const Operation& operation = contract.operation();
  request.target = filled(operation.reading_path, operation.reading_identity, other) + operation.reading_query;
  put_beside_path(operation.reading_identity, other, request);
}

bool Scene::is_invalid(const std::string& asked) const {
  const auto& parts_of_it = contract.operation().identity;
  if (parts_of_it.empty()) return !resembles_integer(asked);
  if (parts_of_it.size() == 1) return is_invalid_part(parts_of_it.front(), asked);
  std::string_view rest = asked;
  return std::any_of(parts_of_it.begin(), parts_of_it.end(), [&](const IdentityPart& part) {
    const std::string text(rest.substr(0, rest.find(',')));
    rest.remove_prefix(std::min(text.size() + 1, rest.size()));
    return is_invalid_part(part, text);
  });
}

bool Scene::has_invalid() const {
  const auto& parts_of_it = contract.operation().identity;
  return parts_of_it.empty() || std::any_of(parts_of_it.begin(), parts_of_it.end(), [](const IdentityPart& part) {
           return is_invalid_part(part, "xyzxyzxyz");
         });
}

bool Scene::is_invalid_with_more() const {
  using enum IdentityPart::Type;
  if (contract.operation().identity.empty()) return false;
  const IdentityPart& last = contract.operation().identity.back();
  if (last.type == text) {
    const auto said = described(contract, last);
    return last.pattern && said && said->pattern.ends_with('$');
  }
  return last.type == uuid || last.type == word || last.type == boolean || last.type == date || last.type == date_time;
}

const MemberRole* Scene::face() const {
  const auto found = std::find_if(stable.begin(), stable.end(),
                                  [](const MemberRole& member) { return member.face == MemberRole::Face::yes; });
  return found == stable.end() ? nullptr : &*found;
}

std::string Scene::short_name(const MemberRole& member) const {
  const std::string name = member.name();
  return name.starts_with(noun + "_") ? name.substr(noun.size() + 1) : name;
}

bool Scene::tells_whose() const { return is_in_record || !parts.empty() || face() != nullptr; }

const Schema* Scene::schema_of(const ResponseSpec& response) const {
  if (response.content.empty() || !response.content.front().schema) return nullptr;
  const std::string& name = response.content.front().name;
  const bool is_json = name.ends_with("/json") || name.ends_with("+json");
  return is_json ? &*response.content.front().schema : nullptr;
}

}  // namespace assay
