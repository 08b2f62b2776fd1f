# Writes OUTPUT: the files of the page in SOURCE_DIR as a table.
set(index_html "/|text/html; charset=utf-8")
set(app_js "/app.js|text/javascript; charset=utf-8")
set(style_css "/style.css|text/css; charset=utf-8")
set(icon_svg "/icon.svg|image/svg+xml")
set(rows "")
foreach(file index.html app.js style.css icon.svg)
    string(REPLACE "." "_" key ${file})
    string(REPLACE "|" ";" place "${${key}}")
    list(GET place 0 path)
    string(REGEX REPLACE "^[^|]*\\|" "" type "${${key}}")
    file(READ "${SOURCE_DIR}/${file}" content)
    string(APPEND rows "    {\"${path}\", \"${type}\", R\"page(${content})page\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by console/page/embed.cmake from console/page.
#include \"console/console.h\"

namespace truyenthanh {

const PageFile kPageFiles[] = {
${rows}    {nullptr, nullptr, nullptr},
};

}  // namespace truyenthanh
")
