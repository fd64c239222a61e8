// No id but its own integer reaches a token.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/checks/families.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

const std::string parameter = "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post/parameters/0";

const std::string name_one = "give an id that is nobody's with --unknown-id N";

// What tells one token's record from another's besides the id.
using Face = std::string;

Face face_of(const TokenRecord& record) {
  const auto name = record.stable->find("name");
  return record.token_prefix.text + "\n" + record.token_last4.text + "\n" +
         (name == record.stable->end() ? "" : name->second);
}

// The tokens that were reached by their own integers.
std::map<std::string, std::set<Face>> known_faces(const Facts& facts) {
  std::map<std::string, std::set<Face>> faces;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t) {
    if (reading.asked.kind == AskedId::Kind::integer && record.id == reading.asked.value)
      faces[record.id].insert(face_of(record));
  });
  return faces;
}

bool is_success(const Reading& reading) { return reading.response->status / 100 == 2; }

// The token whose face this answer wears although another id was asked for, or "".
std::string reached(const Reading& reading, const std::map<std::string, std::set<Face>>& faces) {
  if (!reading.record) return "";
  const auto& record = *reading.record;
  if (!record.id.empty() && record.id != reading.asked.value) return record.id;
  if (!never_issued(reading.asked)) return "";
  for (const auto& [id, of_id] : faces)
    if (id != reading.asked.value && of_id.contains(face_of(record))) return id;
  return "";
}

// Whether a lenient router, or a proxy that tidies paths before it, can take it for the path of token `id`.
bool is_permitted(const Operation& operation, std::string_view target, const std::string& id) {
  const auto ids = lenient_ids(operation, target);
  return std::any_of(ids.begin(), ids.end(), [&](const AskedId& asked) { return asked.value == id; });
}

Evidence no_other_token(const Facts& facts) {
  const auto faces = known_faces(facts);
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (faces.contains(reading.asked.value)) return;  // its own integer, or a variant of it
    observe(evidence, i);
    const std::string token = is_success(reading) ? reached(reading, faces) : "";
    const bool tidied = reading.asked.kind == AskedId::Kind::unclear &&
                        is_permitted(facts.contract.operation(), facts.history.exchanges[i].request.target, token);
    if (token.empty() || tidied) return;
    evidence.findings.push_back(
        {.message = "An id that is not the token's own integer reached the token.",
         .expected = describe_id(reading) + " refused",
         .actual = "status " + std::to_string(reading.response->status) + " with the record of token " + token,
         .pointer = "/id",
         .exchanges = {i}});
  });
  return evidence;
}

// Whether the id is nobody's by the user's word.
bool is_named(const AskedId& asked, const std::vector<std::string>& unknown) {
  return asked.kind == AskedId::Kind::integer &&
         std::any_of(unknown.begin(), unknown.end(),
                     [&](const std::string& id) { return read_token_id(id).value == asked.value; });
}

Evidence unknown_refused(const Facts& facts) {
  Evidence evidence;
  bool any_named = false;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    const bool named = is_named(reading.asked, facts.history.unknown_ids);
    any_named = any_named || named;
    if (!named && !never_issued(reading.asked)) return;
    observe(evidence, i);
    if (!is_success(reading)) return;
    evidence.findings.push_back({.message = named
                                                ? "An id that is nobody's by --unknown-id was answered with a success."
                                                : "An id that no server has issued was answered with a success.",
                                 .expected = describe_id(reading) + " refused",
                                 .actual = "status " + std::to_string(reading.response->status),
                                 .exchanges = {i}});
  });
  if (!any_named && evidence.observations > 0)
    evidence.note =
        "no id that could be a token's was among them, so a server that makes tokens goes unseen: " + name_one;
  return evidence;
}

Evidence path_tricks(const Facts& facts) {
  const Operation& operation = facts.contract.operation();
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    const Request& request = facts.history.exchanges[i].request;
    const bool trick = !reading.on_path || reading.asked.kind == AskedId::Kind::unclear;
    // Without a digit it names no token to anyone, so that its refusal says nothing of tricks.
    if (!trick || !could_rotate(operation, request)) continue;
    if (!reading.response || request.method != operation.method) continue;
    observe(evidence, i);
    if (!is_success(reading) || !reading.record || reading.record->id.empty()) continue;
    if (is_permitted(operation, request.target, reading.record->id)) continue;
    evidence.findings.push_back({.message = "A path that names no token, or another one, reached a token.",
                                 .expected = request.target.substr(0, 100) + " refused",
                                 .actual = "status " + std::to_string(reading.response->status) +
                                           " with the record of token " + reading.record->id,
                                 .pointer = "/id",
                                 .exchanges = {i}});
  }
  return evidence;
}

}  // namespace

std::vector<Check> id_checks() {
  return {
      {.id = "id/no-other-token",
       .requirement = "A token MUST NOT be reached by any id but its own integer: no overflow, truncation, rounding, "
                      "sign, radix or prefix.",
       .source = {'B', "\"token_id\", type: integer", parameter},
       .minimum = 3,
       .run = no_other_token},
      {.id = "id/unknown-refused",
       .requirement = "An id that no server has issued (negative, beyond 64 bits, or nobody's by --unknown-id) MUST "
                      "NOT be answered with a success.",
       .source = {'C', "RFC 9110 section 15.5.5: no current representation", parameter},
       .rotates = true,
       .instead = name_one,
       .minimum = 2,
       .run = unknown_refused},
      {.id = "id/path-tricks",
       .requirement = "A path with doubled slashes, dot segments, %2F, ';', other case or a trailing slash MUST NOT "
                      "reach another token.",
       .source = {'C', "RFC 3986 sections 3.3 and 5.2.4; OWASP ASVS 5.0, 1.1.1: decode once",
                  "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret"},
       .rotates = true,
       .minimum = 3,
       .run = path_tricks},
  };
}

}  // namespace assay
