#include "mock/deviations/deviation.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <thread>

#include "mock/deviations/families.h"

namespace assay {

std::function<void()> pause_of(const Means& means, std::chrono::microseconds otherwise) {
  if (means.pause) return means.pause;
  return [otherwise] { std::this_thread::sleep_for(otherwise); };
}

std::vector<std::string> known_of(const Means& means) {
  return means.known.empty() ? std::vector<std::string>{"1", "2"} : means.known;
}

namespace {

// Laws are called as the policy does.
std::vector<Deviation> named(const Contract& contract, std::vector<Deviation> list) {
  for (Deviation& each : list)
    for (const LawWords& words : contract.policy.laws)
      if (words.kind == each.breaks && !words.id.empty()) {
        each.breaks = words.id;
        break;
      }
  return list;
}

}  // namespace

std::vector<Deviation> deviations_of(const Contract& contract) {
  const auto scene = std::make_shared<const Scene>(contract);
  std::vector<Deviation> list;
  for (auto family :
       {shape_deviations, schema_deviations, secret_deviations, secret_origin_deviations, secret_quality_deviations,
        race_deviations, record_deviations, course_deviations, hint_deviations, refusal_deviations, id_deviations,
        path_deviations, server_deviations, method_deviations, secrecy_deviations, access_deviations}) {
    auto members = family(scene);
    std::move(members.begin(), members.end(), std::back_inserter(list));
  }
  return named(contract, std::move(list));
}

std::vector<Deviation> delivery_deviations_of(const Contract& contract) {
  const auto scene = std::make_shared<const Scene>(contract);
  std::vector<Deviation> list = delivery_deviations(scene);
  std::ranges::move(delivery_order_deviations(scene), std::back_inserter(list));
  return named(contract, std::move(list));
}

const std::vector<Deviation>& deviations() {
  static const std::vector<Deviation> all = deviations_of(load_embedded_contract());
  return all;
}

const Deviation* find_deviation(std::string_view id) {
  const auto& all = deviations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Deviation& d) { return d.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace assay
