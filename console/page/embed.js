// embed.js FOLDER OUTPUT.cpp LIMIT: writes the built page as a table of C++, each file plain and gzipped. Fails where
// what a browser needs to begin (the page, its scripts and its styles) takes more than LIMIT bytes gzipped.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const [folder, output, limit] = process.argv.slice(2);
const types = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
};

const literal = (bytes) => {
    let text = "";
    for (const byte of bytes) text += "\\" + byte.toString(8).padStart(3, "0");
    return (text.match(/.{1,4000}/g) ?? [""]).map((part) => `\n     "${part}"`).join("");
};

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
const html = readFileSync(join(folder, "index.html"), "utf8");
let first = 0;
let rows = "";
for (const file of files) {
    const bytes = readFileSync(file);
    const zipped = gzipSync(bytes, { level: 9 });
    const name = "/" + relative(folder, file);
    const path = name === "/index.html" ? "/" : name;
    const type = types[extname(file)];
    if (!type) throw new Error(`${path}: of no known type`);
    if (path === "/" || html.includes(`"${path}"`)) first += zipped.length;
    const isNamedByContent = path.startsWith("/assets/");
    rows += `    {"${path}", "${type}", ${isNamedByContent},
     {${literal(bytes)},
      ${bytes.length}},
     {${literal(zipped)},
      ${zipped.length}}},\n`;
}
if (first > Number(limit)) throw new Error(`the page begins with ${first} bytes gzipped; ${limit} are allowed`);
console.log(`the page: ${files.length} files, ${first} bytes gzipped to begin with`);
writeFileSync(output, `// Made by console/page/embed.js.
#include "console/console.h"

namespace truyenthanh {

const PageFile kPageFiles[] = {
${rows}    {nullptr, nullptr, false, {}, {}},
};

}  // namespace truyenthanh
`);
