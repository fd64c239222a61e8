#include "mock/stores/memory.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace assay {
namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

template <typename T>
using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

// The resources as they were given; never changes.
struct Origin {
  std::vector<Resource> resources{};
  std::unordered_map<std::string_view, std::size_t> index{};  // views of the resources' keys
};

Origin make_origin(std::vector<Resource> resources) {
  Origin origin{.resources = std::move(resources)};
  origin.index.reserve(origin.resources.size());
  for (std::size_t i = 0; i < origin.resources.size(); ++i)
    if (!origin.index.emplace(origin.resources[i].key(), i).second)
      throw std::invalid_argument("two resources have the identity " + origin.resources[i].key());
  return origin;
}

// The resources that one session changed, in shards so that updates of different ones seldom wait for each other.
class Session {
 public:
  explicit Session(const Origin& origin) : origin_(origin) {}

  bool update(std::string_view key, const std::function<void(Resource&)>& change) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    auto found = shard.changed.find(key);
    if (found == shard.changed.end()) {
      const auto given = origin_.index.find(key);
      if (given == origin_.index.end()) return false;
      found = shard.changed.emplace(std::string(key), origin_.resources[given->second]).first;
    }
    change(found->second);
    return true;
  }

  bool add(Resource resource) {
    if (origin_.index.contains(resource.key())) return false;
    const std::lock_guard order(added_mutex_);
    Shard& shard = shard_of(resource.key());
    const std::lock_guard lock(shard.mutex);
    const std::string key = resource.key();
    if (!shard.changed.emplace(key, std::move(resource)).second) return false;
    added_.push_back(key);
    return true;
  }

  std::vector<Resource> list() {
    std::vector<Resource> resources;
    resources.reserve(origin_.resources.size());
    for (const Resource& given : origin_.resources) resources.push_back(copy_of(given.key(), &given));
    const std::lock_guard order(added_mutex_);
    for (const std::string& key : added_) resources.push_back(copy_of(key, nullptr));
    return resources;
  }

  void reset() {
    const std::lock_guard order(added_mutex_);
    added_.clear();
    for (Shard& shard : shards_) {
      const std::lock_guard lock(shard.mutex);
      shard.changed.clear();
    }
  }

  std::uint64_t last_named = 0;  // guarded by the store's mutex of sessions

 private:
  struct Shard {
    std::mutex mutex{};
    ByText<Resource> changed{};
  };

  // `given` where the session did not change it; null: it was added, so that it stands among the changed.
  Resource copy_of(const std::string& key, const Resource* given) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.changed.find(key);
    return found == shard.changed.end() ? *given : found->second;
  }

  Shard& shard_of(std::string_view key) { return shards_[TextHash{}(key) % shards_.size()]; }

  const Origin& origin_;
  std::array<Shard, 16> shards_{};
  std::mutex added_mutex_{};  // taken before a shard's
  std::vector<std::string> added_{};
};

class MemoryStore : public ResourceStore {
 public:
  MemoryStore(std::vector<Resource> resources, std::size_t max_sessions)
      : origin_(make_origin(std::move(resources))), max_sessions_(max_sessions) {}

  bool update(std::string_view session, std::string_view key, const std::function<void(Resource&)>& change) override {
    return session.empty() ? shared_.update(key, change) : named(session)->update(key, change);
  }

  std::vector<Resource> list(std::string_view session) override {
    return session.empty() ? shared_.list() : named(session)->list();
  }

  bool add(std::string_view session, Resource resource) override {
    return session.empty() ? shared_.add(std::move(resource)) : named(session)->add(std::move(resource));
  }

  std::vector<std::string> sessions() override {
    const std::lock_guard lock(sessions_mutex_);
    std::vector<std::string> names = {""};
    for (const auto& [name, session] : sessions_) names.push_back(name);
    return names;
  }

  void reset(std::string_view session) override {
    if (session.empty()) return shared_.reset();
    const std::lock_guard lock(sessions_mutex_);
    const auto found = sessions_.find(session);
    if (found != sessions_.end()) sessions_.erase(found);
  }

 private:
  std::shared_ptr<Session> named(std::string_view name) {
    const std::lock_guard lock(sessions_mutex_);
    auto found = sessions_.find(name);
    if (found == sessions_.end()) {
      if (sessions_.size() >= max_sessions_) forget_the_idlest();
      found = sessions_.emplace(std::string(name), std::make_shared<Session>(origin_)).first;
    }
    found->second->last_named = ++names_heard_;
    return found->second;
  }

  void forget_the_idlest() {
    const auto idlest = std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
      return a.second->last_named < b.second->last_named;
    });
    if (idlest != sessions_.end()) sessions_.erase(idlest);
  }

  const Origin origin_;
  const std::size_t max_sessions_;
  Session shared_{origin_};
  std::mutex sessions_mutex_{};
  ByText<std::shared_ptr<Session>> sessions_{};
  std::uint64_t names_heard_ = 0;
};

}  // namespace

std::shared_ptr<ResourceStore> memory_store(std::vector<Resource> resources, std::size_t max_sessions) {
  return std::make_shared<MemoryStore>(std::move(resources), max_sessions);
}

}  // namespace assay
