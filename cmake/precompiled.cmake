# assay_precompiled(TARGET): TARGET reads cmake/common.h once, not once a source. Under sanitizers alone, which optimise little: there, with
# -Og for -O1, it halves the time (measured: 5.8 s and 2.3 s of one file, 5.4 s and 2.1 s of another). Elsewhere each source stands for
# itself, so that a missing #include is found (script/lint), and a twentieth of the time would be gained.
function(assay_precompiled target)
  if(ASSAY_SANITIZE)
    target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/common.h)
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)  # names the precompiled header for ccache
  endif()
endfunction()
