// Deviations of the method: more than the operation's own rotates.
#include <algorithm>
#include <string>
#include <vector>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

// Another method does what the operation's own does; where that shows no secret, what shows it.
void let_through(const Scene& scene, Request& request) {
  const Operation* reading = scene.is_shown_by_reading ? scene.contract.reading() : nullptr;
  request.method = reading ? reading->method : scene.method;
  if (reading) scene.put_reading(scene.identity_in(request), request);
}

Wrap rotates_for(const SharedScene& scene, const std::string& method) {
  return requests([scene, method](Request& request) {
    if (request.method == method && !scene->reads(request)) let_through(*scene, request);
  });
}

Wrap heeds_header(const SharedScene& scene) {
  return requests([scene](Request& request) {
    if (find_header(request.headers, "X-HTTP-Method-Override") == scene->method) let_through(*scene, request);
  });
}

Wrap heeds_query(const SharedScene& scene) {
  return requests([scene](Request& request) {
    if (request.target.ends_with("_method=" + scene->method)) let_through(*scene, request);
  });
}

Wrap allows(const char* methods) {
  return answers([methods](const Request&, Response& response) {
    if (response.status == 405) set_header(response, "Allow", methods);
  });
}

// Three methods that the document does not document on the path, and that a run sends for an id that may be rotated: no
// DELETE where the path may be that of a thing.
std::vector<std::string> other_methods(const Scene& scene) {
  const Operation& operation = scene.contract.operation();
  std::vector<std::string> others;
  for (const char* method : {"GET", "PUT", "DELETE", "POST", "OPTIONS"}) {
    const bool is_documented =
        std::any_of(scene.contract.operations.begin(), scene.contract.operations.end(),
                    [&](const Operation& each) { return each.path == operation.path && each.method == method; });
    const std::string name = method;
    const bool is_safe = name == "GET" || name == "OPTIONS";
    const bool is_sent = is_safe || (!operation.path.ends_with('}') && (name != "DELETE" || scene.is_slate));
    if (!is_documented && is_sent && others.size() < 3) others.push_back(name);
  }
  return others;
}

}  // namespace

std::vector<Deviation> method_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  for (const std::string& method : other_methods(*scene)) {
    const bool is_delete = method == "DELETE";
    list.push_back({to_lower(method) + "-rotates",
                    "A " + method + " rotates" + (is_delete ? ", and shows the new secret." : "."), "method/only",
                    rotates_for(scene, method)});
  }
  const std::string override = "method/no-override";
  list.push_back({"405-without-allow", "A 405 does not say which method is allowed.", "method/405-allow",
                  answers([](const Request&, Response& response) { remove_header(response, "Allow"); })});
  list.push_back({"405-allows-get", "A 405 says that GET is allowed.", "method/405-allow", allows("GET, HEAD")});
  list.push_back({"method-override", "A GET with X-HTTP-Method-Override: " + scene->method + " rotates.", override,
                  heeds_header(scene)});
  list.push_back(
      {"method-in-query", "A GET with ?_method=" + scene->method + " rotates.", override, heeds_query(scene)});
  return list;
}

}  // namespace assay
