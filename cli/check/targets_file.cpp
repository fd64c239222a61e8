#include "cli/check/targets_file.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <type_traits>

#include "cli/check/headers.h"
#include "cli/check/unique.h"
#include "contracts/documents/document_file.h"
#include "contracts/documents/pointer.h"
#include "contracts/documents/settings.h"
#include "contracts/judge/token_id.h"
#include "contracts/live/live_server.h"
#include "contracts/secrets/harmless_headers.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t longest_name = 64;  // characters

void set_name(std::string& name, const json& value) {
  set_filled_text(name, value);
  const bool fit =
      name.size() <= longest_name && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      });
  if (!fit) throw Unfit{"names a folder: at most 64 letters, digits, '-' and '_'"};
}

void set_url(std::string& url, const json& value) {
  set_filled_text(url, value);
  try {
    parse_target(url);
  } catch (const BadDocument& bad) {
    throw Unfit{"cannot be used: " + bad.message};
  }
}

void set_ids(std::vector<std::string>& ids, const json& value) {
  ids.clear();
  for (const json& id : list_of(value)) {
    const std::string text = id.is_string() ? id.get<std::string>() : id.is_number_integer() ? id.dump() : "";
    if (text.empty())
      throw Unfit{"holds what is no id; write ids as the server shows them, such as [17, 18] or [we_1]"};
    ids.push_back(text);
  }
  if (const auto twice = id_given_twice(ids); !twice.empty()) throw Unfit{"names " + twice + " twice"};
}

template <class Number>  // double, std::size_t or an optional of one
void set_at_least(Number& number, const json& value, double least, double most) {
  constexpr bool whole = std::is_same_v<Number, std::size_t> || std::is_same_v<Number, std::optional<std::size_t>>;
  const bool fit = (whole ? value.is_number_integer() : value.is_number()) && value.get<double>() >= least &&
                   value.get<double>() <= most;
  if (!fit) throw Unfit{std::string("is no ") + (whole ? "integer" : "number") + " that the flag of this name takes"};
  number = value.get<std::conditional_t<whole, std::size_t, double>>();
}

// One target of the file.
class TargetReader {
 public:
  TargetReader(const Document& document, std::string pointer, NamedCheck& check)
      : document_(document), pointer_(std::move(pointer)), check_(check) {}

  void read();
  Place place() const { return document_.place(pointer_); }

 private:
  std::vector<Setting> settings();
  void set_path(std::string& path, const json& value) const;
  void set_paths(std::vector<std::string>& paths, const json& value) const;
  void set_headers(const json& value);

  const Document& document_;
  std::string pointer_;
  NamedCheck& check_;
};

void TargetReader::set_path(std::string& path, const json& value) const {
  set_filled_text(path, value);
  path = (std::filesystem::path(document_.file).parent_path() / path).string();
}

void TargetReader::set_paths(std::vector<std::string>& paths, const json& value) const {
  paths.clear();
  for (const json& path : list_of(value)) set_path(paths.emplace_back(), path);
}

void TargetReader::set_headers(const json& value) {
  if (!value.is_object()) throw Unfit{"is no mapping of names to values, such as {Authorization: \"Bearer ${TOKEN}\"}"};
  for (const auto& [name, text] : value.items()) {
    const Place at = document_.place(below(below(pointer_, "headers"), name));
    if (!text.is_string() || name.find(':') != std::string::npos)
      throw BadDocument(at, "a header is a name and a text; quote the value");
    const std::string line = name + ": " + text.get<std::string>();
    GivenHeaders given;
    read_header(line, at, given);  // for its errors: it is read again when it is used
    if (!is_harmless_header(name) && given.from_environment.empty() && !is_unique(given.headers.front().value))
      throw BadDocument(at, "header " + name + " may be a credential: take it from the environment, as ${NAME}");
    check_.options.target.headers.push_back(line);
  }
}

