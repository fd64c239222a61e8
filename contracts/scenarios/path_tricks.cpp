#include "contracts/scenarios/all.h"

namespace assay {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

std::string in_upper_case(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "path-tricks"};
  if (pool.rotatable.empty()) return plan;
  const std::string& id = pool.rotatable.front();
  const std::string& other = pool.rotatable.back();
  const Request plain = rotation(contract, id, pool.headers);
  const std::string segment = "/" + id + "/";
  const auto ask = [&](const std::string& target) {
    Request request = plain;
    request.target = target;
    plan.rounds.push_back({std::move(request)});
  };
  ask("/" + plain.target);
  ask(plain.target + "/");
  ask(in_upper_case(plain.target));
  for (const std::string& trick :
       {"//" + id + "/", "/./" + id + "/", "/" + id + "/./", "/" + id + "%2F", "/" + id + ";x=1/",
        "/" + other + "/../" + id + "/", "/" + other + "%2F..%2F" + id + "/", "/" + id + "%2F" + other + "/",
        "/" + id + "%00/", "/" + id + "%3Fx/"})
    ask(replaced(plain.target, segment, trick));
  return plan;
}

}  // namespace

Scenario path_tricks() {
  return {.id = "path-tricks",
          .summary = "Writes the path with doubled slashes, dot segments, %2F, ';', upper case and a trailing slash.",
          .serves = {"id/path-tricks", "server/no-5xx", "server/always-answers"},
          .rotates = Scenario::Rotates::yes,
          .plan = plan};
}

}  // namespace assay
