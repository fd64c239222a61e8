// Deviations of how an id that is none is refused.
#include <cstdint>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

Wrap answers_instead(const SharedScene& scene, int status, const char* body) {
  return answers(scene, &Scene::refuses, [status, body](const Request&, Response& response) {
    response.status = status;
    response.body = body;
  });
}

// The error that a refusal tells: the first of its list, or the one that it holds.
ordered_json* error_in(const Scene& scene, ordered_json& body) {
  ordered_json* list = member_at(body, scene.errors.list);
  if (scene.errors.holds == ErrorShape::Holds::single || list == nullptr) return list;
  return list->is_array() && !list->empty() ? &list->front() : nullptr;
}

using EditError = std::function<void(ordered_json& error, std::uint64_t k)>;

Wrap edits_error(const SharedScene& scene, EditError edit) {
  return edits(scene, &Scene::refuses, [scene, edit = std::move(edit)](ordered_json& body, std::uint64_t k) {
    if (ordered_json* error = error_in(*scene, body)) edit(*error, k);
  });
}

Wrap says(const SharedScene& scene, const std::string& member, const ordered_json& value) {
  return edits_error(scene, [member, value](ordered_json& error, std::uint64_t) { put(error, member, value); });
}

// The name of the parameter, or another one, as the shape writes where it stands.
ordered_json place(const Scene& scene, const std::string& in, const std::string& name) {
  if (scene.errors.parts.empty()) return name;
  ordered_json parts = ordered_json::array();
  for (const std::string& part : scene.errors.parts) parts.push_back(part == "in" ? in : name);
  return parts;
}

// "An id that is no integer", as a sentence begins.
std::string bad_id(const Scene& scene) {
  if (scene.is_integer) return "An id that is no integer";
  return "An id that is not written as ids are";
}

void add_status(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "invalid-id/status", bad = bad_id(*scene);
  if (scene->has_invalid())
    list.push_back({"default-token", bad + " means the first " + scene->noun + ".", "invalid-id/refused",
                    reads_identities(scene, [scene](const std::string& id, const std::vector<std::string>& known) {
                      return scene->is_invalid(id) ? known.front() : id;
                    })});
  list.push_back({"crash-on-bad-id", bad + " is answered 500.", law,
                  answers_instead(scene, 500, R"({"detail":"Internal Server Error"})")});
  if (scene->refusal != "422") {
    list.push_back({"bad-id-302", bad + " is answered 302.", law, answers_instead(scene, 302, "")});
    return;
  }
  list.push_back(
      {"bad-id-400", bad + " is answered 400.", law, answers_instead(scene, 400, R"({"detail":"Bad Request"})")});
  list.push_back({"bad-id-404", bad + " is answered 404.", law,
                  answers_instead(scene, 404, R"({"detail":"Resource not found","error":"not_found"})")});
}

void add_shape(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "errors/shape", what = "A " + scene->refusal, place = scene->errors.list;
  const bool is_list = scene->errors.holds == ErrorShape::Holds::list;
  if (scene->errors.form == ErrorShape::Form::problem) {
    list.push_back({"number-for-title", what + " has a number as its title.", law, says(scene, "/title", 17)});
    list.push_back({"other-status", what + " names another status than its own.", law, says(scene, "/status", 200)});
    return;
  }
  if (is_list)
    list.push_back({"empty-" + place.substr(std::min<std::size_t>(place.size(), 1)), what + " names no error.", law,
                    edits(scene, &Scene::refuses, [place](ordered_json& body, std::uint64_t) {
                      place.empty() ? void(body = ordered_json::array()) : put(body, place, ordered_json::array());
                    })});
  list.push_back({place.empty() ? "no-error" : "no-" + place.substr(1), what + " is an empty object.", law,
                  edits(scene, &Scene::refuses, [place](ordered_json& body, std::uint64_t) {
                    place.empty() ? void(body = ordered_json::object()) : take_away(body, place);
                  })});
}

void add_where(const SharedScene& scene, std::vector<Deviation>& list) {
  if (scene->errors.where.empty()) return;
  const std::string law = "errors/where", what = "A " + scene->refusal, &where = scene->errors.where;
  const auto& by = scene->contract.policy.rotation().by;
  const std::string parameter = by.empty() ? "token_id" : by.front();
  if (!scene->errors.parts.empty())
    list.push_back({"location-in-query", what + " says that the query is wrong.", law,
                    says(scene, where, place(*scene, "query", parameter))});
  list.push_back({"location-renamed", what + " calls the parameter by an inner name.", law,
                  says(scene, where, place(*scene, "path", scene->errors.parts.empty() ? "row" : "id"))});
}

void add_words(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "errors/explained", &text = scene->errors.text, &code = scene->errors.code;
  const std::string error = "The error of a " + scene->refusal + " has an empty ";
  const bool is_problem = scene->errors.form == ErrorShape::Form::problem;
  const bool is_fastapi = scene->errors.form == ErrorShape::Form::fastapi;
  if (is_problem)
    list.push_back({"no-words", "A refusal has neither title nor detail.", law,
                    edits_error(scene, [](ordered_json& problem, std::uint64_t) {
                      for (const char* name : {"/title", "/detail"}) put(problem, name, "");
                    })});
  else if (!text.empty())
    list.push_back({is_fastapi ? "no-message" : "no-words", error + text.substr(1) + ".", law, says(scene, text, "")});
  if (is_fastapi) list.push_back({"no-type", error + "type.", law, says(scene, code, "")});
  if (code.empty()) return;
  const std::string name = is_problem ? "type" : code.substr(1);
  list.push_back({name + "-changes", "The same bad id gets two " + name + "s of error in turn.", law,
                  edits_error(scene, [code](ordered_json& told, std::uint64_t k) {
                    put(told, code, k % 2 ? "int_parsing" : "int_type");
                  })});
}

}  // namespace

std::vector<Deviation> refusal_deviations(const SharedScene& scene) {
  using Form = ErrorShape::Form;
  std::vector<Deviation> list;
  add_status(scene, list);
  if (scene->errors.form == Form::unsaid || scene->errors.form == Form::none) return list;
  add_shape(scene, list);
  add_where(scene, list);
  add_words(scene, list);
  if (scene->errors.holds == ErrorShape::Holds::list)
    list.push_back({"two-errors", "A " + scene->refusal + " names its error twice.", "errors/single",
                    edits(scene, &Scene::refuses, [scene](ordered_json& body, std::uint64_t) {
                      ordered_json* errors = member_at(body, scene->errors.list);
                      if (errors && errors->is_array() && !errors->empty())
                        errors->push_back(ordered_json(errors->front()));
                    })});
  return list;
}

}  // namespace assay
