// No id but its own integer reaches a token.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/checks/families.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

const std::string name_one = "give an id that is nobody's with --unknown-id N";

std::vector<std::string> quoted(std::vector<std::string> names) {
  for (std::string& name : names) name = '"' + name + '"';
  return names;
}

// What tells one token's record from another's besides the id.
using Face = std::string;

Face face_of(const Terms& terms, const Record& record) {
  Face face;
  for (const Member& part : record.parts) face += part.text + '\n';
  for (const std::string& name : terms.faces) {
    const auto at = record.stable->find(name);
    face += at == record.stable->end() ? "" : at->second;
  }
  return face;
}

// Whether a record that shows its identity is that of another resource than the one asked for.
bool is_of_another(const Reading& reading) {
  return !reading.record->identity.empty() && !is_id_of(reading.asked.value, reading.record->identity);
}

// The tokens that were reached by their own ids. Where no record shows whose it is, an id that is nobody's has no face.
std::map<std::string, std::set<Face>> known_faces(const Terms& terms, const Facts& facts) {
  std::map<std::string, std::set<Face>> faces;
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t) {
    const bool shows_none = terms.identity_member.empty();
    if (shows_none && is_nobodys(facts.contract.operation(), reading.asked)) return;
    if (reading.asked.kind == AskedId::Kind::exact && (shows_none || !is_of_another(reading)) &&
        (shows_none || !record.identity.empty()))
      faces[reading.asked.value].insert(face_of(terms, record));
  });
  return faces;
}

bool is_success(const Reading& reading) { return reading.response->status / 100 == 2; }

// The resource whose face this answer wears although another id was asked for, or "".
std::string reached(const Terms& terms, const Operation& operation, const Reading& reading,
                    const std::map<std::string, std::set<Face>>& faces) {
  if (!reading.record) return "";
  if (is_of_another(reading)) return reading.record->identity;
  const Face face = face_of(terms, *reading.record);
  if (!is_nobodys(operation, reading.asked) || face.find_first_not_of('\n') == Face::npos) return "";
  for (const auto& [id, of_id] : faces)
    if (id != reading.asked.value && of_id.contains(face)) return id;
  return "";
}

// Whether a lenient router, or a proxy that tidies paths before it, can take it for the path of the resource that shows
// `id`.
bool is_permitted(const Operation& operation, const Request& request, const std::string& id) {
  const auto ids = lenient_ids(operation, request);
  return std::any_of(ids.begin(), ids.end(), [&](const AskedId& asked) { return is_id_of(asked.value, id); });
}

Evidence exact(const Terms& terms, const Facts& facts) {
  const Operation& operation = facts.contract.operation();
  const auto faces = known_faces(terms, facts);
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (faces.contains(reading.asked.value)) return;  // its own integer, or a variant of it
    observe(evidence, i);
    const std::string token = is_success(reading) ? reached(terms, operation, reading, faces) : "";
    const bool tidied = reading.asked.kind == AskedId::Kind::unclear &&
                        is_permitted(operation, facts.history.exchanges[i].request, token);
    if (token.empty() || tidied) return;
    evidence.findings.push_back({.message = "An id that is not the " + terms.noun + "'s own " +
                                            (terms.is_integer ? "integer" : "id") + " reached the " + terms.noun + ".",
                                 .expected = describe_id(terms, reading) + " refused",
                                 .actual = "status " + std::to_string(reading.response->status) +
                                           " with the record of " + terms.noun + ' ' + token,
                                 .pointer = terms.identity_pointer,
                                 .exchanges = {i}});
  });
  return evidence;
}

// Whether the id is nobody's by the user's word.
bool is_named(const Operation& operation, const AskedId& asked, const std::vector<std::string>& unknown) {
  return asked.kind == AskedId::Kind::exact && std::any_of(unknown.begin(), unknown.end(), [&](const std::string& id) {
           return read_identity(operation, id).value == asked.value;
         });
}

Evidence unknown_refused(const Terms& terms, const Facts& facts) {
  const Operation& operation = facts.contract.operation();
  Evidence evidence;
  bool any_named = false;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    const bool named = is_named(operation, reading.asked, facts.history.unknown_ids);
    any_named = any_named || named;
    if (!named && !is_nobodys(operation, reading.asked)) return;
    observe(evidence, i);
    if (!is_success(reading)) return;
    evidence.findings.push_back({.message = named
                                                ? "An id that is nobody's by --unknown-id was answered with a success."
                                                : "An id that no server has issued was answered with a success.",
                                 .expected = describe_id(terms, reading) + " refused",
                                 .actual = "status " + std::to_string(reading.response->status),
                                 .exchanges = {i}});
  });
  if (!any_named && evidence.observations > 0)
    evidence.note = "no id that could be " + with_article(terms.noun) + "'s was among them, so a server that makes " +
                    terms.noun + "s goes unseen: " + name_one;
  return evidence;
}

Evidence path_tricks(const Terms& terms, const Facts& facts) {
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
    if (!is_success(reading) || !reading.record || reading.record->identity.empty()) continue;
    if (is_permitted(operation, request, reading.record->identity)) continue;
    evidence.findings.push_back({.message = "A path that names no " + terms.noun + ", or another one, reached " +
                                            with_article(terms.noun) + ".",
                                 .expected = request.target.substr(0, 100) + " refused",
                                 .actual = "status " + std::to_string(reading.response->status) +
                                           " with the record of " + terms.noun + ' ' + reading.record->identity,
                                 .pointer = terms.identity_pointer,
                                 .exchanges = {i}});
  }
  return evidence;
}

}  // namespace

std::vector<Check> id_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  std::vector<Check> checks;
  // Where nothing in a record tells whose it is, id/unknown-refused sees the same servers, and this none.
  if (!t.identity_member.empty() || !t.faces.empty() || !t.parts.empty())
    checks.push_back(
        {.kind = "id/exact",
         .requirement = capital(with_article(t.noun)) + " MUST NOT be reached by any id but its own" +
                        (t.is_integer ? " integer: no overflow, truncation, rounding, sign, radix or prefix."
                                      : ": no other end, no part of it alone."),
         .source = {'B', listed(quoted(t.parameters), "and") + ", " + t.id_type, t.parameter},
         .minimum = t.is_integer ? 3U : 1U,
         .run = in(terms, exact)});
  checks.push_back({.kind = "id/unknown-refused",
                    .requirement = std::string("An id that no server has issued (") +
                                   (t.is_integer ? "negative, beyond 64 bits" : "a word that is no name") +
                                   ", or nobody's by --unknown-id) MUST NOT be answered with a success.",
                    .source = {'C', "RFC 9110 section 15.5.5: no current representation", t.parameter},
                    .rotates = true,
                    .instead = name_one,
                    .minimum = t.is_integer ? 2U : 1U,
                    .run = in(terms, unknown_refused)});
  if (!t.identity_member.empty() && t.stands_in_path)
    checks.push_back(
        {.kind = "id/path-tricks",
         .requirement = "A path with doubled slashes, dot segments, %2F, ';', other case or a trailing "
                        "slash MUST NOT reach another " +
                        t.noun + ".",
         .source = {'C', "RFC 3986 sections 3.3 and 5.2.4; OWASP ASVS 5.0, 1.1.1: decode once", t.path_item},
         .rotates = true,
         .minimum = t.stands_inside ? 3U : 1U,  // else there is little to write otherwise
         .run = in(terms, path_tricks)});
  return checks;
}

}  // namespace assay
