#include "cli/policy/show.h"

#include <algorithm>
#include <iostream>
#include <optional>

#include "cli/exit_code.h"
#include "cli/policy/comment.h"
#include "contracts/documents/document_file.h"
#include "contracts/documents/pointer.h"
#include "contracts/documents/settings.h"
#include "contracts/judge/check.h"
#include "contracts/policy/written.h"

namespace assay {
namespace {

// Lines of a file, each with what is said of it.
class Page {
 public:
  // `origin` is written behind the line; empty: nothing is.
  void line(const std::string& text, const std::string& origin = "") {
    std::cout << text;
    if (!origin.empty())
      std::cout << std::string(std::max<std::size_t>(column, text.size() + 2) - text.size(), ' ') << "# "
                << comment_text(origin);
    std::cout << '\n';
  }
  void empty_line() { std::cout << '\n'; }

 private:
  static constexpr std::size_t column = 64;
};

// Where the values of a policy come from.
class Origins {
 public:
  Origins(const DocumentOptions& options, const Contract& contract) : options_(options), contract_(contract) {
    if (!options.policy.empty()) own_ = parse_document(read_document_file(options.policy), options.policy);
    built_in_ = parse_document(embedded_policy_text(), "contracts/slate.policy.yaml");
  }

  // Of what stands at the pointer in a policy file; `else_from` where none says it.
  std::string of(const std::string& pointer, const std::string& else_from = "the default") const {
    const std::string name = pointer.substr(pointer.rfind('/') + 1);
    const bool is_single = pointer == '/' + name || pointer == "/mock/" + name;
    for (const std::string& setting : options_.settings)
      if (is_single && setting.starts_with(name + '=')) return "--set";
    if (own_ && own_->place(pointer).line > 0) return at(own_->place(pointer));
    const bool is_inherited = contract_.policy.api == Policy::Api::slate || pointer == "/general_errors" ||
                              pointer.starts_with("/webhook_") ||
                              (pointer.starts_with("/mock") && pointer != "/mock/secret_prefix");
    if (is_inherited && built_in_.place(pointer).line > 0) return at(built_in_.place(pointer)) + ", built in";
    return else_from;
  }

  std::string of_document(const std::string& pointer) const { return at(contract_.place(pointer)); }

 private:
  static std::string at(const Place& place) { return place.file + ':' + std::to_string(place.line); }

