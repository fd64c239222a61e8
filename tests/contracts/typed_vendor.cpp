#include "tests/contracts/typed_vendor.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <regex>

namespace assay::test {
namespace {

using nlohmann::json;

std::function<bool(const std::string&)> fits(const std::string& pattern) {
  return [expression = std::regex(pattern)](const std::string& text) { return std::regex_match(text, expression); };
}

bool is_any(const std::string&) { return true; }

const char* uuid = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const char* one_uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const char* other_uuid = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

// Not what assay reads with: regular expressions and the standard library's numbers.
std::vector<Typed> in_path() {
  const std::string time = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?(Z|[+-][0-9:]{5})";
  return {
      {"integer", "path", R"({"type":"integer"})", {"17", "18"}, {"17.0", "17e00000000000000000000"}, fits("[0-9]+")},
      {"number", "path", R"({"type":"number"})", {"17", "2.5"}, {"17.0"}, fits("[+-]?[0-9]+(\\.[0-9]*)?")},
      {"boolean", "path", R"({"type":"boolean"})", {"true", "false"}, {"True", "1"}, fits("true|false|True|1|0")},
      {"enum",
       "path",
       R"({"type":"string","enum":["primary","secondary"]})",
       {"primary", "secondary"},
       {"PRIMARY"},
       fits("[Pp]rimary|PRIMARY|secondary")},
      {"pattern",
       "path",
       R"({"type":"string","pattern":"^we_[a-z0-9]+$"})",
       {"we_a1", "we_b2"},
       {},
       fits("we_[a-z0-9]+")},
      {"text", "path", R"({"type":"string"})", {"Aa", "Bb"}, {}, is_any},
      {"uuid", "path", R"({"type":"string","format":"uuid"})", {one_uuid, other_uuid}, {}, fits(uuid)},
      {"date",
       "path",
       R"({"type":"string","format":"date"})",
       {"2026-01-31", "2026-02-01"},
       {},
       fits("[0-9]{4}-[0-9]{2}-[0-9]{2}")},
      {"date-time",
       "path",
       R"({"type":"string","format":"date-time"})",
       {"2026-01-31T12:00:00Z", "2026-02-01T12:00:00Z"},
       {"2026-01-31T13:00:00+01:00"},
       fits(time)},
  };
}

std::vector<Typed> elsewhere() {
  return {
      {"query",
       "query",
       R"({"type":"string","pattern":"^we_[a-z0-9]+$"})",
       {"we_a1", "we_b2"},
       {},
       fits("we_[a-z0-9]+")},
      {"query-integer", "query", R"({"type":"integer"})", {"17", "18"}, {}, fits("[0-9]+")},
      {"query-enum",
       "query",
       R"({"type":"string","enum":["primary","secondary"]})",
       {"primary", "secondary"},
       {},
       fits("primary|secondary")},
      {"header", "header", R"({"type":"string","format":"uuid"})", {one_uuid, other_uuid}, {}, fits(uuid)},
      {"body",
       "body",
       R"({"type":"string","pattern":"^[A-Z]{2}[0-9]+$"})",
       {"AB12", "CD34"},
       {},
       fits("[A-Z]{2}[0-9]+")},
      {"body-integer", "body", R"({"type":"integer"})", {"17", "18"}, {}, fits("[0-9]+")},
      {"body-text", "body", R"({"type":"string"})", {"Aa", "Bb"}, {}, is_any},
  };
}

json document(const Typed& api) {
  json operation = json::parse(R"({"operationId":"rotate","responses":{"200":{"description":"ok"},
      "400":{"description":"no id"},"404":{"description":"nobody's"}}})");
  const json schema = json::parse(api.schema);
  const std::string path = api.in == "path" ? "/keys/{id}/rotate" : "/keys/rotate";
  if (api.in == "body") {
    operation["requestBody"] = {{"required", true}};
    operation["requestBody"]["content"]["application/json"]["schema"] = {
        {"type", "object"},
        {"required", {"key"}},
        {"properties", {{"key", {{"type", "object"}}}, {"force", json::object()}}}};
    operation["requestBody"]["content"]["application/json"]["schema"]["properties"]["key"]["properties"]["id"] = schema;
  } else {
    const std::string name = api.in == "header" ? "X-Key-Id" : "id";
    operation["parameters"] = {{{"name", name}, {"in", api.in}, {"required", true}, {"schema", schema}}};
  }
  json whole = {{"openapi", "3.1.0"}, {"info", {{"title", "Keys"}, {"version", "1"}}}};
  whole["paths"][path]["post"] = operation;
  return whole;
}

