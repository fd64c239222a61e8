// The deviations by what they lie about. A family is one .cpp, and gives what the scene has places for; its `breaks`
// are law kinds. mock/deviations/deviation.cpp puts them in order and calls the laws as the policy does.
#pragma once

#include <vector>

#include "mock/deviations/deviation.h"
#include "mock/deviations/scene.h"

namespace assay {

std::vector<Deviation> shape_deviations(const SharedScene& scene);
std::vector<Deviation> schema_deviations(const SharedScene& scene);
std::vector<Deviation> secret_deviations(const SharedScene& scene);
std::vector<Deviation> secret_origin_deviations(const SharedScene& scene);
std::vector<Deviation> secret_quality_deviations(const SharedScene& scene);
std::vector<Deviation> race_deviations(const SharedScene& scene);
std::vector<Deviation> record_deviations(const SharedScene& scene);
std::vector<Deviation> course_deviations(const SharedScene& scene);
std::vector<Deviation> hint_deviations(const SharedScene& scene);
std::vector<Deviation> refusal_deviations(const SharedScene& scene);
std::vector<Deviation> id_deviations(const SharedScene& scene);
std::vector<Deviation> path_deviations(const SharedScene& scene);
std::vector<Deviation> server_deviations(const SharedScene& scene);
std::vector<Deviation> method_deviations(const SharedScene& scene);
std::vector<Deviation> secrecy_deviations(const SharedScene& scene);
std::vector<Deviation> access_deviations(const SharedScene& scene);

// Those about deliveries.
std::vector<Deviation> delivery_deviations(const SharedScene& scene);
std::vector<Deviation> delivery_order_deviations(const SharedScene& scene);

}  // namespace assay
