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

// The tokens as they were given; never changes.
struct Origin {
  std::vector<Token> tokens{};
  std::unordered_map<std::string_view, std::size_t> index{};  // views of the tokens' ids
};

Origin make_origin(std::vector<Token> tokens) {
  Origin origin{.tokens = std::move(tokens)};
  origin.index.reserve(origin.tokens.size());
  for (std::size_t i = 0; i < origin.tokens.size(); ++i)
    if (!origin.index.emplace(origin.tokens[i].id, i).second)
      throw std::invalid_argument("two tokens have the id " + origin.tokens[i].id);
  return origin;
}

// The tokens that one session changed, in shards so that updates of different tokens seldom wait for each other.
class Session {
 public:
  explicit Session(const Origin& origin) : origin_(origin) {}

  bool update(std::string_view id, const std::function<void(Token&)>& change) {
    Shard& shard = shard_of(id);
    const std::lock_guard lock(shard.mutex);
    auto found = shard.changed.find(id);
    if (found == shard.changed.end()) {
      const auto given = origin_.index.find(id);
      if (given == origin_.index.end()) return false;
      found = shard.changed.emplace(std::string(id), origin_.tokens[given->second]).first;
    }
    change(found->second);
    return true;
  }

  bool add(Token token) {
    if (origin_.index.contains(token.id)) return false;
    const std::lock_guard order(added_mutex_);
    Shard& shard = shard_of(token.id);
    const std::lock_guard lock(shard.mutex);
    const std::string id = token.id;
    if (!shard.changed.emplace(id, std::move(token)).second) return false;
    added_.push_back(id);
    return true;
  }

  std::vector<Token> list() {
    std::vector<Token> tokens;
    tokens.reserve(origin_.tokens.size());
    for (const Token& given : origin_.tokens) tokens.push_back(copy_of(given.id, &given));
    const std::lock_guard order(added_mutex_);
    for (const std::string& id : added_) tokens.push_back(copy_of(id, nullptr));
    return tokens;
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
    ByText<Token> changed{};
  };

  // `given` where the session did not change it; null: it was added, so that it stands among the changed.
  Token copy_of(const std::string& id, const Token* given) {
    Shard& shard = shard_of(id);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.changed.find(id);
    return found == shard.changed.end() ? *given : found->second;
  }

  Shard& shard_of(std::string_view id) { return shards_[TextHash{}(id) % shards_.size()]; }

  const Origin& origin_;
  std::array<Shard, 16> shards_{};
  std::mutex added_mutex_{};  // taken before a shard's
  std::vector<std::string> added_{};
};

class MemoryStore : public TokenStore {
 public:
  MemoryStore(std::vector<Token> tokens, std::size_t max_sessions)
      : origin_(make_origin(std::move(tokens))), max_sessions_(max_sessions) {}

  bool update(std::string_view session, std::string_view id, const std::function<void(Token&)>& change) override {
    return session.empty() ? shared_.update(id, change) : named(session)->update(id, change);
  }

  std::vector<Token> list(std::string_view session) override {
    return session.empty() ? shared_.list() : named(session)->list();
  }

  bool add(std::string_view session, Token token) override {
    return session.empty() ? shared_.add(std::move(token)) : named(session)->add(std::move(token));
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

std::shared_ptr<TokenStore> memory_store(std::vector<Token> tokens, std::size_t max_sessions) {
  return std::make_shared<MemoryStore>(std::move(tokens), max_sessions);
}

}  // namespace assay
