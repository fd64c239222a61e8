// Deviations of the secrets that a rotation issues.
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mock/deviations/edit.h"
#include "mock/deviations/wraps.h"

namespace assay {

// Every second rotation of a token gives the secret of the one before: A A B B.
Handler same_secret_again(Handler inner, std::uint64_t) {
  struct Memory {
    std::mutex mutex{};
    std::map<std::string, nlohmann::ordered_json> due{};  // token id -> the secret that its next rotation repeats
  };
  return edited(std::move(inner), 200, [memory = std::make_shared<Memory>()](nlohmann::ordered_json& body) {
    const std::lock_guard lock(memory->mutex);
    const auto [due, first] = memory->due.emplace(body["id"].dump(), body["webhook_secret"]);
    if (first) return;
    body["webhook_secret"] = due->second;
    memory->due.erase(due);
  });
}

// The n-th rotation of every token gives the same secret: within a token all differ.
Handler shared_secret(Handler inner, std::uint64_t) {
  struct Memory {
    std::mutex mutex{};
    std::map<std::string, std::size_t> rotations{};  // by token id
    std::vector<nlohmann::ordered_json> secrets{};
  };
  return edited(std::move(inner), 200, [memory = std::make_shared<Memory>()](nlohmann::ordered_json& body) {
    const std::lock_guard lock(memory->mutex);
    const std::size_t n = memory->rotations[body["id"].dump()]++;
    if (n == memory->secrets.size()) memory->secrets.push_back(body["webhook_secret"]);
    body["webhook_secret"] = memory->secrets[n];
  });
}

Handler null_secret(Handler inner, std::uint64_t) {
  return edited(std::move(inner), 200, [](nlohmann::ordered_json& body) { body["webhook_secret"] = nullptr; });
}

}  // namespace assay
