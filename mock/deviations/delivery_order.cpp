// Lies about which secret is live that several requests tell together: refusals that switch, rotations that overlap.
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "contracts/digest.h"
#include "contracts/path_template.h"
#include "mock/deviations/families.h"
#include "mock/state/resource.h"

namespace assay {
namespace {

// Two rotations that come together overlap so long on a busy machine too; a run has few such pairs.
constexpr std::chrono::milliseconds long_enough(10);

// What a server that lies remembers of a resource.
struct Memory {
  int under_way = 0;             // rotations
  bool was_raced = false;        // the last of them overlapped
  bool was_refused = false;      // the last request for one was
  std::uint64_t deliveries = 0;  // since the last one
  std::string alone{};           // the last secret that signed before rotations overlapped
};

struct Memories {
  std::mutex mutex{};
  std::map<std::string, Memory> of{};  // by identity
};

using Signs = void (*)(Memory&, SigningAttempt&);

// Rotations are held back for a moment, as a server that waits for its database does, so that those which come together
// are under way together: also where one of them has to open its connection first.
Handler remembering(const SharedScene& scene, const std::shared_ptr<Memories>& memories, std::function<void()> pause,
                    Handler inner) {
  return [=, pause = std::move(pause), inner = std::move(inner)](const Request& request) {
    const bool is_own_path = match(scene->contract.operation().path, path_of(request.target)).has_value();
    const bool asks = is_own_path && request.method == scene->method;
    const std::string whose = scene->identity_in(request);
    if (asks) {
      const std::lock_guard lock(memories->mutex);
      Memory& memory = memories->of[whose];
      memory.was_raced = ++memory.under_way > 1;
      memory.deliveries = 0;
    }
    Outcome outcome = inner(request);
    const auto* response = std::get_if<Response>(&outcome);
    const bool is_rotated = asks && response != nullptr && scene->rotates(request, *response);
    if (is_rotated) pause();
    const std::lock_guard lock(memories->mutex);
    Memory& memory = memories->of[whose];
    if (asks) --memory.under_way;
    if (is_rotated) memory.was_refused = false;
    if (is_own_path && response != nullptr && response->status / 100 == 4) memory.was_refused = true;
    return outcome;
  };
}

Deviation lie(const SharedScene& scene, const char* id, const char* summary, const char* breaks, Signs signs) {
  const auto delivers = [scene, signs](const Means& means) {
    const auto memories = std::make_shared<Memories>();
    const auto sign = [memories, signs](SigningAttempt& attempt) {
      const std::lock_guard lock(memories->mutex);
      Memory& memory = memories->of[identity_key(attempt.event.parameters)];
      if (!memory.was_raced && !attempt.secrets.empty()) memory.alone = attempt.secrets.front();
      signs(memory, attempt);
      ++memory.deliveries;
    };
    const auto pause = pause_of(means, long_enough);
    return DeliveringLiar{.lie = {.signs = sign}, .answers = [scene, memories, pause](Handler inner) {
                            return remembering(scene, memories, pause, std::move(inner));
                          }};
  };
  return {id, summary, breaks, {}, delivers};
}

void switch_when_refused(Memory& memory, SigningAttempt& attempt) {
  if (!memory.was_refused || attempt.secrets.empty()) return;
  attempt.secrets = {"whsec_" + to_base64(digest(Hash::sha256, attempt.secrets.front()))};
}

void flap(Memory& memory, SigningAttempt& attempt) {
  if (memory.was_raced && memory.deliveries % 2 == 1 && !attempt.before.empty()) attempt.secrets = {attempt.before};
}

void bring_back(Memory& memory, SigningAttempt& attempt) {
  if (memory.was_raced && memory.deliveries > 0 && !attempt.before.empty()) attempt.secrets = {attempt.before};
}

void lose_both(Memory& memory, SigningAttempt& attempt) {
  if (memory.was_raced && !memory.alone.empty()) attempt.secrets = {memory.alone};
}

}  // namespace

std::vector<Deviation> delivery_order_deviations(const SharedScene& scene) {
  return {
      lie(scene, "refused-rotation-switches", "A rotation that is refused changes the secret that signs.",
          "webhook/refusal-leaves-it", switch_when_refused),
      lie(scene, "flapping-replicas", "After rotations that overlap, their secrets sign in turn.",
          "webhook/one-register", flap),
      lie(scene, "old-secret-comes-back", "After rotations that overlap, a cache brings the older secret back.",
          "webhook/one-register", bring_back),
      lie(scene, "both-rotations-lost", "After rotations that overlap, the secret from before both signs.",
          "webhook/new-secret-signs", lose_both),
  };
}

}  // namespace assay
