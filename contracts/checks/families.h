// The families of the catalogue and what their checks share. A family is one .cpp; contracts/checks/all.cpp puts them
// in order.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "contracts/checks/terms.h"
#include "contracts/judge/check.h"

namespace assay {

// Kept by the checks of a catalogue, which speak in them.
using SharedTerms = std::shared_ptr<const Terms>;

// What a check runs: a function of the terms and the facts.
template <class Run>
std::function<Evidence(const Facts&)> in(const SharedTerms& terms, Run run) {
  return [terms, run](const Facts& facts) { return run(*terms, facts); };
}

std::vector<Check> shape_checks(const SharedTerms& terms);
std::vector<Check> secret_checks(const SharedTerms& terms);
std::vector<Check> state_checks(const SharedTerms& terms);
std::vector<Check> invalid_id_checks(const SharedTerms& terms);  // error_checks among them
std::vector<Check> error_checks(const SharedTerms& terms);
std::vector<Check> secret_quality_checks(const SharedTerms& terms);
std::vector<Check> secret_origin_checks(const SharedTerms& terms);
std::vector<Check> race_checks(const SharedTerms& terms);
std::vector<Check> state_token_checks(const SharedTerms& terms);
std::vector<Check> state_course_checks(const SharedTerms& terms);
std::vector<Check> state_hint_checks(const SharedTerms& terms);
std::vector<Check> window_checks(const SharedTerms& terms);
std::vector<Check> id_checks(const SharedTerms& terms);
std::vector<Check> server_checks(const SharedTerms& terms);
std::vector<Check> method_checks(const SharedTerms& terms);
std::vector<Check> secrecy_cache_checks(const SharedTerms& terms);
std::vector<Check> secrecy_checks(const SharedTerms& terms);
std::vector<Check> access_checks(const SharedTerms& terms);
std::vector<Check> webhook_checks(const SharedTerms& terms);        // none where nobody listens for deliveries
std::vector<Check> webhook_order_checks(const SharedTerms& terms);  // the same

// Whether a text stands for a token or secret instead of being one: empty, or with stars, dots, a run of one character,
// brackets, spaces or nothing but a short word in it.
bool is_mask(const std::string& text);

// A token that hides its middle, or all of itself but the prefix, can't be held against its ends or against one in
// full.
bool is_masked(const Record& record);

// All values of a header in one, as RFC 9110 5.3 lets a reader join them; lower case.
std::string joined(const Headers& headers, std::string_view name);

// One observation of a clause; the first becomes its sample, until a finding cites it and another comes.
void observe(Evidence& evidence, std::size_t exchange);

// Calls see(reading, index) for each exchange that was answered at the operation's path with its method.
template <class See>
void each_answer(const Facts& facts, See see) {
  for (std::size_t i = 0; i < facts.readings.size(); ++i)
    if (facts.readings[i].asks_rotation && facts.readings[i].response) see(facts.readings[i], i);
}

// Calls see(reading, record, index) for each answer that shows what a rotation made: Reading::issues.
template <class See>
void each_record(const Facts& facts, See see) {
  for (std::size_t i = 0; i < facts.readings.size(); ++i)
    if (facts.readings[i].issues) see(facts.readings[i], *facts.readings[i].record, i);
}

// Answers that come before the id is looked at: credentials, rate limit, a proxy's limits, an overload.
bool answered_before_validation(int status);

// What the request asked for, in words: "token id \"1abc\"".
std::string describe_id(const Terms& terms, const Reading& reading);

}  // namespace assay
