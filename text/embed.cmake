# Writes OUTPUT: the text of every SOURCE_DIR/{vi,en}/*.json as a table. Stops the build at a file that is not JSON.
set(rows "")
foreach(language vi en)
    file(GLOB files ${SOURCE_DIR}/${language}/*.json)
    list(SORT files)
    foreach(path IN LISTS files)
        file(READ "${path}" content)
        string(JSON count ERROR_VARIABLE problem LENGTH "${content}")
        if(problem)
            message(FATAL_ERROR "${path} is not a JSON object of \"key\": \"sentence\": ${problem}")
        endif()
        get_filename_component(name "${path}" NAME_WE)
        string(APPEND rows "    {\"${language}\", \"${name}\", R\"sentences(${content})sentences\"},\n")
    endforeach()
endforeach()
file(WRITE ${OUTPUT} "// Made by text/embed.cmake from text/vi and text/en.
#include \"text/embedded_sentences.h\"

namespace truyenthanh {

const EmbeddedSentences kEmbeddedSentences[] = {
${rows}    {nullptr, nullptr, nullptr},
};

}  // namespace truyenthanh
")
