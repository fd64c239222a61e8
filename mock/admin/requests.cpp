// The journal: find, count, wait, clear.
#include <chrono>
#include <cstdint>
#include <set>

#include "contracts/secrets/secret_members.h"
#include "mock/admin/call.h"
#include "mock/admin/redaction.h"
#include "mock/fastapi/integer_grammar.h"
#include "mock/state/moment.h"
#include "mock/state/session.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::uint64_t most_kept = 1000;

std::optional<std::string> given(const AdminCall& call, const std::string& name) {
  const auto found = call.query.find(name);
  return found == call.query.end() ? std::nullopt : std::optional(found->second);
}

JournalQuery read_search(const AdminCall& call) {
  JournalQuery query{.session = given(call, "session"),
                     .id = given(call, "id"),
                     .method = given(call, "method"),
                     .path = given(call, "path"),
                     .after = number_of(call, "after", 0, UINT64_MAX, 0)};
  if (call.query.contains("status")) query.status = static_cast<int>(number_of(call, "status", 0, 999, 0));
  if (!query.id) return query;
  const IntegerReading id = read_integer(*query.id);
  if (const auto* text = std::get_if<std::string>(&id)) query.id = *text;
  return query;
}

json view_of(const Headers& headers) {
  json view = json::array();
  for (const Header& header : headers) view.push_back({header.name, header.value});
  return view;
}

Headers headers_without(Headers headers, const KnownSecrets& known) {
  for (Header& header : headers) header.value = without(header.value, known);
  return headers;
}

std::string instant(std::chrono::system_clock::time_point time) {
  return to_rfc3339(std::chrono::time_point_cast<std::chrono::microseconds>(time));
}

void add_to(KnownSecrets& known, std::string_view secret) {
  if (secret.size() >= TaintedValues::least_bytes) known.add(secret);
}

// The secrets of all answers that the journal holds, and those that its sessions' tokens have: an answer may show that
// of another one, which is no longer there.
KnownSecrets secrets_of_all(const MockParts& parts) {
  KnownSecrets known;
  std::set<std::string> sessions;
  const std::vector<std::string> places = parts.policy.secrets();
  for (const JournalEntry& entry : parts.journal->find({}, UINT64_MAX)) {
    for (const std::string& secret : secrets_in(entry.body, places)) add_to(known, secret);
    sessions.emplace(session_of(entry.request));
  }
  for (const std::string& session : sessions)
    for (const Resource& resource : parts.store->list(session))
      for (const MemberRole& member : parts.policy.members({MemberRole::Role::secret}))
        add_to(known, resource.text(member.pointer));
  return known;
}

// Hidden: neither query nor body of the request, no credentials, and the answer without secrets.
json view_of(const JournalEntry& entry, const KnownSecrets& known, Secrets secrets) {
  const bool shown = secrets == Secrets::shown;
  const Request& asked = entry.request;
  json request = {{"method", asked.method},
                  {"target", shown ? asked.target : std::string(path_of(asked.target))},
                  {"headers", view_of(shown ? asked.headers : redacted_request_headers(asked.headers))},
                  {"body_bytes", entry.request_body_size}};
  if (shown) request["body"] = asked.body;
  json view = {{"number", entry.number},
               {"received", instant(entry.received)},
               {"answered", instant(entry.answered)},
               {"request", std::move(request)},
               {"response", nullptr},
               {"fault", entry.fault.empty() ? json(nullptr) : json(entry.fault)}};
  if (entry.status != 0)
    view["response"] = {{"status", entry.status},
                        {"headers", view_of(headers_without(entry.headers, known))},
                        {"body", without(entry.body, known)}};
  return view;
}

json found(const MockParts& parts, const JournalQuery& query, std::size_t limit, Secrets secrets) {
  json views = json::array();
  const KnownSecrets known = secrets == Secrets::shown ? KnownSecrets{} : secrets_of_all(parts);
  for (const JournalEntry& entry : parts.journal->find(query, limit)) views.push_back(view_of(entry, known, secrets));
  return views;
}

Response find(const AdminCall& call) {
  const JournalCounts counts = call.parts->journal->counts();
  return json_answer(200, {{"requests", found(*call.parts, read_search(call),
                                              number_of(call, "limit", 1, most_kept, 100), secrets_of(call))},
                           {"counts", {{"seen", counts.seen}, {"kept", counts.kept}, {"dropped", counts.dropped}}}});
}

Response count(const AdminCall& call) {
  return json_answer(200, {{"count", call.parts->journal->count(read_search(call))}});
}

// Counts again only when something new was heard.
Response wait(const AdminCall& call) {
  const auto count = [parts = call.parts, query = read_search(call), heard = UINT64_MAX,
                      n = std::uint64_t{0}]() mutable {
    const std::uint64_t seen = parts->journal->counts().seen;
    if (seen != heard) n = parts->journal->count(query);
    heard = seen;
    return n;
  };
  return wait_for_count(call, most_kept, count);
}

Response clear(const AdminCall& call) {
  call.parts->journal->clear();
  return no_content();
}

std::vector<std::string> search_names(std::vector<std::string> more) {
  more.insert(more.begin(), {"session", "id", "method", "path", "status", "after"});
  return more;
}

}  // namespace

std::vector<AdminRoute> admin_request_routes() {
  return {
      {.method = "GET", .path = "/__admin/requests", .query = search_names({"limit", "secrets"}), .answer = find},
      {.method = "DELETE", .path = "/__admin/requests", .answer = clear},
      {.method = "GET", .path = "/__admin/requests/count", .query = search_names({}), .answer = count},
      {.method = "GET", .path = "/__admin/requests/wait", .query = search_names({"count", "timeout"}), .answer = wait}};
}

}  // namespace assay
