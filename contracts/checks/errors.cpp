// A refusal says what is wrong, in the shape that the policy gives it: FastAPI's 422, a problem, a list, one error.
#include <algorithm>
#include <map>

#include "contracts/checks/families.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

using Form = ErrorShape::Form;

bool is_fastapi(const Terms& terms) { return terms.errors.form == Form::fastapi; }

// Whether the answer should have the shape: FastAPI's 422; of others what the document documents.
bool should_tell(const Terms& terms, const Reading& reading) {
  if (!has_shape(terms.errors, reading.response->status)) return false;
  if (is_fastapi(terms)) return true;
  const bool is_odd = reading.asked.kind == AskedId::Kind::unclear;  // a proxy's own answer, perhaps
  return reading.spec && !is_odd && terms.error_responses.contains(reading.spec->status) &&
         !answered_before_validation(reading.response->status);
}

// Calls see(reading, items, index) for each refusal that tells its errors. A 422 of FastAPI for an integer is about
// something else, such as a body.
template <class See>
void each_told(const Terms& terms, const Facts& facts, See see) {
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (!should_tell(terms, reading) || !reading.errors || !reading.errors->fault.empty()) return;
    if (is_fastapi(terms) && reading.asked.kind == AskedId::Kind::exact) return;
    see(reading, reading.errors->items, i);
  });
}

// "A 422"; "A refusal", which stands for the documented ones.
std::string subject(const Terms& terms) { return is_fastapi(terms) ? "422" : "refusal"; }

// What the shape is, as what follows "MUST ".
std::string shape_in_words(const Terms& terms) {
  const std::string& list = terms.errors.list;
  const std::string place = list.empty() ? "" : list.substr(1);
  if (terms.errors.form == Form::problem)
    return "be a problem: an object whose type, title, detail and instance are texts, and whose status is the answer's";
  const std::string with =
      is_fastapi(terms) || terms.errors.text.empty() ? "" : " with the text " + terms.errors.text.substr(1);
  const std::string is =
      terms.errors.holds == ErrorShape::Holds::single ? "an object" : "an array of at least one error";
  return (place.empty() ? "be " : "carry " + place + ", ") + is + with;
}

Evidence has_the_shape(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (!should_tell(terms, reading) || !reading.is_json || !reading.body->json_faults.empty()) return;
    observe(evidence, i);
    if (!reading.errors || reading.errors->fault.empty()) return;
    evidence.findings.push_back(
        {.message = "A " + subject(terms) + " does not say what is wrong.",
         .expected = is_fastapi(terms) ? "detail: an array of at least one error" : "to " + shape_in_words(terms),
         .actual = reading.errors->fault,
         .pointer = reading.errors->pointer,
         .exchanges = {i}});
  });
  return evidence;
}

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "\"" : ", \"") + part + "\"";
  return "[" + text + "]";
}

// "endpoint_id", "path.endpointId", "params[\"endpoint_id\"]".
bool ends_in_name(const std::string& text, const std::string& name) {
  return letters_of(text).ends_with(letters_of(name));
}

bool points_at(const Terms& terms, const ErrorItem& item, const std::string& name) {
  const auto& parts = terms.errors.parts;
  if (parts.empty()) return !item.where.empty() && ends_in_name(item.where.back(), name);
  if (item.where.size() != parts.size()) return false;
  for (std::size_t k = 0; k < parts.size(); ++k)
    if (item.where[k] != (parts[k] == "in" ? "path" : name)) return false;
  return true;
}

// Where an error points at the path's parameter, as its source writes it.
std::string right_place(const Terms& terms) {
  if (terms.errors.parts.empty()) return '"' + terms.parameters.front() + '"';
  std::vector<std::string> place;
  for (const std::string& part : terms.errors.parts) place.push_back(part == "in" ? "path" : terms.parameters.front());
  return join(place);
}

// The name of what tells where: "loc".
std::string where_name(const Terms& terms) { return terms.errors.where.substr(1); }

// A place in an error, by its pointer in the body.
std::string pointer_of(const Terms& terms, const std::string& member) {
  return terms.errors.list + (terms.errors.holds == ErrorShape::Holds::list ? "/0" : "") + member;
}

// Of others than FastAPI a status may say that there is no such resource, whose parameter is not wrong.
bool tells_of_parameter(const Terms& terms, const Reading& reading) {
  const int status = reading.response->status;
  return is_fastapi(terms) ||
         (reading.asked.kind == AskedId::Kind::invalid && (status == 400 || status == 422 || terms.is_strict));
}

Evidence has_location(const Terms& terms, const Facts& facts) {
  const auto points_at_one = [&](const ErrorItem& item) {
    return std::any_of(terms.parameters.begin(), terms.parameters.end(),
                       [&](const std::string& name) { return points_at(terms, item, name); });
  };
  Evidence evidence;
  each_told(terms, facts, [&](const Reading& reading, const std::vector<ErrorItem>& items, std::size_t i) {
    if (!tells_of_parameter(terms, reading)) return;
    observe(evidence, i);
    if (std::any_of(items.begin(), items.end(), points_at_one)) return;
    evidence.findings.push_back({.message = "No error of the " + subject(terms) + " points at the path parameter.",
                                 .expected = where_name(terms) + ' ' + right_place(terms),
                                 .actual = where_name(terms) + ' ' + join(items.front().where),
                                 .pointer = pointer_of(terms, terms.errors.where),
                                 .exchanges = {i}});
  });
  return evidence;
}

struct FirstCode {
  std::string code{};
  std::size_t exchange = 0;
};

