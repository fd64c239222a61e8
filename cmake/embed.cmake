# assay_embed(TARGET SYMBOL FILE): adds to TARGET a source that defines `const std::string_view assay::embedded::SYMBOL`, the
# bytes of FILE. Whoever uses it declares it.
function(assay_embed target symbol file)
  cmake_path(ABSOLUTE_PATH file NORMALIZE)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cpp)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DIN=${file} -DOUT=${out} -DSYMBOL=${symbol} -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_file.cmake
    DEPENDS ${file} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_file.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
