#include "cli/policy/guess.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/policy/properties.h"
#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "contracts/documents/settings.h"
#include "contracts/words.h"

namespace assay {
namespace {

using nlohmann::json;

bool holds_type(const json* schema, const char* type) {
  if (schema == nullptr || !schema->is_object() || !schema->contains("type")) return false;
  const json& said = schema->at("type");
  return said == type || (said.is_array() && std::find(said.begin(), said.end(), type) != said.end());
}

bool is_text(const Property& property) {
  return holds_type(property.schema, "string") ||
         !(property.schema && property.schema->is_object() && property.schema->contains("type"));
}

// How much a name looks like a secret's; 0: not at all. A hint, a part or an id of one does not.
int likeness(const Property& property) {
  const std::string name = letters_of(property.name);
  if (!is_text(property) || name.ends_with("id")) return 0;
  for (const char* other :
       {"next", "page", "hint", "hash", "last", "prefix", "expire", "at", "url", "type", "name", "algorithm"})
    if (name.ends_with(other) || (std::string_view(other).size() > 2 && name.find(other) != std::string::npos))
      return 0;
  if (name.find("secret") != std::string::npos) return 4;
  if (name.find("hmac") != std::string::npos || name.find("signingkey") != std::string::npos) return 3;
  if (name.ends_with("key")) return 2;
  return name.ends_with("token") || name.find("password") != std::string::npos ? 1 : 0;
}

const Property* secret_of(const std::vector<Property>& members) {
  const Property* best = nullptr;
  for (const Property& each : members)
    if (likeness(each) > (best ? likeness(*best) : 0)) best = &each;
  return best;
}

// ", unit: seconds" of a time that is a number.
std::string unit_of(const Property& property) {
  if (!holds_type(property.schema, "integer") && !holds_type(property.schema, "number")) return "";
  return letters_of(property.name).ends_with("ms") ? ", unit: milliseconds" : ", unit: seconds";
}

bool starts_with_any(const std::string& name, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return name.starts_with(word); });
}

// The secret that the member is called after: "token" of "token_last4"; empty: none.
std::string whole_of(const Property& property, const std::vector<Property>& members) {
  for (const Property& each : members)
    if (likeness(each) > 0 && letters_of(property.name) != letters_of(each.name) &&
        letters_of(property.name).starts_with(letters_of(each.name)))
      return below("", each.name);
  return "";
}

// A hint of the secret that is replaced, or a part of one that stays.
void guess_excerpt(GuessedMember& member, const Property& property, const std::vector<Property>& members,
                   const std::string& secret) {
  const std::string name = letters_of(property.name), whole = whole_of(property, members);
  const bool is_end = name.find("hint") != std::string::npos || name.find("last") != std::string::npos;
  const bool is_start = name.ends_with("prefix") || name.find("first") != std::string::npos;
  if (secret.empty() || !(is_end || is_start)) return;
  member.reason = "by its name; see what it shows";
  if (whole.empty() || whole == secret)
    member.role = "{role: hint, of: " + yaml_text(secret) + ", shows: " + (is_end ? "last 4}" : "first 4}");
  else
    member.role = "{role: part, of: " + yaml_text(whole) + ", at: " + (is_end ? "end}" : "start}");
}

void guess_role(GuessedMember& member, const Property& property, const std::string& secret) {
  const std::string name = letters_of(property.name);
  const bool is_time =
      name.ends_with("at") || name.find("date") != std::string::npos || name.ends_with("time") || name.ends_with("ms");
  if (below("", property.name) == secret) {
    member.role = "{role: secret}";
    member.reason = "by its name";
  } else if (likeness(property) > 0) {
    member.role = "{role: secret, own: true}";
    member.reason = "by its name: another secret, which stays";
  } else if (is_time && starts_with_any(name, {"create", "made", "insert"})) {
    member.role = "{role: made" + unit_of(property) + '}';
    member.reason = "by its name";
  } else if (is_time && starts_with_any(name, {"update", "modif", "change"})) {
    member.role = "{role: changed" + unit_of(property) + '}';
    member.reason = "by its name";
  } else if (is_time && name.find("used") != std::string::npos) {
    member.role = "{role: used" + unit_of(property) + '}';
    member.reason = "by its name";
  } else if (name == "name" || name == "url" || name == "description" || name == "label" || name == "title") {
    member.role = "{role: stable, face: true}";
    member.reason = "if no two have the same; a rotation has no reason to change it";
  }
}

// "webhook endpoint" of "/v1/webhook_endpoints/{id}/rotate".
std::string noun_of(const std::string& path) {
  const auto parameter = path.rfind("/{");
  const std::string before = path.substr(0, parameter == std::string::npos ? 0 : parameter);
  std::string noun = before.substr(before.rfind('/') + 1);
  std::string words;
  for (const char c : noun) {
    const bool is_upper = std::isupper(static_cast<unsigned char>(c)) != 0;
    if (is_upper && !words.empty() && words.back() != ' ') words += ' ';
    words += std::isalnum(static_cast<unsigned char>(c)) != 0
                 ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                 : ' ';
  }
  if (words.ends_with("ies"))
    words.replace(words.size() - 3, 3, "y");
  else if (words.ends_with('s') && !words.ends_with("ss"))
    words.pop_back();
  return words.empty() || words.find_first_not_of(' ') == std::string::npos ? "resource" : words;
}

