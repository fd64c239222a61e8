#include "tests/end-to-end/vendor.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <regex>
#include <thread>

namespace assay::test {
namespace {

using nlohmann::ordered_json;

std::string random_secret() {
  static const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  thread_local std::random_device device;
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  std::string secret = "whsec_";
  for (int k = 0; k < 43; ++k) secret += alphabet[pick(device)];
  return secret;
}

ordered_json record_of(int id, const std::string& secret) {
  return {{"id", id},
          {"name", "Vendor token " + std::to_string(id)},
          {"token_prefix", "sl_live_"},
          {"token_last4", "beef"},
          {"scopes", {"orders:read"}},
          {"ip_allowlist", nullptr},
          {"rate_limit", nullptr},
          {"expires_at", "2030-01-01T00:00:00+00:00"},
          {"status", "active"},
          {"created_by", "grace@example.com"},
          {"created_at", "2025-05-05T05:05:05Z"},
          {"last_used_at", nullptr},
          {"webhook_url", "https://hooks.example.com/slate"},
          {"webhook_enabled", true},
          {"token", "sl_live_0123456789abcdef" + std::to_string(id) + "beef"},
          {"webhook_secret", secret}};
}

std::string refusal(const std::string& input) {
  return ordered_json{{"detail",
                       {{{"type", "int_parsing"},
                         {"loc", {"path", "token_id"}},
                         {"msg", "Input should be a valid integer, unable to parse string as an integer"},
                         {"input", input}}}}}
      .dump();
}

std::optional<int> read_plainly(const std::string& segment) {
  static const std::regex plain("-?[0-9]{1,9}");
  return std::regex_match(segment, plain) ? std::optional(std::stoi(segment)) : std::nullopt;
}

}  // namespace

struct Vendor::Impl {
  Habits habits{};
  httplib::Server server{};
  int port = 0;
  std::thread thread{};
  std::mutex mutex{};
  std::map<int, int> counts{};
  int total = 0;
  std::atomic<int> odd_answers{0};

  bool answer_early(const httplib::Request& request, httplib::Response& response);
  void post(const httplib::Request& request, httplib::Response& response);
  void rotate(const std::string& segment, httplib::Response& response);
};

bool Vendor::Impl::answer_early(const httplib::Request& request, httplib::Response& response) {
  if (!habits.early || !habits.early(request, response)) return false;
  ++odd_answers;
  return true;
}

// Every POST, so that `early` sees its body.
void Vendor::Impl::post(const httplib::Request& request, httplib::Response& response) {
  if (habits.wait) habits.wait();
  if (answer_early(request, response)) return;
  std::smatch matches;
  if (!std::regex_match(request.path, matches, std::regex(habits.path))) {
    response.status = 404;
    return;
  }
  rotate(matches[1], response);
  if (!habits.answer) return;
  const auto status = response.status;
  const auto headers = response.headers;
  const auto body = response.body;
  habits.answer(request, response);
  if (response.status != status || response.headers != headers || response.body != body) ++odd_answers;
}

void Vendor::Impl::rotate(const std::string& segment, httplib::Response& response) {
  const auto asked = habits.read ? habits.read(segment) : read_plainly(segment);
  const int id = asked.value_or(0);
  if (!asked) {
    response.status = 422;
    response.set_content(refusal(segment), "application/json");
  } else if (id != 1 && id != 2) {
    response.status = 404;
    response.set_content(R"({"detail":"Resource not found","error":"not_found"})", "application/json");
  } else {
    const std::lock_guard lock(mutex);
    const int count = ++counts[id];
    ++total;
    ordered_json record = record_of(id, habits.secret ? habits.secret(id, count) : random_secret());
    const ordered_json plain = record;
    if (habits.record) habits.record(record, id, count);
    if (record.dump() != plain.dump()) ++odd_answers;
    response.set_header("Cache-Control", "no-store");
    response.set_content(record.dump(), "application/json");
  }
}

Vendor::Vendor(Habits habits) : impl_(std::make_unique<Impl>()) {
  impl_->habits = std::move(habits);
  impl_->server.Post(
      ".*", [this](const httplib::Request& request, httplib::Response& response) { impl_->post(request, response); });
  impl_->server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    using Answered = httplib::Server::HandlerResponse;
    const bool is_post = request.method == "POST";
    if (!is_post && impl_->habits.wait) impl_->habits.wait();
    return !is_post && impl_->answer_early(request, response) ? Answered::Handled : Answered::Unhandled;
  });
  impl_->server.set_tcp_nodelay(true);
  impl_->server.set_keep_alive_max_count(100000);
  impl_->server.set_keep_alive_timeout(1);
  impl_->port = impl_->server.bind_to_any_port("127.0.0.1");
  impl_->thread = std::thread([this] { impl_->server.listen_after_bind(); });
  while (!impl_->server.is_running()) std::this_thread::yield();
}

Vendor::~Vendor() {
  impl_->server.stop();
  impl_->thread.join();
}

std::string Vendor::url() const { return "http://127.0.0.1:" + std::to_string(impl_->port); }

int Vendor::rotations() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->total;
}

int Vendor::odd_answers() const { return impl_->odd_answers; }

}  // namespace assay::test
