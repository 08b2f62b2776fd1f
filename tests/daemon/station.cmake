truyenthanh_tests(desk THREADED SOURCES desk_protocol_test.cpp desk_methods_test.cpp desk_methods_documented_test.cpp desk_server_test.cpp
                  LIBRARIES truyenthanh_desk truyenthanh_text)
target_compile_definitions(test_desk PRIVATE SOURCE_FOLDER="${PROJECT_SOURCE_DIR}")
truyenthanh_tests(station_parts THREADED SOURCES system_clock_test.cpp prepared_library_test.cpp documents_test.cpp
                  planning_test.cpp relay_tests_test.cpp relay_watch_test.cpp
                  LIBRARIES truyenthanh_station_parts)
truyenthanh_tests(patient_ledger SOURCES patient_ledger_test.cpp
                  LIBRARIES truyenthanh_station_parts truyenthanh_scheduler)
pkg_check_modules(SNDFILE REQUIRED IMPORTED_TARGET sndfile)
truyenthanh_tests(unapproved SOURCES unapproved_test.cpp attacked_station.cpp attacks.cpp marked_sound.cpp
                  LIBRARIES truyenthanh_station_parts truyenthanh_scheduler truyenthanh_audio truyenthanh_newsroom
                            PkgConfig::SNDFILE)
truyenthanh_tests(newsroom_desk THREADED SOURCES newsroom_desk_test.cpp LIBRARIES truyenthanh_station_parts)
truyenthanh_tests(day SOURCES day_test.cpp quarter_day_test.cpp LIBRARIES truyenthanh_day)
target_compile_definitions(test_day PRIVATE QUARTER="${PROJECT_SOURCE_DIR}/tests/data/q1-2018.csv")
