truyenthanh_tests(input SOURCES input_program_test.cpp
                  LIBRARIES truyenthanh_input_parts truyenthanh_decoding Threads::Threads)
