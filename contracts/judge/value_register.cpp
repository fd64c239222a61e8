#include "contracts/judge/value_register.h"

#include <algorithm>
#include <map>

namespace assay {
namespace {

// Of one value. All indices are of uses.
struct Zone {
  std::size_t first_ended = 0, last_begun = 0;
  bool is_written = false;
  std::size_t write = 0;
};

class Zones {
 public:
  explicit Zones(const std::vector<RegisterUse>& uses) : uses_(uses) {
    for (std::size_t i = 0; i < uses.size(); ++i) add(i);
  }

  std::vector<std::size_t> conflict() const;

 private:
  void add(std::size_t i);
  // A value that nothing writes was written before all.
  RunTime first_end(const Zone& zone) const { return zone.is_written ? uses_[zone.first_ended].end : RunTime::min(); }
  RunTime last_begin(const Zone& zone) const { return uses_[zone.last_begun].begin; }
  // Between the two moments no other value can have been there.
  bool is_forward(const Zone& zone) const { return first_end(zone) < last_begin(zone); }

  const std::vector<RegisterUse>& uses_;
  std::map<std::size_t, Zone> zones_{};
};

void Zones::add(std::size_t i) {
  const auto [at, is_new] = zones_.try_emplace(uses_[i].value, Zone{.first_ended = i, .last_begun = i});
  Zone& zone = at->second;
  if (uses_[i].end < uses_[zone.first_ended].end) zone.first_ended = i;
  if (uses_[i].begin > uses_[zone.last_begun].begin) zone.last_begun = i;
  if (uses_[i].is != RegisterUse::Is::write) return;
  zone.is_written = true;
  zone.write = i;
}

std::vector<std::size_t> sorted(std::vector<std::size_t> found) {
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<std::size_t> Zones::conflict() const {
  for (const auto& [value, zone] : zones_)
    if (zone.is_written && uses_[zone.first_ended].end < uses_[zone.write].begin)
      return sorted({zone.first_ended, zone.write});
  std::vector<const Zone*> all, forward;
  for (const auto& [value, zone] : zones_) all.push_back(&zone);
  std::copy_if(all.begin(), all.end(), std::back_inserter(forward),
               [&](const Zone* zone) { return is_forward(*zone); });
  const auto by_first_end = [&](const Zone* a, const Zone* b) { return first_end(*a) < first_end(*b); };
  std::sort(forward.begin(), forward.end(), by_first_end);
  const auto told = [](const Zone& a, const Zone& b) {
    return sorted({a.first_ended, a.last_begun, b.first_ended, b.last_begun});
  };
  for (std::size_t k = 1; k < forward.size(); ++k)
    if (first_end(*forward[k]) < last_begin(*forward[k - 1])) return told(*forward[k - 1], *forward[k]);
  // These are disjoint now: the last that starts before another zone's end of its own is the only one to hold it.
  for (const Zone* zone : all) {
    if (is_forward(*zone)) continue;
    const auto behind = std::partition_point(forward.begin(), forward.end(),
                                             [&](const Zone* each) { return first_end(*each) < last_begin(*zone); });
    if (behind == forward.begin()) continue;
    const Zone& around = **(behind - 1);
    if (first_end(*zone) < last_begin(around)) return told(around, *zone);
  }
  return {};
}

}  // namespace

std::vector<std::size_t> register_conflict(const std::vector<RegisterUse>& uses) { return Zones(uses).conflict(); }

}  // namespace assay
