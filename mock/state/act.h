// What an operation does to a resource. Pure: no clock, no randomness, no lock.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/state/moment.h"
#include "mock/state/resource.h"
#include "mock/state/rules.h"

namespace assay {

// How an answer shows a resource: its document without some members, between two pieces of text.
struct View {
  std::string before{}, after{};
  std::vector<std::string> omitted{};
};

// What the document says at `now`: a state whose end has come is another one, and a masked secret is cut.
std::string shown(const Resource& resource, Moment now, const Rules& rules, const View& view = {});

// Why the resource may not be rotated now, or nothing.
std::optional<Refusal> refusal(const Resource& resource, Moment now, const Rules& rules);

// Why it has to wait for the one before, whatever the document says; nothing: it has not. `body` is the request's.
std::optional<Refusal> must_wait(const Resource& resource, Moment now, std::string_view body, const Rules& rules);

// What a hint shows of a secret: its end or start, in code points, or the first digits of its SHA-256.
std::string hint_of(std::string_view secret, MemberRole::Shows shows, std::size_t count);

// A time as JSON text in a member's unit, in whole units.
std::string json_of(Moment moment, MemberRole::Unit unit);

struct Rotation {
  Resource resource{};               // the state afterwards; the state before where it is refused
  std::optional<Refusal> refused{};  // nothing: it was rotated
};

// Replaces the secret by `secret`, a text, and what moves with it: its hints, the times of change and of use, which
// never go backwards, the counts. Leaves all else as it is.
Rotation rotate(Resource resource, Moment now, std::string_view secret, const Rules& rules);

}  // namespace assay
