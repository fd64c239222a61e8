add_library(assay_warnings INTERFACE)
target_compile_options(assay_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast
                                                -Wcast-qual -Woverloaded-virtual)
# These two judge code after inlining, and g++ 12 to 14 blame the standard library's own strings and optionals for it
# (GCC bugs 105651 and 80635).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(assay_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(ASSAY_WERROR)
  target_compile_options(assay_warnings INTERFACE -Werror)
endif()
