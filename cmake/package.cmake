# The installed package: find_package(assay) gives assay::mock and assay::contracts; headers stand in include/assay, so that
# #include "mock/listener.h" reads the same there as here.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/assay)
foreach(library contracts mock)
  set_target_properties(assay_${library} PROPERTIES EXPORT_NAME ${library})
  target_compile_features(assay_${library} PUBLIC cxx_std_20)
  target_include_directories(assay_${library} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/assay>)
  install(TARGETS assay_${library} EXPORT assayTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
  # Not those that show Asio: they are the listener's own.
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${library} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/assay COMPONENT development
          FILES_MATCHING PATTERN "*.h" REGEX "mock/(connection|stream)\\.h$" EXCLUDE)
endforeach()
install(EXPORT assayTargets NAMESPACE assay:: DESTINATION ${package_folder} COMPONENT development)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/assayConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/assayConfig.cmake ${PROJECT_BINARY_DIR}/assayConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)
