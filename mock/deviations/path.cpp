// Deviations of routing: paths that are not a resource's own reach one.
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

// What stands behind the last parameter of the path: "/webhook/rotate-secret"; empty: nothing.
std::string tail_of(const Scene& scene) {
  const std::string& path = scene.contract.operation().path;
  return path.substr(path.rfind('}') + 1);
}

std::string second_of(const std::vector<std::string>& known) { return known.size() > 1 ? known[1] : known[0]; }

// Parts counted from the end: one slash too many shifts them.
Wrap trailing_slash(const SharedScene& scene) {
  return [scene](Handler inner, const Means& means) -> Handler {
    return [scene, inner = std::move(inner), second = second_of(known_of(means))](Request request) {
      const std::string path(path_of(request.target));
      if (path.ends_with(tail_of(*scene) + "/"))
        request.target = scene->path_to(second) + request.target.substr(path.size());
      return inner(request);
    };
  };
}

// The digits that a number begins with, as who cuts off a fraction reads it.
std::string whole_number(const std::string& text) { return text.substr(0, text.find_first_not_of("0123456789")); }

// Decoded before it is split at slashes; what follows the first part is ignored.
Wrap decoded_first(const SharedScene& scene) {
  return requests([scene](Request& request) {
    const std::string segment = percent_decode(scene->last_part(request));
    if (const auto slash = segment.find('/'); slash != std::string::npos)
      request.target = scene->path_to(whole_number(segment.substr(0, slash)));
  });
}

// The first part that stands where an id does counts, ".." behind it does not.
Wrap dots_ignored(const SharedScene& scene) {
  return requests([scene](Request& request) {
    if (request.target.find("/../") != std::string::npos && request.target.ends_with(tail_of(*scene)))
      request.target = scene->path_to(whole_number(scene->last_part(request)));
  });
}

std::string up_to_nul(const std::string& segment) { return segment.substr(0, segment.find('\0')); }

}  // namespace

std::vector<Deviation> path_deviations(const SharedScene& scene) {
  if (!scene->is_in_record || scene->last_beside_path() != nullptr) return {};
  const std::string law = "id/path-tricks", &path = scene->contract.operation().path;
  const std::string start = path.substr(0, path.find('{'));
  std::vector<Deviation> list = {
      {"slash-shifts", "A trailing slash reaches " + scene->noun + " 2.", law, trailing_slash(scene)}};
  if (!scene->is_integer || tail_of(*scene).empty()) return list;
  list.push_back({"decoded-slash", "1%2F2 reaches " + scene->noun + " 1.", law, decoded_first(scene)});
  list.push_back({"dots-ignored", start + "2/../1/ reaches " + scene->noun + " 2.", law, dots_ignored(scene)});
  list.push_back({"cut-at-nul", "1%00 reaches " + scene->noun + " 1.", law, reads_ids(scene, up_to_nul)});
  return list;
}

}  // namespace assay
