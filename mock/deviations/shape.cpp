// Deviations of the document's own words: statuses, media types, JSON, date-times.
#include <algorithm>
#include <cstdint>
#include <string>

#include "contracts/documents/pointer.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

// What shows a secret. Of another API than Slate's the first success stays honest: a server that is known by nothing
// but its refusals, which may all be 404s, is taken for one of something else.
Wrap changes_shown(const SharedScene& scene, Change change) {
  const int honest = scene->is_slate ? 0 : 1;
  return answers(scene, &Scene::shows,
                 [change = std::move(change), honest, n = 0](const Request& request, Response& response) mutable {
                   if (n++ >= honest) change(request, response);
                 });
}

Wrap replaces(const SharedScene& scene, const std::string& what, const std::string& with) {
  return changes_shown(scene, [what, with](const Request&, Response& response) {
    if (const auto at = response.body.find(what); at != std::string::npos) response.body.replace(at, what.size(), with);
  });
}

Change has_type(const std::string& type) {
  return [type](const Request&, Response& response) { set_header(response, "Content-Type", type); };
}

Wrap reads_text(const SharedScene& scene) {
  return answers([scene](const Request& request, Response& response) {
    if ((scene->reads(request) || scene->lists(request)) && response.status / 100 == 2)
      set_header(response, "Content-Type", "text/plain");
  });
}

Wrap accepts_now_and_then(const SharedScene& scene, int status) {
  return answers(scene, &Scene::rotates, [status, n = 0](const Request&, Response& response) mutable {
    if (++n % 5 == 0) response.status = status;
  });
}

// A success that neither the document nor the policy lists.
int unlisted(const Scene& scene) {
  const auto& general = scene.contract.policy.general_errors;
  for (const int status : {202, 203, 206, 207, 226})
    if (scene.contract.operation().response(status) == nullptr &&
        std::find(general.begin(), general.end(), status) == general.end())
      return status;
  return 0;
}

// The quoted name of a member, as JSON text holds it in front of its value.
std::string in_text(const std::string& pointer) { return '"' + pointer_names(pointer).back() + "\":"; }

// A member that a success names twice: the first stable one that is called status, else the secret.
std::string doubled(const Scene& scene) {
  const bool has_status = std::any_of(scene.stable.begin(), scene.stable.end(),
                                      [](const MemberRole& member) { return member.pointer == "/status"; });
  return has_status ? "/status" : scene.secret;
}

void add_json(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "shape/json", success = "A " + scene->success, refusal = scene->refusal;
  list.push_back({"cut-off-body", "The last bytes of a " + scene->success + "'s body are missing.", law,
                  changes_shown(scene, [](const Request&, Response& response) {
                    response.body.resize(response.body.size() - std::min<std::size_t>(9, response.body.size()));
                  })});
  const std::string burst = scene->is_slate ? "/rate_limit" : scene->secret;
  list.push_back(
      {"nan",
       success + " shows a " + (scene->is_slate ? "rate_limit" : "number") + " of NaN, as Python's json writes it.",
       law, replaces(scene, in_text(burst), "\"burst\":NaN," + in_text(burst))});
  list.push_back({"byte-order-mark", "A byte order mark stands in front of a " + refusal + ".", law,
                  edits_text(scene, &Scene::refuses, [](std::string& body) { body.insert(0, "\xEF\xBB\xBF"); })});
  if (const MemberRole* face = scene->face()) {
    const std::string name = in_text(face->pointer) + '"';
    list.push_back(
        {"latin-1", "A " + face->name() + " is written in Latin-1.", law, replaces(scene, name, name + "Z\xFCrich ")});
  }
  list.push_back({"single-quotes", "A " + refusal + " is written as Python prints it.", law,
                  edits_text(scene, &Scene::refuses, [](std::string& body) {
                    for (char& c : body) c = c == '"' ? '\'' : c;
                  })});
  const std::string twice = doubled(*scene);
  list.push_back({"double-member", success + " names the member " + twice.substr(1) + " twice.",
                  "shape/no-duplicate-keys",
                  replaces(scene, in_text(twice), in_text(twice) + "\"active\"," + in_text(twice))});
}

void add_media(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "shape/media-type";
  const ResponseSpec* spec = scene->contract.operation().response(std::atoi(scene->success.c_str()));
  if (!scene->is_shown_by_reading && spec && !spec->content.empty())
    list.push_back({"html-" + scene->success, "A " + scene->success + " says that it is text/html.", law,
                    changes_shown(scene, has_type("text/html; charset=utf-8"))});
  if (scene->contract.reading() || scene->contract.listing())
    list.push_back({"text-reading", "What reads says that it is text/plain.", "shape/reading", reads_text(scene)});
  const bool is_problem = scene->errors.form == ErrorShape::Form::problem;
  const std::string other = is_problem ? "text/plain" : "application/problem+json";
  list.push_back({(is_problem ? "text-" : "problem-") + scene->refusal,
                  "A " + scene->refusal + " says that it is " + other + ".", law,
                  answers(scene, &Scene::refuses, has_type(other))});
}

}  // namespace

std::vector<Deviation> shape_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  if (const int status = unlisted(*scene))
    list.push_back({"unlisted-status", "Every fifth rotation is answered " + std::to_string(status) + ".",
                    "shape/status-documented", accepts_now_and_then(scene, status)});
  add_media(scene, list);
  add_json(scene, list);
  return list;
}

}  // namespace assay
