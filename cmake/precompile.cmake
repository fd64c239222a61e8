# What most sources of a library read, read once: the standard's containers and the JSON library take half the time of a file. Every source
# still includes what it needs: script/lint compiles without this.
set(assay_common_headers <algorithm> <chrono> <functional> <map> <memory> <optional> <set> <string> <string_view> <utility> <variant> <vector>
    <nlohmann/json.hpp>)

# assay_precompile(TARGET [HEADERS...]): the common ones, and heavy ones of its own.
function(assay_precompile target)
  target_precompile_headers(${target} PRIVATE ${assay_common_headers} ${ARGN})
endfunction()
