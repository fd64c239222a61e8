# The installed package: find_package(assay) gives assay::mock, with the headers of its door and those that they include, no others. They
# stand in include/assay, so that #include "mock/http/listener.h" reads the same there as here.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(door mock/mock.h mock/assembly.h mock/first_resources.h mock/http/listener.h mock/stores/memory.h mock/stores/sqlite.h mock/state/token_file.h)

# with_includes(OUT HEADER...): the headers and all of ours that they include, each once.
function(with_includes out)
  set(all ${ARGN})
  set(rest ${ARGN})
  while(rest)
    list(POP_FRONT rest header)
    set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${header})
    file(STRINGS ${PROJECT_SOURCE_DIR}/${header} lines REGEX "^#include \"")
    foreach(line ${lines})
      string(REGEX REPLACE "^#include \"(.*)\".*" "\\1" included "${line}")
      if(NOT included IN_LIST all)
        list(APPEND all ${included})
        list(APPEND rest ${included})
      endif()
    endforeach()
  endwhile()
  set(${out} ${all} PARENT_SCOPE)
endfunction()

with_includes(headers ${door})
foreach(header ${headers})
  cmake_path(GET header PARENT_PATH folder)
  install(FILES ${PROJECT_SOURCE_DIR}/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/assay/${folder} COMPONENT development)
endforeach()

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/assay)
foreach(library contracts mock)
  set_target_properties(assay_${library} PROPERTIES EXPORT_NAME ${library})
  target_compile_features(assay_${library} PUBLIC cxx_std_20)
  target_include_directories(assay_${library} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/assay>)
  install(TARGETS assay_${library} EXPORT assayTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
endforeach()
install(EXPORT assayTargets NAMESPACE assay:: DESTINATION ${package_folder} COMPONENT development)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/assayConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/assayConfig.cmake ${PROJECT_BINARY_DIR}/assayConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)
