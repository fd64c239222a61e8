// The deviations by what they lie about. A family is one .cpp; mock/deviations/deviation.cpp puts them in order.
#pragma once

#include <vector>

#include "mock/deviations/deviation.h"

namespace assay {

std::vector<Deviation> shape_deviations();
std::vector<Deviation> secret_deviations();
std::vector<Deviation> secret_origin_deviations();
std::vector<Deviation> secret_quality_deviations();
std::vector<Deviation> race_deviations();
std::vector<Deviation> record_deviations();
std::vector<Deviation> course_deviations();
std::vector<Deviation> refusal_deviations();
std::vector<Deviation> id_deviations();
std::vector<Deviation> path_deviations();
std::vector<Deviation> server_deviations();
std::vector<Deviation> method_deviations();
std::vector<Deviation> secrecy_deviations();
std::vector<Deviation> access_deviations();

}  // namespace assay