Response refusal(int status) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = R"({"error":"refused"})"};
}

std::optional<std::string> id_in_query(const std::string& target) {
  const auto at = target.find("?id=") != std::string::npos ? target.find("?id=") : target.find("&id=");
  if (at == std::string::npos) return std::nullopt;
  return percent_decode(target.substr(at + 4, target.find('&', at + 1) - at - 4));
}

std::optional<std::string> id_in_body(const std::string& body) {
  const json sent = json::parse(body, nullptr, false);
  if (!sent.is_object() || !sent.contains("key") || !sent["key"].is_object() || !sent["key"].contains("id"))
    return std::nullopt;
  const json& id = sent["key"]["id"];
  return id.is_string() ? id.get<std::string>() : id.dump();
}

}  // namespace

const std::vector<Typed>& typed() {
  static const std::vector<Typed> apis = [] {
    std::vector<Typed> all = in_path();
    for (Typed& api : elsewhere()) all.push_back(std::move(api));
    return all;
  }();
  return apis;
}

std::string document_of(const Typed& api) { return document(api).dump(); }

std::string policy_of(const Typed& api) {
  const std::string by = api.in == "body" ? "/key/id" : api.in == "header" ? "X-Key-Id" : "id";
  return "resources:\n  key:\n    identity: /id\n    members:\n      /secret: {role: secret}\n"
         "      /name: {role: stable, face: true}\n"
         "operations:\n  rotate:\n    of: key\n    effect: rotates\n    rotates: [/secret]\n    by: {" +
         by + ": identity}\n" + (api.in == "body" ? "    body: {force: true}\n" : "");
}

Contract contract_of(const Typed& api) {
  return read_contract(document_of(api), "keys.json", read_policy(policy_of(api), "policy.yaml"));
}

std::optional<std::string> id_in(const Typed& api, const Request& request) {
  const std::string path(path_of(request.target)), before = "/keys/", behind = "/rotate";
  if (!path.starts_with(before) || !path.ends_with(behind)) return std::nullopt;
  if (api.in == "query") return id_in_query(request.target);
  if (api.in == "body") return id_in_body(request.body);
  if (api.in == "header") {
    const auto value = find_header(request.headers, "X-Key-Id");
    return value ? std::optional(std::string(*value)) : std::nullopt;
  }
  if (path.size() <= before.size() + behind.size()) return std::nullopt;
  const std::string raw = path.substr(before.size(), path.size() - before.size() - behind.size());
  return raw.find('/') == std::string::npos ? std::optional(percent_decode(raw)) : std::nullopt;
}

std::string TypedServer::draw() {
  static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  for (int k = 0; k < 43; ++k) text += letters[random_() % letters.size()];
  return text;
}

Outcome TypedServer::operator()(const Request& request) {
  const std::lock_guard guard(mutex_);
  const std::string path(path_of(request.target));
  const bool is_there =
      api_.in == "path" ? path.starts_with("/keys/") && path.ends_with("/rotate") : path == "/keys/rotate";
  if (!is_there) return refusal(404);
  if (request.method != "POST") {
    Response no = refusal(405);
    no.headers.push_back({"Allow", "POST"});
    return no;
  }
  std::optional<std::string> id = id_in(api_, request);
  if (!id) return refusal(api_.in == "path" ? 404 : 400);
  if (std::find(api_.same.begin(), api_.same.end(), *id) != api_.same.end()) id = api_.ids.front();
  if (!api_.is_id(*id)) {
    if (lie_ != Lie::accepts_invalid) return refusal(400);
    id = api_.ids.front();
  }
  if (lie_ == Lie::answers_another && *id == api_.ids.back()) id = api_.ids.front();
  std::string shown = *id;
  for (char& c : shown) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::string key = api_.name == "uuid" || api_.name == "header" ? shown : *id;
  const auto known = std::find(api_.ids.begin(), api_.ids.end(), key);
  if (known == api_.ids.end()) return refusal(404);
  json record = {{"secret", draw()}, {"name", "key " + std::to_string(known - api_.ids.begin())}};
  const json number = json::parse(*known, nullptr, false);
  const bool is_text = api_.schema.find("string") != std::string::npos;
  record["id"] = is_text || number.is_discarded() ? json(*known) : number;
  return Response{.status = 200,
                  .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
                  .body = record.dump()};
}

}  // namespace assay::test
