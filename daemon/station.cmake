# The desk: its protocol, its two ends. Used by the station, the command line and the console.
find_package(nlohmann_json REQUIRED)
add_library(truyenthanh_desk STATIC desk_protocol.cpp desk_server.cpp desk_methods.cpp desk_client.cpp
            fields.cpp documents.cpp documents_read.cpp whole_file.cpp)
target_link_libraries(truyenthanh_desk PUBLIC truyenthanh_core nlohmann_json::nlohmann_json PRIVATE truyenthanh_flags)

# The station's database, configuration and plans, without the station: what the command line works on by itself too.
add_library(truyenthanh_offline STATIC finding_document.cpp planning.cpp schedule_document.cpp status_document.cpp new_station.cpp item_documents.cpp people_documents.cpp settings_document.cpp originals.cpp report_house.cpp report_methods.cpp reporting.cpp system_clock.cpp technical_documents.cpp)
target_link_libraries(truyenthanh_offline PUBLIC truyenthanh_desk truyenthanh_airtime truyenthanh_config truyenthanh_store
                      truyenthanh_text
                      truyenthanh_newsroom truyenthanh_scheduler PRIVATE truyenthanh_flags)

# The day's work without the station: what its desk methods do, and what the command line reads.
add_library(truyenthanh_day STATIC programme_day.cpp format_document.cpp programme_methods.cpp editorial_documents.cpp
            editorial_methods.cpp technical_methods.cpp exchange_methods.cpp import_json.cpp release.cpp bundle.cpp)
target_link_libraries(truyenthanh_day PUBLIC truyenthanh_offline PRIVATE truyenthanh_flags)

# What the station is put together from, apart from the program itself so that tests reach it.
find_package(spdlog REQUIRED)
add_library(truyenthanh_station_parts STATIC prepared_library.cpp patient_ledger.cpp
            uploads.cpp relay_tests.cpp relay_watch.cpp
            desk_rights.cpp password_desk.cpp people_methods.cpp signing.cpp item_methods.cpp bundle_methods.cpp inbox.cpp speech.cpp
            memory_file.cpp notices.cpp settings_file.cpp keeping.cpp)
target_link_libraries(truyenthanh_station_parts PUBLIC truyenthanh_day truyenthanh_intake Threads::Threads
                      PRIVATE truyenthanh_flags spdlog::spdlog)

# The station whole, apart from its main: what is asked at the desk is tested against it.
add_library(truyenthanh_station STATIC station.cpp station_methods.cpp air_check_keeper.cpp)
target_link_libraries(truyenthanh_station PUBLIC truyenthanh_station_parts truyenthanh_air_client truyenthanh_scheduler
                      PRIVATE truyenthanh_flags truyenthanh_notify spdlog::spdlog)

# What the programs that serve share: signals, the log, exit statuses.
add_library(truyenthanh_service STATIC service.cpp)
target_link_libraries(truyenthanh_service PUBLIC truyenthanh_core truyenthanh_text PRIVATE truyenthanh_flags spdlog::spdlog)

find_package(CLI11 REQUIRED)
add_executable(truyenthanhd station_main.cpp)
target_link_libraries(truyenthanhd PRIVATE truyenthanh_station truyenthanh_service truyenthanh_notify truyenthanh_flags
                      spdlog::spdlog CLI11::CLI11)
