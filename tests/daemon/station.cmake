truyenthanh_tests(desk THREADED SOURCES desk_protocol_test.cpp desk_methods_test.cpp verbs_documented_test.cpp desk_server_test.cpp
                  LIBRARIES truyenthanh_desk truyenthanh_text)
target_compile_definitions(test_desk PRIVATE SOURCE_FOLDER="${PROJECT_SOURCE_DIR}")
truyenthanh_tests(station_parts THREADED SOURCES system_clock_test.cpp prepared_library_test.cpp documents_test.cpp
                  planning_test.cpp relay_tests_test.cpp relay_watch_test.cpp
                  LIBRARIES truyenthanh_station_parts)
truyenthanh_tests(patient_ledger SOURCES patient_ledger_test.cpp
                  LIBRARIES truyenthanh_station_parts truyenthanh_scheduler)
pkg_check_modules(SNDFILE REQUIRED IMPORTED_TARGET sndfile)
truyenthanh_tests(unapproved SOURCES unapproved_test.cpp attacked_station.cpp attacks.cpp marked_sound.cpp
                         marked_sound_test.cpp
                  LIBRARIES truyenthanh_station_parts truyenthanh_scheduler truyenthanh_audio truyenthanh_newsroom
                            PkgConfig::SNDFILE)
# More than ten thousand blows.
add_test(NAME "unapproved: not one frame that is not approved is heard, at length" COMMAND test_unapproved)
set_tests_properties("unapproved: not one frame that is not approved is heard, at length" PROPERTIES
                     LABELS long TIMEOUT 3600 RUN_SERIAL TRUE ENVIRONMENT TRUYENTHANH_ROUNDS=700)
truyenthanh_tests(desk_of_roles THREADED SOURCES desk_of_roles_test.cpp LIBRARIES truyenthanh_station)
target_compile_definitions(test_desk_of_roles PRIVATE SOURCE_FOLDER="${PROJECT_SOURCE_DIR}")
truyenthanh_tests(newsroom_desk THREADED SOURCES newsroom_desk_test.cpp LIBRARIES truyenthanh_station_parts)
truyenthanh_tests(day SOURCES bundle_test.cpp day_test.cpp exchange_test.cpp inbox_test.cpp keeping_test.cpp notices_test.cpp technical_desk_test.cpp quarter_day_test.cpp
                  LIBRARIES truyenthanh_station_parts)
target_compile_definitions(test_day PRIVATE QUARTER="${PROJECT_SOURCE_DIR}/tests/data/q1-2018.csv")
