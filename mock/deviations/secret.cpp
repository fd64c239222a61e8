// Deviations of the secret itself: there, new, and nobody else's.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contracts/digest.h"
#include "contracts/documents/pointer.h"
#include "contracts/words.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;
using Course = std::map<std::string, std::vector<std::string>>;  // token id -> its secrets so far

// Gives the secret that `again` picks from those that the token had; its index, or none for a new one.
Wrap repeats(const SharedScene& scene, std::function<std::optional<std::size_t>(std::size_t k)> again) {
  return secrets(scene, [again = std::move(again), course = Course{}](const Issue& issue, const ordered_json&) mutable {
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

Wrap shows(const SharedScene& scene, const ordered_json& value) {
  return edits_record(scene,
                      [scene, value](ordered_json& record, std::uint64_t) { put(record, scene->secret, value); });
}

Wrap shows_once(const SharedScene& scene) {
  return edits_record(scene, [scene](ordered_json& record, std::uint64_t k) {
    if (k > 0) put(record, scene->secret, nullptr);
  });
}

// Each reading shows another secret.
Wrap forgets(const SharedScene& scene) {
  return edits_record(scene, [scene](ordered_json& record, std::uint64_t k) {
    std::string secret = text_at(record, scene->secret);
    const std::string other = sha256_hex(secret + std::to_string(k));
    put(record, scene->secret, secret.replace(secret.size() / 2, std::string::npos, other));
  });
}

// A reading shows the secret before the last rotation, as a cache does.
Wrap lags(const SharedScene& scene) {
  return secrets(scene,
                 [before = std::map<std::string, std::string>{}](const Issue& issue, const ordered_json&) mutable {
                   std::string& kept = before[issue.id];
                   std::string shown = kept.empty() ? issue.honest : kept;
                   kept = issue.honest;
                   return shown;
                 });
}

void add_presence(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "secret/present", member = pointer_names(scene->secret).back();
  const std::string what = scene->is_shown_by_reading ? "A reading answers " : "A rotation answers ";
  list.push_back({"null-secret", what + scene->success + " with a null secret.", law, shows(scene, nullptr)});
  list.push_back({"empty-secret", what + scene->success + " with an empty secret.", law, shows(scene, "")});
  list.push_back(
      {"no-secret", what + scene->success + " without the member " + member + ".", law,
       edits_record(scene, [scene](ordered_json& record, std::uint64_t) { take_away(record, scene->secret); })});
  list.push_back({"secret-once",
                  "Only the first " + std::string(scene->is_shown_by_reading ? "reading" : "rotation") + " of " +
                      with_article(scene->noun) + " shows the secret.",
                  law, shows_once(scene)});
}

void add_repeats(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "secret/fresh", noun = scene->noun, one = with_article(noun);
  list.push_back({"same-secret-again", "Every second rotation of " + one + " gives the secret of the one before.", law,
                  repeats(scene, the_one_before)});
  list.push_back({"back-and-forth", "Every third rotation gives the secret of the one before the last: A B A.", law,
                  repeats(scene, the_one_before_last)});
  list.push_back({"cycle-of-5", capital(one) + " has five secrets, which come again in turn.", law,
                  repeats(scene, [](std::size_t k) { return k < 5 ? std::nullopt : std::optional(k - 5); })});
  list.push_back(
      {"late-repeat", "The 40th rotation of " + one + " gives its first secret again.", law,
       repeats(scene, [](std::size_t k) { return k == 39 ? std::optional<std::size_t>(0) : std::nullopt; })});
  list.push_back({"never-rotated", capital(one) + " keeps its first secret.", law,
                  repeats(scene, [](std::size_t k) { return k == 0 ? std::nullopt : std::optional<std::size_t>(0); })});
  if (scene->is_shown_by_reading)
    list.push_back({"stale-reading", "A reading shows the secret before the last rotation.", law, lags(scene)});
}

}  // namespace

std::vector<Deviation> secret_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  add_presence(scene, list);
  add_repeats(scene, list);
  const std::string unique = "secret/unique", noun = scene->noun;
  list.push_back({"shared-secret", "The n-th rotation of every " + noun + " gives the same secret.", unique,
                  secrets(scene, [row = std::vector<std::string>{}](const Issue& issue, const ordered_json&) mutable {
                    return shared(issue, row);
                  })});
  list.push_back(
      {"handed-on-secret", "One rotation gives " + with_article(noun) + " the secret that another one has had.", unique,
       secrets(scene, [latest = std::map<std::string, std::string>{}](const Issue& issue, const ordered_json&) mutable {
         return handed_on(issue, latest);
       })});
  if (scene->is_shown_by_reading)
    list.push_back({"forgetful-reading", "Each reading shows another secret.", "secret/read-back", forgets(scene)});
  return list;
}

}  // namespace assay
