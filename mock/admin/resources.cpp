// The resources of another API than Slate's, under their own name: list, add, show one, change its members.
#include "contracts/documents/nearest.h"
#include "contracts/documents/place.h"
#include "contracts/documents/pointer.h"
#include "mock/admin/call.h"
#include "mock/admin/redaction.h"
#include "mock/state/act.h"

namespace assay {
namespace {

using nlohmann::json;

json view_of(const Resource& resource, const MockParts& parts, Secrets secrets) {
  Resource known = resource;
  if (secrets == Secrets::hidden)
    for (const MemberRole& member : parts.policy.members({MemberRole::Role::secret}))
      if (!known.text(member.pointer).empty()) known.put(member.pointer, json(redacted).dump());
  return {{"identity", resource.key()},
          {"rotations", resource.rotations},
          {"record", json::parse(shown(known, parts.clock->now(), parts.rules))}};
}

Response list(const AdminCall& call) {
  const Secrets secrets = secrets_of(call);
  json resources = json::array();
  for (const Resource& resource : call.parts->store->list(text_of(call, "session", "")))
    resources.push_back(view_of(resource, *call.parts, secrets));
  return json_answer(200, {{call.parts->plural, std::move(resources)}});
}

Response add(const AdminCall& call) try {
  const Resource resource = call.parts->read_resource(call.bytes);
  if (!call.parts->store->add(text_of(call, "session", ""), resource))
    throw Problem{.status = 409, .detail = "The session has the identity " + resource.key() + " already."};
  return json_answer(201, view_of(resource, *call.parts, Secrets::hidden));
} catch (const BadDocument& error) {
  const std::string& pointer = error.place.pointer;
  throw Problem{.status = 422,
                .detail = "The body is no " + call.parts->policy.resource().noun + ".",
                .errors = {{.pointer = pointer.starts_with("/0") ? pointer.substr(2) : "", .message = error.message}}};
}

Response show(const AdminCall& call) {
  const Secrets secrets = secrets_of(call);
  json view;
  const auto look = [&](Resource& resource) { view = view_of(resource, *call.parts, secrets); };
  if (!call.parts->store->update(text_of(call, "session", ""), call.parameter, look))
    throw Problem{.status = 404, .detail = "The session has no " + call.parts->policy.resource().noun + " like that."};
  return json_answer(200, view);
}

void change_members(Resource& resource, const json& members) {
  const std::vector<std::string> known = resource.pointers();
  for (const auto& [name, value] : members.items()) {
    const std::string pointer = below("", name);
    if (!resource.member(pointer).empty()) continue;
    const std::string near = nearest_of(pointer, known);
    throw Problem{.status = 422,
                  .detail = "The record has no such member" + (near.empty() ? "." : "; did you mean " + near + "?"),
                  .errors = {{.pointer = pointer, .message = "is no member of the record"}}};
  }
  for (const auto& [name, value] : members.items()) resource.put(below("", name), value.dump());
}

Response change(const AdminCall& call) {
  json view;
  const auto set = [&](Resource& resource) {
    change_members(resource, call.body);
    view = view_of(resource, *call.parts, Secrets::hidden);
  };
  if (!call.parts->store->update(text_of(call, "session", ""), call.parameter, set))
    throw Problem{.status = 404, .detail = "The session has no " + call.parts->policy.resource().noun + " like that."};
  return json_answer(200, view);
}

}  // namespace

std::vector<AdminRoute> admin_resource_routes(const std::string& plural) {
  const std::string path = "/__admin/" + plural;
  return {{.method = "GET", .path = path, .query = {"session", "secrets"}, .answer = list},
          {.method = "POST", .path = path, .query = {"session"}, .body = any_object, .answer = add},
          {.method = "GET", .path = path + "/{id}", .query = {"session", "secrets"}, .answer = show},
          {.method = "PATCH", .path = path + "/{id}", .query = {"session"}, .body = any_object, .answer = change}};
}

}  // namespace assay
