// What every test of a vendor with unusual, lawful habits claims.
#pragma once

#include <string>
#include <vector>

#include "tests/end-to-end/vendor.h"

namespace assay::test {

// `assay check` of the vendor, with consent for tokens 1 and 2, exits 0, and no clause fails or warns.
void check_conforms(const Vendor& vendor, const std::vector<std::string>& more_arguments = {});

// The same of a new vendor with these habits; where they are to change answers, some were.
void check_conforms(Habits habits, const std::vector<std::string>& more_arguments = {});

// Makes this the answer.
void say(httplib::Response& response, int status, const std::string& body, const char* type = "application/json");

// Answers unknown ids with this.
Habits not_found(int status, const std::string& body, const char* type);

}  // namespace assay::test
