truyenthanh_tests(desk THREADED SOURCES desk_protocol_test.cpp desk_methods_test.cpp desk_methods_documented_test.cpp desk_server_test.cpp
                  LIBRARIES truyenthanh_desk truyenthanh_text)
target_compile_definitions(test_desk PRIVATE SOURCE_FOLDER="${PROJECT_SOURCE_DIR}")
truyenthanh_tests(station_parts THREADED SOURCES system_clock_test.cpp prepared_library_test.cpp documents_test.cpp
                  planning_test.cpp
                  LIBRARIES truyenthanh_station_parts)
truyenthanh_tests(patient_ledger SOURCES patient_ledger_test.cpp
                  LIBRARIES truyenthanh_station_parts truyenthanh_scheduler)
