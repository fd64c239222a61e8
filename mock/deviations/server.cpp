// Deviations of the server as such: it breaks, it keeps silent, it minds a body.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

void crash(Response& response) {
  response = {.status = 500,
              .headers = {{"Content-Type", "application/json"}},
              .body = R"({"detail":"Internal Server Error"})"};
}

Wrap crashes_when(std::function<bool(const Request&)> is_too_much) {
  return answers([is_too_much = std::move(is_too_much)](const Request& request, Response& response) {
    if (is_too_much(request)) crash(response);
  });
}

// Every 20th request from the seed's one on ends with `silence`; it was carried out.
Wrap silent_now_and_then(const NoResponse& silence) {
  return [silence](Handler inner, const Means& means) -> Handler {
    return [silence, inner = std::move(inner),
            count = std::make_shared<std::atomic<std::uint64_t>>(means.seed % 20)](const Request& request) {
      Outcome outcome = inner(request);
      return (*count)++ % 20 == 19 ? Outcome{silence} : outcome;
    };
  };
}

}  // namespace

std::vector<Deviation> server_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  if (!scene->contract.operation().takes_body)
    list.push_back({"crash-on-body", "A body that is cut off is answered 500.", "server/no-5xx",
                    crashes_when([](const Request& request) {
                      return request.body.starts_with('{') && !request.body.ends_with('}');
                    })});
  list.push_back({"crash-on-long-id", "An id beyond 100 digits is answered 500.", "server/no-5xx",
                  crashes_when([scene](const Request& request) { return scene->last_part(request).size() > 100; })});
  if (scene->is_integer)
    list.push_back({"crash-on-big-id", "An id beyond 64 bits is answered 500.", "server/no-5xx",
                    crashes_when([scene](const Request& request) {
                      const auto id = scene->last_part(request);
                      return id.size() > 20 && id.find_first_not_of("0123456789") == std::string::npos;
                    })});
  list.push_back({"overloaded", "Every 20th answer is 503.", "server/no-5xx",
                  answers([n = 0](const Request&, Response& response) mutable {
                    if (++n % 20 == 0) response.status = 503;
                  })});
  list.push_back({"no-answer", "Every 20th request gets no answer.", "server/always-answers",
                  silent_now_and_then({.why = NoResponse::Why::timed_out, .detail = "no answer within 5000 ms"})});
  list.push_back(
      {"hangs-up", "Every 20th answer is cut off.", "server/always-answers",
       silent_now_and_then({.why = NoResponse::Why::cut_off, .detail = "the connection ended in the body"})});
  if (!scene->contract.operation().takes_body)
    list.push_back({"body-redirected", "A request with a body is sent to a sign-in page.", "server/body-ignored",
                    answers([](const Request& request, Response& response) {
                      if (request.body.empty()) return;
                      response = {.status = 302, .headers = {{"Location", "/sign-in"}}};
                    })});
  return list;
}

}  // namespace assay
