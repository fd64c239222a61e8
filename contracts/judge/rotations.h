// Who rotated what: which exchanges gave a token another secret or may have, and which secret was a token's last. Told
// by the report's side effects and by the file of the last secrets alike.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/history.h"

namespace assay {

struct SeenRotation {
  // surely: a 2xx says so. perhaps: a 5xx, or an answer that was lost after the request may have arrived. if_careless:
  // any other answer to a request that could_rotate: a careless server may rotate and answer 422 or 429.
  enum class Is { surely, perhaps, if_careless } is = Is::if_careless;
  // Not of those that are if_careless. The token asked for, on a lenient server too, or the one that the answer shows
  // where the id asked for names none ("1abc") or stands for another's (from 2^62 on: nobody counts so far). Empty when
  // nobody can tell.
  std::string token{};
  std::size_t exchange = 0;  // index into the history
};

// In the order of sending, from exchange `from` on.
std::vector<SeenRotation> rotations_in(const Contract& contract, const History& history, std::size_t from = 0);

struct LastRotation {
  std::size_t exchange = 0;             // index into the history
  std::optional<std::string> secret{};  // that its answer shows as the new one; may be empty
  // Whether the token has this secret now, as far as the run can tell: no other rotation of it was, or may have been,
  // under way after this one was sent.
  bool is_certain = false;
};

// Of each token that surely was rotated: what was answered last among those that show a secret or, where none does,
// among all. By the answer's time, not by that of sending: in a race the later answer is the likelier last. An answer
// is read only where its time makes it a candidate. `rotations` are of `history`.
std::map<std::string, LastRotation> last_of_each_token(const Contract& contract,
                                                       const std::vector<SeenRotation>& rotations,
                                                       const History& history);

}  // namespace assay
