#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/text_id.h"
#include "contracts/scenarios/all.h"

namespace assay {
namespace {

std::string in_upper_case(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

Plan plan(const Contract& contract, const Pool& pool, const Budget&) {
  Plan plan{.scenario = "path-tricks"};
  if (pool.rotatable.empty() || stands_elsewhere(contract.operation().identity)) return plan;
  const Operation& operation = contract.operation();
  // Each text around an id of few may be taken for another of them.
  if (harmless_identity(operation).empty() && invalid_identities(operation, pool.rotatable).empty()) return plan;
  const bool integer = is_integer_identity(operation);
  const std::string id(shown_part(pool.rotatable.front()));
  // Beside the other parts of the first one's identity the last part of another would be somebody else's.
  const bool is_one = contract.operation().identity.size() < 2;
  const std::string other(is_one ? shown_part(pool.rotatable.back()) : id);
  const bool ends_in_integer = integer || contract.operation().identity.back().type == IdentityPart::Type::integer;
  Request plain = rotation(contract, pool.rotatable.front(), pool.headers);
  plain.target = without_query(contract.operation().query, plain.target);
  const std::string segment = "/" + id + "/";
  const auto at = plain.target.rfind(segment);
  const auto ask = [&](const std::string& target) {
    Request request = plain;
    request.target = target + contract.operation().query;
    plan.rounds.push_back({std::move(request)});
  };
  ask("/" + plain.target);
  ask(plain.target + "/");
  // The letters of an id may tell it from another's.
  if (integer) ask(in_upper_case(plain.target));
  if (!integer && contract.operation().identity.size() == 1 && at != std::string::npos)
    ask(in_upper_case(plain.target.substr(0, at + 1)) + id + in_upper_case(plain.target.substr(at + 1 + id.size())));
  // Where two ids stand, one who takes all its digits for the number, or all its letters for the text, reads one that
  // no server has issued.
  const std::string word(integer ? "x" : nobody), more = integer ? "x=y" : word + "=" + word;
  const std::string apart = ends_in_integer ? ".00000000000000000000" : std::string(nobody);
  for (const std::string& trick :
       {"//" + id + "/", "/./" + id + "/", "/" + id + "/./", "/" + id + "%2F", "/" + id + ";" + more + "/",
        "/" + other + apart + "/../" + id + "/", "/" + other + apart + "%2F..%2F" + id + "/",
        "/" + id + apart + "%2F" + other + "/", "/" + id + "%00/", "/" + id + "%3F" + word + "/"})
    if (at != std::string::npos) ask(std::string(plain.target).replace(at, segment.size(), trick));
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
