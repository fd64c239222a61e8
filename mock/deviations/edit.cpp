#include "mock/deviations/edit.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "mock/deviations/member.h"
#include "mock/state/act.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

// A function with the state that it keeps, for one caller at a time.
template <class Function>
struct Guarded {
  explicit Guarded(Function f) : function(std::move(f)) {}
  std::mutex mutex{};
  Function function;
};

// The text with another excerpt of the secret in it, where it held one of the honest secret.
std::string with_excerpt(const MemberRole& role, std::string hint, const std::string& honest,
                         const std::string& secret) {
  const std::string before = hint_of(honest, role.shows, role.count);
  const auto at = before.empty() ? std::string::npos : hint.rfind(before);
  return at == std::string::npos ? hint : hint.replace(at, before.size(), hint_of(secret, role.shows, role.count));
}

void put_hints(const Scene& scene, ordered_json& record, const std::string& honest, const std::string& secret) {
  for (const MemberRole& role : scene.hints)
    if (const std::string hint = text_at(record, role.pointer); !hint.empty())
      put(record, role.pointer, with_excerpt(role, hint, honest, secret));
}

// Whose record it is, as it says itself; else as the request says.
std::string owner_of(const Scene& scene, const Request& request, ordered_json& record) {
  const ordered_json* id = scene.is_in_record ? member_at(record, scene.identity) : nullptr;
  return id != nullptr && scene.is_integer ? id->dump() : scene.identity_in(request);
}

// The secrets that a server gives instead of honest ones.
struct Given {
  std::uint64_t count = 0;
  std::string honest{}, secret{};
};

class Secrets {
 public:
  Secrets(SharedScene scene, MakeSecret make) : scene_(std::move(scene)), make_(std::move(make)) {}

  void operator()(const Request& request, Response& response) {
    const Scene& scene = *scene_;
    if (scene.shows(request, response))
      edit_record(response, scene.record, [&](ordered_json& record) { issue(request, record); });
    else if (scene.reads(request) && response.status / 100 == 2)
      edit_record(response, scene.read_record, [&](ordered_json& record) {
        const Given& given = given_[owner_of(scene, request, record)];
        if (given.count > 0) put_hints(scene, record, given.honest, given.secret);
      });
  }

 private:
  void issue(const Request& request, ordered_json& record) {
    const std::string honest = text_at(record, scene_->secret);
    if (honest.empty()) return;
    const std::string id = owner_of(*scene_, request, record);
    Given& given = given_[id];
    if (given.honest != honest) {
      given.secret = make_({.id = id, .k = given.count++, .honest = honest}, record);
      given.honest = honest;
    }
    put_hints(*scene_, record, honest, given.secret);
    put(record, scene_->secret, given.secret);
  }

  SharedScene scene_;
  MakeSecret make_;
  std::map<std::string, Given> given_{};  // by identity
};

}  // namespace

Wrap answers(Change change) {
  return [change = std::move(change)](Handler inner, const Means&) -> Handler {
    const auto guarded = std::make_shared<Guarded<Change>>(change);
    return [inner = std::move(inner), guarded](const Request& request) {
      Outcome outcome = inner(request);
      const std::lock_guard lock(guarded->mutex);
      if (auto* response = std::get_if<Response>(&outcome)) guarded->function(request, *response);
      return outcome;
    };
  };
}

Wrap answers(const SharedScene& scene, Which which, Change change) {
  return answers([scene, which, change = std::move(change)](const Request& request, Response& response) {
    if (((*scene).*which)(request, response)) change(request, response);
  });
}

Wrap edits(const SharedScene& scene, Which which, Edit edit) {
  using Counts = std::map<std::string, std::uint64_t>;
  return answers(scene, which,
                 [edit = std::move(edit), counts = Counts{}](const Request& request, Response& response) mutable {
                   const bool is_bare = response.body.empty() && request.method != "HEAD";
                   auto body = ordered_json::parse(is_bare ? "{}" : response.body, nullptr, false);
                   if (!body.is_structured()) return;
                   if (is_bare) set_header(response, "Content-Type", "application/json");
                   const auto id = body.find("id");
                   edit(body, counts[id == body.end() ? "" : id->dump()]++);
                   response.body = body.dump();
                 });
}

Wrap edits_record(const SharedScene& scene, Edit edit) {
  using Counts = std::map<std::string, std::uint64_t>;
  return answers(
      scene, &Scene::shows,
      [scene, edit = std::move(edit), counts = Counts{}](const Request& request, Response& response) mutable {
        edit_record(response, scene->record,
                    [&](ordered_json& record) { edit(record, counts[owner_of(*scene, request, record)]++); });
      });
}

Wrap edits_text(const SharedScene& scene, Which which, TextEdit edit) {
  return answers(scene, which, [edit = std::move(edit)](const Request&, Response& response) { edit(response.body); });
}

Wrap secrets(const SharedScene& scene, MakeSecret make) { return answers(Secrets(scene, std::move(make))); }

Wrap requests(Rewrite rewrite) {
  return [rewrite = std::move(rewrite)](Handler inner, const Means&) -> Handler {
    const auto guarded = std::make_shared<Guarded<Rewrite>>(rewrite);
    return [inner = std::move(inner), guarded](Request request) {
      {
        const std::lock_guard lock(guarded->mutex);
        guarded->function(request);
      }
      return inner(request);
    };
  };
}

Wrap reads_ids(const SharedScene& scene, ReadId read) {
  return requests([scene, read = std::move(read)](Request& request) {
    const std::string segment = percent_decode(scene->last_part(request));
    const std::string other = segment.empty() ? segment : read(segment);
    if (other != segment) scene->put_last_part(other, request);
  });
}

Wrap reads_identities(const SharedScene& scene, ReadIdentity read) {
  return [scene, read = std::move(read)](Handler inner, const Means& means) -> Handler {
    return [scene, read, inner = std::move(inner), known = known_of(means)](Request request) {
      const std::string identity = scene->identity_in(request);
      const bool is_known = std::find(known.begin(), known.end(), identity) != known.end();
      const std::string other = identity.empty() || is_known ? identity : read(identity, known);
      if (other != identity) scene->put_identity(other, request);
      return inner(request);
    };
  };
}

std::string secret_in(const Scene& scene, const Request& request, const Response& response) {
  if (!scene.shows(request, response)) return "";
  const auto body = ordered_json::parse(response.body, nullptr, false);
  return body.is_object() ? text_at(body, scene.record + scene.secret) : "";
}

std::string behind_prefix(const std::string& secret) { return secret.substr(std::min<std::size_t>(6, secret.size())); }

void edit_record(Response& response, const std::string& pointer, const std::function<void(ordered_json&)>& edit) {
  auto body = ordered_json::parse(response.body, nullptr, false);
  ordered_json* record = body.is_object() ? member_at(body, pointer) : nullptr;
  if (record == nullptr || !record->is_object()) return;
  edit(*record);
  response.body = body.dump();
}

void put_secret(const Scene& scene, ordered_json& record, const std::string& secret) {
  put_hints(scene, record, text_at(record, scene.secret), secret);
  put(record, scene.secret, secret);
}

void remove_header(Response& response, const std::string& name) {
  std::erase_if(response.headers, [&](const Header& header) { return equal_ignoring_case(header.name, name); });
}

void set_header(Response& response, const std::string& name, const std::string& value) {
  remove_header(response, name);
  response.headers.push_back({name, value});
}

}  // namespace assay