std::vector<Setting> TargetReader::settings() {
  CheckOptions& o = check_.options;
  TargetOptions& t = o.target;
  using enum TargetOptions::Consent;
  using enum TargetOptions::Certificate;
  const auto text = [](std::string& to) { return [&to](const json& v) { set_filled_text(to, v); }; };
  const auto path = [this](std::string& to) { return [this, &to](const json& v) { set_path(to, v); }; };
  return {
      {"name", [this](const json& v) { set_name(check_.name, v); }},
      {"url", [&t](const json& v) { set_url(t.url, v); }},
      {"rotate",
       [&t](const json& v) {
         bool consents = false;
         set_flag(consents, v);
         t.consent = consents ? rotate : none;
       }},
      {"ids", [&t](const json& v) { set_ids(t.ids, v); }},
      {"unknown_ids", [&t](const json& v) { set_ids(t.unknown_ids, v); }},
      {"headers", [this](const json& v) { set_headers(v); }},
      {"header_files", [this, &t](const json& v) { set_paths(t.header_files, v); }},
      {"policy", path(o.documents.policy)},
      {"vendor", text(o.vendor)},
      {"product", text(o.product)},
      {"product_version", text(o.product_version)},
      {"save_last_secret", path(o.save_last_secret)},
      {"ca_file", path(t.ca_file)},
      {"client_cert", path(t.client_cert)},
      {"client_key", path(t.client_key)},
      {"insecure",
       [&t](const json& v) {
         bool anyone = false;
         set_flag(anyone, v);
         t.certificate = anyone ? accept_any : verify;
       }},
      {"timeout", [&t](const json& v) { set_at_least(t.timeout, v, 0.05, 3600); }},
      {"rate", [&t](const json& v) { set_at_least(t.rate, v, 0, 1e6); }},
      {"max_time", [&t](const json& v) { set_at_least(t.max_time, v, 0.1, 86400); }},
      {"max_requests", [&t](const json& v) { set_at_least(t.max_requests, v, 1, 1e9); }},
      {"max_rotations", [&o](const json& v) { set_at_least(o.max_rotations, v, 0, 1e9); }},
  };
}

void TargetReader::read() {
  read_settings(document_, pointer_, settings(), {"a target", "docs/targets.md lists them all"});
  if (check_.name.empty()) throw BadDocument(place(), "the target has no 'name', which its folder of reports needs");
  if (check_.options.target.url.empty()) throw BadDocument(place(), "the target has no 'url'");
  const TargetOptions& target = check_.options.target;
  if (const std::string id = id_shared(target.unknown_ids, target.ids); !id.empty())
    throw BadDocument(place(), "'unknown_ids' and 'ids' both hold " + id + ": it is nobody's, or a token's");
  if (check_.options.vendor.empty()) check_.options.vendor = check_.name;
  check_.options.report_dir += '/' + check_.name;
}

// Of the server's tokens those that a run may rotate. A mock on this machine needs no consent, see cli/check/subject.h.
std::vector<std::string> rotatable_of(const TargetOptions& target, const Target& address) {
  const bool may_be_mock = is_loopback(address);
  if (target.consent != TargetOptions::Consent::rotate && !may_be_mock) return {};
  return target.ids.empty() && may_be_mock ? std::vector<std::string>{"1", "2"} : target.ids;
}

// The server that is meant, however it is spelled: localhost is one of the other two, and a server may listen on both.
std::string server_of(Target address) {
  if (equal_ignoring_case(address.host, "localhost") || address.host == "::1") address.host = "127.0.0.1";
  return to_lower(to_url(address));
}

// What both would rotate at the same time; empty when nothing.
std::string shared_token(const TargetOptions& one, const TargetOptions& other) {
  const Target address = parse_target(one.url);
  if (server_of(address) != server_of(parse_target(other.url))) return {};
  return id_shared(rotatable_of(one, address), rotatable_of(other, address));
}

void refuse_clash(const NamedCheck& earlier, const NamedCheck& later, std::size_t parallel, const Place& place) {
  if (to_lower(earlier.name) == to_lower(later.name))
    throw BadDocument(place, "two targets are named '" + later.name + "', where upper and lower case are one");
  const std::string& file = later.options.save_last_secret;
  if (!file.empty() && file == earlier.options.save_last_secret)
    throw BadDocument(place, "'" + earlier.name + "' and '" + later.name + "' save their last secrets in one file");
  if (parallel < 2) return;
  if (const std::string id = shared_token(earlier.options.target, later.options.target); !id.empty())
    throw BadDocument(place, "'" + earlier.name + "' and '" + later.name + "' would rotate token " + id +
                                 " of one server at the same time, and each would see the other's secrets: give them "
                                 "tokens of their own, or --parallel 1");
}

}  // namespace

std::vector<NamedCheck> read_targets(std::string_view text, const std::string& file, const CheckOptions& common,
                                     std::size_t parallel) {
  const Document document = parse_document(text, file);
  json list;
  read_settings(document, "", {{"targets", [&](const json& value) { list = list_of(value); }}},
                {"a file of targets", "its one key is 'targets'"});
  std::vector<NamedCheck> checks;
  for (std::size_t k = 0; k < list.size(); ++k) {
    NamedCheck check{.options = common};
    TargetReader reader(document, "/targets/" + std::to_string(k), check);
    reader.read();
    for (const auto& earlier : checks) refuse_clash(earlier, check, parallel, reader.place());
    checks.push_back(std::move(check));
  }
  if (checks.empty()) throw BadDocument({.file = file}, "names no target; see docs/targets.md");
  return checks;
}

std::vector<NamedCheck> load_targets(const std::string& file, const CheckOptions& common, std::size_t parallel) {
  return read_targets(read_document_file(file), file, common, parallel);
}

}  // namespace assay
