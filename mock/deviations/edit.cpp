#include "mock/deviations/edit.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

namespace assay {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view before_segment = "/api-tokens/";

// A function with the state that it keeps, for one caller at a time.
template <class Function>
struct Guarded {
  explicit Guarded(Function f) : function(std::move(f)) {}
  std::mutex mutex{};
  Function function;
  std::map<std::string, std::uint64_t> counts{};
};

void edit_body(std::string& text, Guarded<Edit>& guarded) {
  auto body = ordered_json::parse(text, nullptr, false);
  if (!body.is_object()) return;
  const std::lock_guard lock(guarded.mutex);
  const auto id = body.find("id");
  guarded.function(body, guarded.counts[id == body.end() ? "" : id->dump()]++);
  text = body.dump();
}

}  // namespace

Wrap answers(Change change) {
  return [change = std::move(change)](Handler inner, const Means&) -> Handler {
    const auto guarded = std::make_shared<Guarded<Change>>(change);
    return [inner = std::move(inner), guarded](const Request& request) {
      Outcome outcome = inner(request);
      const std::lock_guard lock(guarded->mutex);
      if (auto* response = std::get_if<Response>(&outcome)) guarded->function(request, *response);
      return outcome;
    };
  };
}

Wrap edits(int status, Edit edit) {
  return [status, edit = std::move(edit)](Handler inner, const Means&) -> Handler {
    const auto guarded = std::make_shared<Guarded<Edit>>(edit);
    return [status, inner = std::move(inner), guarded](const Request& request) {
      Outcome outcome = inner(request);
      auto* response = std::get_if<Response>(&outcome);
      if (response != nullptr && response->status == status) edit_body(response->body, *guarded);
      return outcome;
    };
  };
}

Wrap edits_text(int status, TextEdit edit) {
  return answers([status, edit = std::move(edit)](const Request&, Response& response) {
    if (response.status == status) edit(response.body);
  });
}

Wrap secrets(MakeSecret make) {
  return edits(200, [make = std::move(make)](ordered_json& body, std::uint64_t k) {
    body["webhook_secret"] =
        make({.id = body["id"].dump(), .k = k, .honest = body["webhook_secret"].get<std::string>()});
  });
}

Wrap requests(Rewrite rewrite) {
  return [rewrite = std::move(rewrite)](Handler inner, const Means&) -> Handler {
    const auto guarded = std::make_shared<Guarded<Rewrite>>(rewrite);
    return [inner = std::move(inner), guarded](Request request) {
      {
        const std::lock_guard lock(guarded->mutex);
        guarded->function(request);
      }
      return inner(request);
    };
  };
}

Wrap reads_ids(ReadId read) {
  return requests([read = std::move(read)](Request& request) {
    const std::string segment = percent_decode(segment_of(request.target));
    const std::string other = segment.empty() ? segment : read(segment);
    if (other != segment) request.target = with_segment(request.target, other);
  });
}

std::string segment_of(const std::string& target) {
  if (!target.starts_with(before_segment)) return "";
  const auto begin = before_segment.size();
  const auto end = target.find('/', begin);
  return end == std::string::npos ? "" : target.substr(begin, end - begin);
}

std::string with_segment(std::string target, const std::string& segment) {
  return target.replace(before_segment.size(), segment_of(target).size(), segment);
}

std::string secret_in(const Response& response) {
  if (response.status != 200) return "";
  const auto body = ordered_json::parse(response.body, nullptr, false);
  const auto at = body.is_object() ? body.find("webhook_secret") : body.end();
  return at != body.end() && at->is_string() ? at->get<std::string>() : "";
}

void remove_header(Response& response, const std::string& name) {
  std::erase_if(response.headers, [&](const Header& header) { return equal_ignoring_case(header.name, name); });
}

void set_header(Response& response, const std::string& name, const std::string& value) {
  remove_header(response, name);
  response.headers.push_back({name, value});
}

}  // namespace assay
