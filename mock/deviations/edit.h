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
#include "mock/deviations/scene.h"

namespace assay {

// Which answers: a function of Scene.
using Which = bool (Scene::*)(const Request&, const Response&) const;

// Changes a JSON object or array of an answer; the order of members stays. `k` counts the answers edited before: those
// about the same resource, and where nobody's id is told, all.
using Edit = std::function<void(nlohmann::ordered_json& object, std::uint64_t k)>;
Wrap edits(const SharedScene& scene, Which which, Edit edit);  // the body, of which {} is made where there is none
Wrap edits_record(const SharedScene& scene, Edit edit);        // the record that shows a secret

// The same, of the body as text, for what JSON cannot hold.
using TextEdit = std::function<void(std::string& body)>;
Wrap edits_text(const SharedScene& scene, Which which, TextEdit edit);

// Makes another secret of one that is shown. A reading shows it until the next rotation, and hints follow it.
struct Issue {
  std::string id{};
  std::uint64_t k = 0;   // secrets of this resource before
  std::string honest{};  // the secret of the server that keeps its contract
};
using MakeSecret = std::function<std::string(const Issue&, const nlohmann::ordered_json& record)>;
Wrap secrets(const SharedScene& scene, MakeSecret make);

// Changes an answer in any way.
using Change = std::function<void(const Request&, Response&)>;
Wrap answers(Change change);
Wrap answers(const SharedScene& scene, Which which, Change change);

// Changes a request on its way in.
using Rewrite = std::function<void(Request&)>;
Wrap requests(Rewrite rewrite);

// Takes the last segment of an identity, percent-decoded, for another one.
using ReadId = std::function<std::string(const std::string& segment)>;
Wrap reads_ids(const SharedScene& scene, ReadId read);

// Takes a whole identity for another one; `known` are those that the server has, none of which is read.
using ReadIdentity = std::function<std::string(const std::string& identity, const std::vector<std::string>& known)>;
Wrap reads_identities(const SharedScene& scene, ReadIdentity read);

// The secret that an answer shows; "" when it shows none.
std::string secret_in(const Scene& scene, const Request& request, const Response& response);

// A secret without the six characters that a prefix such as "whsec_" has.
std::string behind_prefix(const std::string& secret);

// Changes the record that stands at a pointer of the body; nothing where none does.
void edit_record(Response& response, const std::string& pointer,
                 const std::function<void(nlohmann::ordered_json& record)>& edit);

// Puts the secret into a record, and what is shown of it into the hints that agreed with the one before.
void put_secret(const Scene& scene, nlohmann::ordered_json& record, const std::string& secret);

void set_header(Response& response, const std::string& name, const std::string& value);
void remove_header(Response& response, const std::string& name);

}  // namespace assay
