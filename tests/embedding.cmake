# Installs the package into a new folder, builds examples/embed against it alone, and runs that.
#   cmake -DBUILD=... -DSOURCE=... -DFLAGS=... -DGENERATOR=... -P tests/embedding.cmake
set(work ${BUILD}/embedding)
file(REMOVE_RECURSE ${work})
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
run(${CMAKE_COMMAND} --install ${BUILD} --component development --prefix ${work}/installed)
run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE}/examples/embed -B ${work}/build -DCMAKE_PREFIX_PATH=${work}/installed
    -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_FIND_PACKAGE_NO_PACKAGE_REGISTRY=ON)
run(${CMAKE_COMMAND} --build ${work}/build)
run(${work}/build/client_test)