  const DocumentOptions& options_;
  const Contract& contract_;
  std::optional<Document> own_{};
  Document built_in_{};
};

void show_resources(Page& page, const Policy& policy, const Origins& origins) {
  page.line("resources:");
  for (const ResourceKind& kind : policy.resources) {
    const std::string place = below("/resources", kind.noun);
    page.line("  " + yaml_text(kind.noun) + ':', origins.of(place));
    page.line("    identity: " + yaml_text(kind.identity),
              origins.of(below(place, "identity"), "the default: a record shows no id"));
    page.line("    secret_noun: " + yaml_text(kind.secret_noun), origins.of(below(place, "secret_noun")));
    page.line("    members:");
    for (const MemberRole& member : kind.members)
      page.line("      " + yaml_text(member.pointer) + ": " + written(member),
                origins.of(below(below(place, "members"), member.pointer)));
  }
}

void show_use(Page& page, const Contract& contract, const Use& use, const Origins& origins) {
  const bool rotates = use.effect == Use::Effect::rotates, lists = use.effect == Use::Effect::lists;
  const Operation& operation = rotates ? contract.operation() : lists ? *contract.listing() : *contract.reading();
  const std::string place = below("/operations", use.operation);
  const auto line = [&](const std::string& key, const std::string& value, const std::string& else_from) {
    page.line("    " + key + ": " + value, origins.of(below(place, key), else_from));
  };
  page.line("  " + yaml_text(use.operation) + ':', origins.of(place, origins.of("/operation")));
  line("of", yaml_text(use.of), "");
  line("effect", written(use.effect), "");
  if (rotates) {
    std::vector<std::pair<std::string, std::string>> by;
    for (const std::string& name : use.by) by.emplace_back(name, "identity");
    line("by", written(by), origins.of_document(operation.place.pointer) + ", the path's parameters");
    line("rotates", written(use.rotates), "");
    line("changes", written(use.changes), "the default: nothing but the secret");
    if (!use.body.empty()) line("body", use.body, "");
  } else {
    if (!use.shows.empty()) line("shows", written(use.shows), "");
    if (!use.hides.empty()) line("hides", written(use.hides), "");
    if (use.shows.empty() && use.hides.empty()) page.line("    # shows no secret", "the default");
  }
  if (!use.success.empty())
    line("success", written(use.success),
         origins.of_document(below(operation.place.pointer, "responses")) + ", its 2xx");
  else
    page.line("    # success: any 2xx", "the document names no status of its own");
  if (lists) line("items", yaml_text(use.items), "");
  line("record", yaml_text(use.record), lists ? "the default: the whole item" : "the default: the whole body");
  if (!use.query.empty()) line("query", written(use.query), "");
}

void show_errors(Page& page, const Policy& policy, const Origins& origins) {
  const bool says_nothing = policy.invalid.empty() && policy.errors.form == ErrorShape::Form::unsaid;
  page.line(says_nothing ? "errors: {}" : "errors:");
  if (policy.invalid.empty())
    page.line("  # invalid: what the document documents of 400, 404 and 422", "the default");
  else
    page.line("  invalid: " + written(policy.invalid), origins.of("/errors/invalid"));
  const std::string shape = written(policy.errors);
  if (shape.empty())
    page.line("  # shape: not said; FastAPI's where the document's 422 is", "the default");
  else
    page.line("  shape: " + shape, origins.of("/errors/shape"));
}

// All clauses that the document and the roles give.
void show_laws(Page& page, const Contract& contract, const Catalogue& catalogue) {
  page.line("laws:");
  for (const auto& check : catalogue) {
    std::vector<std::string> said;
    const auto words = std::find_if(contract.policy.laws.begin(), contract.policy.laws.end(),
                                    [&](const LawWords& each) { return each.kind == check->kind; });
    if (check->id != check->kind) said.push_back("id: " + yaml_text(check->id));
    if (check->level != Level::info)
      said.push_back(std::string("level: ") + (check->level == Level::must ? "must" : "should"));
    if (words != contract.policy.laws.end() && !words->quote.empty()) {
      said.push_back("says: " + nlohmann::json(words->quote).dump(-1, ' ', true));
      said.push_back("at: " + yaml_text(words->at));
    }
    if (check->kind == "window/refused") said.push_back(written(*contract.policy.window));
    std::string text;
    for (const std::string& each : said) text += (text.empty() ? "" : ", ") + each;
    page.line("  - " + check->kind + (text.empty() ? "" : ": {" + text + '}'), check->requirement);
  }
}

void show_deliveries(Page& page, const Policy& policy, const Origins& origins) {
  // As keys they would be promises of the user's, and what a vendor does otherwise broken ones.
  const bool says_grace = policy.deliveries.grace_is == DeliveryRules::Grace::said;
  const bool says_scheme = policy.deliveries.scheme_is == DeliveryRules::Scheme::said;
  for (const auto& [key, value] : written_deliveries(policy.deliveries)) {
    const bool is_guess = (key == "webhook_grace" && !says_grace) || (key == "webhook_scheme" && !says_scheme);
    page.line((is_guess ? "# " : "") + key + ": " + value, origins.of('/' + key));
  }
}

void show_mock(Page& page, const Policy& policy, const Origins& origins) {
  page.line("mock:");
  for (const auto& [key, value] : written_mock(policy))
    page.line(key == "bearer" && !policy.bearer.empty() ? "  # bearer: it is a credential, and not shown"
                                                        : "  " + key + ": " + value,
              origins.of("/mock/" + key));
}

}  // namespace

int run_policy_show(const DocumentOptions& options) {
  const Contract contract = load_fitting_documents(options);
  const Policy& policy = contract.policy;
  const Origins origins(options, contract);
  const Catalogue catalogue = catalogue_of(contract);  // refuses a law that is not there, before a line is printed
  Page page;
  page.line("# The policy of " + comment_text(contract.file) +
            ", whole. Behind each line: where it comes from, or what it says.");
  page.empty_line();
  page.line("framework: " + yaml_text(policy.framework), origins.of("/framework"));
  page.line("general_errors: " + written(policy.general_errors), origins.of("/general_errors"));
  page.empty_line();
  show_resources(page, policy, origins);
  page.empty_line();
  page.line("operations:");
  for (const Use& use : policy.uses) show_use(page, contract, use, origins);
  page.empty_line();
  show_errors(page, policy, origins);
  page.empty_line();
  show_laws(page, contract, catalogue);
  page.empty_line();
  show_deliveries(page, policy, origins);
  page.empty_line();
  show_mock(page, policy, origins);
  return conforms;
}

}  // namespace assay
