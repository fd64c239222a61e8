// What deviations are made of. Each function below gives a Wrap that changes what passes through it.
//
// Every server that a Wrap makes works on its own copy of the function given, with the state that the function keeps in
// its captures, and calls it for one exchange at a time. So the functions need no lock.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "mock/deviations/deviation.h"

namespace assay {

// Changes the JSON object of an answer; the order of members stays. `k` counts the answers edited before: those about
// the same token, and where the body has no id, all.
using Edit = std::function<void(nlohmann::ordered_json& body, std::uint64_t k)>;
Wrap edits(int status, Edit edit);

// The same, of the body as text, for what JSON cannot hold.
using TextEdit = std::function<void(std::string& body)>;
Wrap edits_text(int status, TextEdit edit);

// Makes another secret of a 200.
struct Issue {
  std::string id{};
  std::uint64_t k = 0;   // secrets of this token before
  std::string honest{};  // the secret of the server that keeps its contract
};
using MakeSecret = std::function<std::string(const Issue&)>;
Wrap secrets(MakeSecret make);

// Changes an answer in any way.
using Change = std::function<void(const Request&, Response&)>;
Wrap answers(Change change);

// Changes a request on its way in.
using Rewrite = std::function<void(Request&)>;
Wrap requests(Rewrite rewrite);

// Takes the path segment of the token id, percent-decoded, for another one.
using ReadId = std::function<std::string(const std::string& segment)>;
Wrap reads_ids(ReadId read);

// The raw segment behind "/api-tokens/"; "" when the target has none.
std::string segment_of(const std::string& target);
// The target with another segment there.
std::string with_segment(std::string target, const std::string& segment);

// The last webhook_secret of a 200; "" when the answer is none.
std::string secret_in(const Response& response);

void set_header(Response& response, const std::string& name, const std::string& value);
void remove_header(Response& response, const std::string& name);

}  // namespace assay
