// A client's hard day: rules that spoil the answers of a correct server, for testing how clients bear it.
//
//     KIND[=VALUE]{,MATCH=VALUE}         latency=200ms..2s,every=3      status=503,nth=2,id=1      reset-before,p=0.1
//
//     id=17         only rotations of that token                        session=NAME   only requests of that session
//     nth=2         only the second request that matches                every=3        the third, sixth, ... of them
//     times=2       no more than twice                                  p=0.1          each with that probability
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/http/http.h"

namespace assay {

// Which of a mock's requests a rule means. A request counts for nth and every when id and session fit.
struct FaultMatch {
  std::string id{};  // as a store's key; empty: any request, of whatever path
  std::optional<std::string> session{};
  std::uint64_t nth = 0;    // 0: any
  std::uint64_t every = 0;  // 0: any
  std::uint64_t times = 0;  // 0: without end
  double probability = 1;
};

// What the faults must know of the API that they spoil.
struct FaultGround {
  std::function<std::string(const Request&)> key{};              // of the resource that is asked for; "": of none
  std::function<Response(int status, const Request&)> forced{};  // what the API says with a status
};

// What an effect is told beside the request.
struct FaultChance {
  double draw = 0;  // this request's luck, in [0, 1)
  const FaultGround& ground;
};

// Answers a request in the place of `inner`, which it may ask.
using FaultEffect = std::function<Outcome(const Handler& inner, const Request& request, const FaultChance& chance)>;

// A kind that spoils the way back asks `inner` first: the work is done, its answer gets lost. Only `status` leaves it
// undone.
struct FaultKind {
  std::string id{};       // "latency"
  std::string value{};    // what stands behind '=', for a person; empty: nothing may
  std::string summary{};  // one sentence
  std::function<FaultEffect(std::string_view value)> read{};  // throws std::invalid_argument for a bad value
};

// In the order of `assay list faults`.
const std::vector<FaultKind>& fault_kinds();

struct FaultRule {
  std::string text{};  // as it was given
  std::string kind{};
  FaultMatch match{};
  FaultEffect effect{};
};

// Throws std::invalid_argument, with a sentence that says what is wrong and the nearest right word.
FaultRule parse_fault(std::string_view text);

}  // namespace assay
