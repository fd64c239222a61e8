if(ASSAY_SANITIZE)
  add_compile_options(-fsanitize=${ASSAY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # Two checks at every pointer take half of the compiler's time (measured: 14 s and 8 s of one file). A null that is read or written ends
  # the program by AddressSanitizer too; the fuzzers, which run the same code, have both.
  if(ASSAY_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize=null,alignment)
  endif()
  add_link_options(-fsanitize=${ASSAY_SANITIZE})
endif()
