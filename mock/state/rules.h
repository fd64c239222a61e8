// What a policy says that the acts on a resource do, put together once: where the secret stands, what moves with it,
// and who is refused.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contracts/policy/policy.h"

namespace assay {

// Why a resource may not be rotated.
struct Refusal {
  int status = 409;
  std::string code{};  // for programs: "token_revoked"
  std::string text{};  // for a person: "Token has been revoked"
};

// Members are named by JSON Pointers into the resource's document; values are JSON text.
struct Rules {
  struct Hint {
    std::string pointer{};
    MemberRole::Shows shows{};
    std::size_t count = 0;
  };
  struct Time {
    std::string pointer{};
    MemberRole::Unit unit{};
  };
  // A resource whose state is none of `active` is refused: by its name, or as any other.
  struct State {
    std::string pointer{};
    std::vector<std::string> active{};
    std::vector<std::pair<std::string, Refusal>> refused{};
    Refusal otherwise{};
  };
  // From the time at `pointer` on, the state `from` is shown, and refused, as `to`.
  struct End {
    std::string pointer{}, state{}, from{}, to{};
  };
  // A resource where the member is null, false or not there is refused.
  struct Need {
    std::string pointer{};
    Refusal refusal{};
  };
  // A secret of the resource's own of which an answer shows less: its first and last characters, or nothing.
  struct Mask {
    std::string pointer{}, first{}, last{};
    Policy::Token shown{};
  };

  // For so many seconds after a rotation another one is refused, unless its body has these members.
  struct Wait {
    int seconds = 0;
    std::vector<std::pair<std::string, std::string>> unless{};  // names and JSON text
    Refusal refusal{};
  };

  std::string secret{};               // what a rotation replaces
  std::vector<Hint> hints{};          // of the secret
  std::vector<Time> changed{};        // move with each rotation; never backwards
  std::vector<Time> used{};           // move with each authenticated rotation; never backwards
  std::vector<std::string> counts{};  // whole numbers that a rotation may change: one more with each
  std::optional<State> state{};
  std::optional<End> end{};
  std::vector<Need> needs{};
  std::optional<Mask> mask{};
  std::optional<Wait> wait{};
};

// Of the policy's resource and rotation. Throws std::logic_error for a Policy that was not read.
Rules rules_of(const Policy& policy);

}  // namespace assay