// Where the first JSON schema of a success, or of a refusal, stands; empty: nowhere.
std::string schema_of(const Operation& operation, char digit) {
  for (const ResponseSpec& response : operation.responses)
    if (response.status.front() == digit)
      for (const MediaType& media : response.content)
        if (media.schema) return below(media.place.pointer, "schema");
  return "";
}

// A GET whose path has the same parameters, in their order.
const Operation* reading_of(const Contract& contract) {
  const auto names = [](const std::string& path) {
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = path.find('{', at)) != std::string::npos; ++at)
      found.push_back(path.substr(at, path.find('}', at) - at));
    return found;
  };
  const Operation& own = contract.operation();
  const Operation* best = nullptr;
  for (const Operation& each : contract.operations) {
    if (each.id == own.id || each.method != "GET" || names(each.path) != names(own.path)) continue;
    const auto common = [&](const Operation& other) {
      return std::mismatch(other.path.begin(), other.path.end(), own.path.begin(), own.path.end()).first -
             other.path.begin();
    };
    if (best == nullptr || common(each) > common(*best)) best = &each;
  }
  return best;
}

void guess_record(Schemas& schemas, const std::string& schema, Guess& guess) {
  std::vector<Property> members = schema.empty() ? std::vector<Property>{} : schemas.properties(schema);
  if (secret_of(members) == nullptr)
    for (const Property& each : members) {
      std::vector<Property> inner = schemas.properties(each.pointer);
      if (secret_of(inner) == nullptr) continue;
      guess.record = below("", each.name);
      members = std::move(inner);
      break;
    }
  if (const Property* secret = secret_of(members)) {
    guess.secret = below("", secret->name);
    guess.secret_reason = "by its name";
  }
  for (const Property& each : members) {
    GuessedMember member{.pointer = below("", each.name)};
    const std::string name = letters_of(each.name);
    if (guess.identity.empty() && (name == "id" || name == "uid" || name == "uuid")) {
      guess.identity = member.pointer;
      guess.identity_reason = "by its name; it must show the last parameter of the path";
      continue;
    }
    guess_role(member, each, guess.secret);
    if (member.role.empty() && is_text(each)) guess_excerpt(member, each, members, guess.secret);
    guess.members.push_back(std::move(member));
  }
}

// The name of the first of the members that has one of these.
std::string first_of(const std::vector<Property>& members, std::initializer_list<const char*> names) {
  for (const char* name : names)
    for (const Property& each : members)
      if (each.name == name) return each.name;
  return "";
}

std::string parts_of_error(const std::vector<Property>& members) {
  std::string text;
  const auto part = [&](const char* key, const std::string& name) {
    if (!name.empty()) text += std::string(", ") + key + ": " + yaml_text(name);
  };
  part("where", first_of(members, {"param", "parameter", "field", "pointer", "loc"}));
  part("text", first_of(members, {"message", "msg", "detail", "title", "description"}));
  part("code", first_of(members, {"code", "errorCode", "error_code", "type"}));
  return text;
}

void guess_errors(Schemas& schemas, const Operation& operation, Guess& guess) {
  for (const ResponseSpec& response : operation.responses)
    for (const MediaType& media : response.content)
      if (response.status.front() == '4' && media.name == "application/problem+json") {
        guess.errors = "problem";
        guess.errors_reason = "the document's application/problem+json";
        return;
      }
  const std::string schema = schema_of(operation, '4');
  if (schema.empty()) return;
  const std::vector<Property> members = schemas.properties(schema);
  for (const Property& each : members) {
    if (each.name != "error" && each.name != "errors" && each.name != "detail") continue;
    const bool is_list = holds_type(each.schema, "array");
    const auto inner = schemas.properties(is_list ? below(each.pointer, "items") : each.pointer);
    if (inner.empty()) continue;
    guess.errors = is_list && first_of(inner, {"loc"}) == "loc"
                       ? "fastapi"
                       : "{list: /" + each.name + (is_list ? "" : ", single: true") + parts_of_error(inner) + '}';
    guess.errors_reason = "the schema of the document's refusals";
    return;
  }
  if (const std::string parts = parts_of_error(members); !parts.empty()) {
    guess.errors = "{list: '', single: true" + parts + '}';
    guess.errors_reason = "the schema of the document's refusals";
  }
}

}  // namespace

std::string guess_reading(const Contract& contract) {
  const Operation* reading = reading_of(contract);
  return reading ? reading->id : "";
}

Guess guess_policy(const Contract& contract) {
  const Operation& operation = contract.operation();
  Guess guess{.noun = noun_of(operation.path)};
  Schemas schemas(*contract.document);
  guess_record(schemas, schema_of(operation, '2'), guess);
  if (guess.secret.empty() && contract.reading() != nullptr) {
    Guess read{.noun = guess.noun};
    guess_record(schemas, schema_of(*contract.reading(), '2'), read);
    read.reading_shows = read.secret;
    if (!read.secret.empty()) guess = std::move(read);
  }
  guess_errors(schemas, operation, guess);
  guess.reading = guess_reading(contract);
  return guess;
}

}  // namespace assay
