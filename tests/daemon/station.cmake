truyenthanh_tests(desk SOURCES desk_protocol_test.cpp desk_methods_test.cpp desk_server_test.cpp
                  LIBRARIES truyenthanh_desk truyenthanh_text)