// What an error lacks of its words; empty: nothing that the shape has. Of others than FastAPI's a code may be null.
std::string lack(const Terms& terms, const ErrorItem& item) {
  if (!terms.errors.text.empty() && item.text.empty()) return terms.errors.text.substr(1);
  if (is_fastapi(terms) && item.code.empty()) return terms.errors.code.substr(1);
  return "";
}

// What each error tells: "msg and type".
std::string told(const Terms& terms) {
  std::vector<std::string> names;
  if (!terms.errors.text.empty()) names.push_back(terms.errors.text.substr(1));
  if (is_fastapi(terms)) names.push_back(terms.errors.code.substr(1));
  return listed(names, "and");
}

Evidence explained(const Terms& terms, const Facts& facts) {
  std::map<std::pair<std::string, int>, FirstCode> codes;  // decoded id, status -> the code it got first
  Evidence evidence;
  each_told(terms, facts, [&](const Reading& reading, const std::vector<ErrorItem>& items, std::size_t i) {
    observe(evidence, i);
    for (const auto& item : items)
      if (const std::string lacking = lack(terms, item); !lacking.empty())
        evidence.findings.push_back({.message = "An error of the " + subject(terms) + " has no words.",
                                     .expected = "non-empty " + told(terms),
                                     .actual = "an empty " + lacking,
                                     .pointer = terms.errors.list,
                                     .exchanges = {i}});
    const std::string& code = items.front().code;
    // A good id is refused for another reason, which may be another one each time.
    const bool is_for_id = reading.asked.kind == AskedId::Kind::invalid ||
                           is_nobodys(facts.contract.operation(), reading.asked) || is_fastapi(terms);
    if (!is_for_id || code.empty()) return;
    const auto& first =
        codes.emplace(std::pair(reading.asked.decoded, reading.response->status), FirstCode{code, i}).first->second;
    if (first.code == code) return;
    const std::string name = terms.errors.code.substr(1);
    evidence.findings.push_back({.message = "The same bad id got two " + name + "s of error.",
                                 .expected = name + ' ' + first.code + " for " + describe_id(terms, reading),
                                 .actual = name + ' ' + code,
                                 .pointer = pointer_of(terms, terms.errors.code),
                                 .exchanges = {first.exchange, i}});
  });
  return evidence;
}

Evidence single(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  each_told(terms, facts, [&](const Reading& reading, const std::vector<ErrorItem>& items, std::size_t i) {
    if (!tells_of_parameter(terms, reading)) return;
    observe(evidence, i);
    if (items.size() == 1) return;
    evidence.findings.push_back({.message = "One bad parameter got several errors.",
                                 .expected = "one error",
                                 .actual = std::to_string(items.size()) + " errors",
                                 .pointer = terms.errors.list,
                                 .exchanges = {i}});
  });
  return evidence;
}

// Where each of them comes from, and how much it counts: FastAPI's convention, a standard, or the document's words.
Source source_of(const Terms& t, const std::string& fastapi, const std::string& pointer) {
  if (is_fastapi(t)) return {'D', "FastAPI: " + fastapi, pointer};
  if (t.errors.form == Form::problem) return {'C', "RFC 9457 section 3.1: members of a problem", t.invalid_response};
  return {'B', "the errors of the document, as the policy reads them", t.invalid_response};
}

}  // namespace

std::vector<Check> error_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  if (t.errors.form == Form::unsaid || t.errors.form == Form::none) return {};
  if (!is_fastapi(t) && t.error_responses.empty()) return {};
  const Level convention = is_fastapi(t) ? Level::must : Level::should;
  const bool has_invalid = is_fastapi(t) || !t.no_id.empty();
  const std::string refusals = is_fastapi(t) ? "A 422" : "A documented 4xx";
  std::vector<Check> checks = {{.kind = "errors/shape",
                                .requirement = refusals + " MUST " + shape_in_words(t) + '.',
                                .source = source_of(t, "RequestValidationError", t.detail),
                                .run = in(terms, has_the_shape)}};
  const std::string modal = is_fastapi(t) ? " MUST " : " SHOULD ";
  if (!t.errors.where.empty() && has_invalid)
    checks.push_back(
        {.kind = "errors/where",
         .requirement = (is_fastapi(t) ? "A 422" : "The refusal of an invalid id") + modal + "hold an error whose " +
                        where_name(t) + " is " + right_place(t) + '.',
         .level = convention,
         .source = source_of(t, "loc is where the value came from, then its name", t.error_schema + "/properties/loc"),
         .run = in(terms, has_location)});
  if (!told(t).empty())
    checks.push_back({.kind = "errors/explained",
                      .requirement = "Each error of a " + subject(t) + modal + "have a non-empty " + told(t) +
                                     (t.errors.code.empty() ? ""
                                                            : ", and the same id" + modal + "get the same " +
                                                                  t.errors.code.substr(1) + " each time") +
                                     '.',
                      .level = convention,
                      .source = source_of(t, "msg and type of an error", t.error_schema + "/required"),
                      .run = in(terms, explained)});
  if (t.errors.holds == ErrorShape::Holds::list && has_invalid && t.parameters.size() == 1)
    checks.push_back({.kind = "errors/single",
                      .requirement = "One bad parameter SHOULD give one error.",
                      .level = Level::should,
                      .source = {'E', "good practice: one mistake, one message",
                                 is_fastapi(t) ? t.error_schema : t.invalid_response},
                      .run = in(terms, single)});
  return checks;
}

}  // namespace assay
