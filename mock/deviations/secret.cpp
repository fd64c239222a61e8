// Deviations of the secret itself: there, new, and nobody else's.
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

using nlohmann::ordered_json;
using Course = std::map<std::string, std::vector<std::string>>;  // token id -> its secrets so far

// Gives the secret that `again` picks from those that the token had; its index, or none for a new one.
Wrap repeats(std::function<std::optional<std::size_t>(std::size_t k)> again) {
  return secrets([again = std::move(again), course = Course{}](const Issue& issue) mutable {
    auto& had = course[issue.id];
    const auto earlier = again(had.size());
    had.push_back(earlier ? had[*earlier] : issue.honest);
    return had.back();
  });
}

// A A B B C C
std::optional<std::size_t> the_one_before(std::size_t k) { return k % 2 == 1 ? std::optional(k - 1) : std::nullopt; }
// A B A C D C
std::optional<std::size_t> the_one_before_last(std::size_t k) {
  return k % 3 == 2 ? std::optional(k - 2) : std::nullopt;
}

std::string shared(const Issue& issue, std::vector<std::string>& row) {
  if (issue.k == row.size()) row.push_back(issue.honest);
  return row[issue.k];
}

// The fifth secret of a token is one that another token has had.
std::string handed_on(const Issue& issue, std::map<std::string, std::string>& latest) {
  if (issue.k == 4)
    for (const auto& [id, secret] : latest)
      if (id != issue.id) return secret;
  return latest[issue.id] = issue.honest;
}

Wrap shows(const ordered_json& value) {
  return edits(200, [value](ordered_json& body, std::uint64_t) { body["webhook_secret"] = value; });
}

}  // namespace

std::vector<Deviation> secret_deviations() {
  return {
      {"null-secret", "A rotation answers 200 with a null secret.", "secret/present", shows(nullptr)},
      {"empty-secret", "A rotation answers 200 with an empty secret.", "secret/present", shows("")},
      {"no-secret", "A rotation answers 200 without the member webhook_secret.", "secret/present",
       edits(200, [](ordered_json& body, std::uint64_t) { body.erase("webhook_secret"); })},
      {"secret-once", "Only the first rotation of a token shows the secret.", "secret/present",
       edits(200,
             [](ordered_json& body, std::uint64_t k) {
               if (k > 0) body["webhook_secret"] = nullptr;
             })},
      {"same-secret-again", "Every second rotation of a token gives the secret of the one before.", "secret/fresh",
       repeats(the_one_before)},
      {"back-and-forth", "Every third rotation gives the secret of the one before the last: A B A.", "secret/fresh",
       repeats(the_one_before_last)},
      {"cycle-of-5", "A token has five secrets, which come again in turn.", "secret/fresh",
       repeats([](std::size_t k) { return k < 5 ? std::nullopt : std::optional(k - 5); })},
      {"late-repeat", "The 40th rotation of a token gives its first secret again.", "secret/fresh",
       repeats([](std::size_t k) { return k == 39 ? std::optional<std::size_t>(0) : std::nullopt; })},
      {"never-rotated", "A token keeps its first secret.", "secret/fresh",
       repeats([](std::size_t k) { return k == 0 ? std::nullopt : std::optional<std::size_t>(0); })},
      {"shared-secret", "The n-th rotation of every token gives the same secret.", "secret/unique-across-tokens",
       secrets([row = std::vector<std::string>{}](const Issue& issue) mutable { return shared(issue, row); })},
      {"handed-on-secret", "One rotation gives a token the secret that another one has had.",
       "secret/unique-across-tokens",
       secrets([latest = std::map<std::string, std::string>{}](const Issue& issue) mutable {
         return handed_on(issue, latest);
       })},
  };
}

}  // namespace assay
