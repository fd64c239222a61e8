#include "mock/deviations/deviation.h"

#include <algorithm>
#include <iterator>

#include "mock/deviations/families.h"

namespace assay {

const std::vector<Deviation>& deviations() {
  static const std::vector<Deviation> all = [] {
    std::vector<Deviation> list;
    for (auto family : {shape_deviations, secret_deviations, secret_origin_deviations, secret_quality_deviations,
                        race_deviations, record_deviations, course_deviations, refusal_deviations, id_deviations,
                        path_deviations, server_deviations, method_deviations, secrecy_deviations, access_deviations}) {
      auto members = family();
      std::move(members.begin(), members.end(), std::back_inserter(list));
    }
    return list;
  }();
  return all;
}

const Deviation* find_deviation(std::string_view id) {
  const auto& all = deviations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Deviation& d) { return d.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace assay
