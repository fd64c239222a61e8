#include "mock/kinds/showing.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/policy/slate.h"
#include "mock/samples/sampler.h"

namespace assay {
namespace {

// Stands for the record while its surroundings are written: no document has such a text.
const std::string here = "\x01record";

// The members of `more` that `whole` lacks, in objects in objects too.
void add_missing(Sample& whole, const Sample& more) {
  if (!whole.is_object() || !more.is_object()) return;
  for (const auto& [name, value] : more.items()) {
    if (whole.contains(name))
      add_missing(whole[name], value);
    else
      whole[name] = value;
  }
}

bool is_json(std::string_view type) { return type == "application/json" || type.ends_with("+json"); }

const MediaType* media_of(const ResponseSpec& response) {
  const auto found = std::find_if(response.content.begin(), response.content.end(),
                                  [](const MediaType& media) { return is_json(media.name); });
  if (found != response.content.end()) return &*found;
  return response.content.empty() ? nullptr : &response.content.front();
}

// What the policy says of the record and the document leaves open.
void add_unsaid(const Contract& contract, const Use& use, bool has_schema, Sample& record) {
  const ResourceKind& kind = contract.policy.resource();
  const auto add = [&](const std::string& pointer) {
    if (!record.contains(Sample::json_pointer(pointer)))
      record[Sample::json_pointer(pointer)] = pointer_names(pointer).back() + " 1";
  };
  const bool shows = &use == &contract.policy.showing();
  if (shows) add(contract.policy.rotation().rotates.front());
  if (has_schema) return;
  if (!kind.identity.empty()) add(kind.identity);
  for (const MemberRole& member : kind.members) add(member.pointer);
}

struct Body {
  Showing showing{};
  Sample value{};   // the whole; null: there is none
  Sample record{};  // of it
};

// The text of a value before the mark, and behind it.
std::pair<std::string, std::string> around(const Sample& value) {
  const std::string text = value.dump(), mark = Sample(here).dump();
  const std::size_t at = text.find(mark);
  return {text.substr(0, at), text.substr(at + mark.size())};
}

// A body whose array holds one item more for each resource. Where the sample's array is empty, or the document says
// nothing of it, an item is the record alone.
Body list_of(const Contract& contract, const Use& use, const Place& at, Body body) {
  const Sample::json_pointer items(use.items), record(use.record);
  if (body.showing.schema.empty() && !use.items.empty()) body.value[items] = Sample::array();
  if (body.showing.schema.empty() && use.items.empty()) body.value = Sample::array();
  if (!body.value.contains(items) || !body.value[items].is_array())
    throw BadDocument(at, "the mock finds no array" + (use.items.empty() ? "" : " at " + use.items) +
                              " in this success, where the policy's items stand");
  Sample item = body.value[items].empty() ? Sample::object() : body.value[items].front();
  if (!item.contains(record) || !item[record].is_object()) item[record] = Sample::object();
  body.record = item[record];
  add_unsaid(contract, use, !body.record.empty(), body.record);
  item[record] = here;
  std::tie(body.showing.view.before, body.showing.view.after) = around(item);
  body.value[items] = Sample::array({here});
  std::tie(body.showing.before, body.showing.after) = around(body.value);
  return body;
}

Body body_of(const Contract& contract, const Use& use, int variant) {
  const Operation& operation = operation_of(contract, use);
  Body body;
  if (!use.success.empty()) body.showing.status = *std::min_element(use.success.begin(), use.success.end());
  const ResponseSpec* response = operation.response(body.showing.status);
  const MediaType* media = response == nullptr ? nullptr : media_of(*response);
  if (media == nullptr) return body;
  body.showing.type = media_type_of(*response);
  const std::string schema = below(media->place.pointer, "schema");
  body.value = Sample::object();
  if (find_pointer(contract.document->value, schema) != nullptr) {
    body.showing.schema = schema;
    body.value = sample(*contract.document, schema, variant);
  }
  if (use.effect == Use::Effect::lists) return list_of(contract, use, media->place, std::move(body));
  const Sample::json_pointer place(use.record);
  if (!body.value.contains(place) || !body.value[place].is_object())
    throw BadDocument(media->place, "the mock finds no object" + (use.record.empty() ? "" : " at " + use.record) +
                                        " in this success, where the policy's record stands");
  body.record = body.value[place];
  add_unsaid(contract, use, !body.showing.schema.empty(), body.record);
  body.value[place] = here;
  std::tie(body.showing.view.before, body.showing.view.after) = around(body.value);
  return body;
}

// A reading shows no secret that rotates but those that the policy says it shows.
std::vector<std::string> omitted(const Contract& contract, const Use& use, const Resource& whole,
                                 const Resource& shown) {
  std::vector<std::string> pointers;
  for (const std::string& pointer : whole.pointers())
    if (shown.member(pointer).empty()) pointers.push_back(pointer);
  if (use.effect != Use::Effect::rotates)
    for (const MemberRole& member : contract.policy.members({MemberRole::Role::secret})) {
      const bool rotates = member.own == MemberRole::Own::no;
      const bool is_shown = std::find(use.shows.begin(), use.shows.end(), member.pointer) != use.shows.end();
      if (rotates && !is_shown) pointers.push_back(member.pointer);
    }
  return outermost(pointers);
}

}  // namespace

const Operation& operation_of(const Contract& contract, const Use& use) {
  const auto found = std::find_if(contract.operations.begin(), contract.operations.end(),
                                  [&](const Operation& operation) { return operation.id == use.operation; });
  if (found == contract.operations.end()) throw std::logic_error("a use of no operation of its contract");
  return *found;
}

std::string media_type_of(const ResponseSpec& response) {
  const MediaType* media = media_of(response);
  if (media == nullptr) return {};
  return media->name.find('*') == std::string::npos ? media->name : "application/json";
}

std::vector<std::string> outermost(const std::vector<std::string>& pointers) {
  std::vector<std::string> found;
  for (const std::string& pointer : pointers)
    if (std::none_of(pointers.begin(), pointers.end(),
                     [&](const std::string& other) { return pointer.starts_with(other + '/'); }))
      found.push_back(pointer);
  return found;
}

Showings showings_of(const Contract& contract, int variant) {
  if (is_of_slate(contract.policy) || !contract.document)
    return {.uses = {{.status = 200, .type = "application/json"}}};
  std::vector<Body> bodies;
  Showings showings{.record = Sample::object()};
  for (const Use& use : contract.policy.uses) {
    bodies.push_back(body_of(contract, use, variant));
    add_missing(showings.record, bodies.back().record);
  }
  const Resource whole({""}, showings.record.dump());
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    Body& body = bodies[i];
    if (!body.showing.type.empty())
      body.showing.view.omitted = omitted(contract, contract.policy.uses[i], whole, Resource({""}, body.record.dump()));
    showings.uses.push_back(std::move(body.showing));
  }
  return showings;
}

void refuse_unnamed(const Contract& contract) {
  std::vector<std::string> pointers;
  if (contract.policy.state) pointers.push_back(contract.policy.state->member);
  for (const Policy::Need& need : contract.policy.needs) pointers.push_back(need.member);
  if (pointers.empty()) return;
  const Showings showings = showings_of(contract);
  for (const std::string& pointer : pointers) {
    bool is_named = showings.record.contains(Sample::json_pointer(pointer));
    for (std::size_t use = 0; use < showings.uses.size(); ++use)
      if (const std::string& schema = showings.uses[use].schema; !schema.empty())
        is_named = is_named ||
                   schema_of_member(*contract.document, schema, contract.policy.uses[use].record + pointer).has_value();
    if (is_named) continue;
    std::vector<std::string> known;
    for (const auto& [name, value] : showings.record.items()) known.push_back(below("", name));
    const std::string near = nearest_of(pointer, known);
    throw BadDocument(contract.operation().place, "the policy's `mock` names the member " + pointer +
                                                      ", which the document names in no record" +
                                                      (near.empty() ? "" : "; did you mean " + near + "?"));
  }
}

}  // namespace assay
