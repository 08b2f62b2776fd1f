// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The watched folder and the reading machine: what becomes a draft, what is refused, what is ended.
#include "daemon/inbox.h"

#include <poll.h>

#include <fstream>

#include "daemon/speech.h"
#include "tests/daemon/desk_of_a_day.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

struct Watched : Desk {
    void write(const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; }
    bool has(const std::string& name) const { return fs::exists(folder / name); }
    void look(int times = 2) {
        for (int i = 0; i < times; ++i) inbox.look();
    }
    int items() { return scalar(station.connection, 0, "SELECT count(*) FROM item"); }

    fs::path folder = station.folder.path() / "inbox";
    std::vector<BroughtSound> brought;
    Inbox inbox{folder, context, [this](BroughtSound sound) { brought.push_back(std::move(sound)); },
                [](const Message& message) { return to_string(message); }};
};

// What becomes of one item read by `command`.
struct Reading : Desk {
    explicit Reading(std::vector<std::string> command, const SpeechLimits& limits = {})
        : speech(std::move(command), station.connection,
                 {[](const CallId&, const json&) {},
                  [this](const CallId&, const DeskFault& fault) { refused = fault.message.key; },
                  [this](const CallId&, const json&) { ++told; },
                  [this](BroughtSound sound) { sound_came = std::move(sound); }},
                 limits) {}

    void read(const std::string& text) {
        const Acting acting(station.connection, {"Lê Thị Hoa", clock.wall});
        ItemDraft draft;
        draft.title = "Thông báo";
        draft.text = text;
        DeskCall call;
        call.params = {{"item", add_item(station.connection, draft).value}, {"by", "Lê Thị Hoa"}};
        speech.table()[0].run(call);
        while (speech.is_busy()) {
            now.steady = now.steady + 10ms;
            speech.advance(now);
            ::poll(nullptr, 0, 1);
        }
    }
    std::string content() const {
        std::string bytes(64, '\0');
        bytes.resize(static_cast<std::size_t>(::pread(sound_came->file.get(), bytes.data(), bytes.size(), 0)));
        return bytes;
    }

    std::string refused;
    int told = 0;  // that it is still being read
    std::optional<BroughtSound> sound_came;
    Now now = clock.now();
    Speech speech;
};

}  // namespace

TEST_CASE("a text dropped into the watched folder becomes a draft, once it is whole") {
    Watched desk;
    desk.write("cat_nuoc.txt", "Từ 8 giờ");
    desk.look(1);
    CHECK(desk.items() == 0);
    desk.look(1);
    REQUIRE(desk.items() == 1);
    const ItemOnFile item = read_item_on_file(desk.station.connection, ItemId{1}, at());
    CHECK(item.draft.title == "cat nuoc");
    CHECK(item.state == ItemState::Draft);
    CHECK(item.draft.origin == ItemOrigin::Folder);
    CHECK(desk.has("taken/cat_nuoc.txt"));
}

TEST_CASE("a file that is still growing, hidden, or half downloaded is left alone") {
    Watched desk;
    desk.write("a.txt", "một");
    desk.look(1);
    desk.write("a.txt", "một hai");
    desk.write(".an.txt", "x");
    desk.write("b.txt.part", "x");
    desk.look(1);
    CHECK(desk.items() == 0);
    desk.look();
    CHECK(desk.items() == 1);
}

TEST_CASE("a sound goes the way of every upload, with the text beside it") {
    Watched desk;
    desk.write("tin.mp3", "sound");
    desk.write("tin.txt", "Lời");
    desk.look(4);
    REQUIRE(desk.brought.size() == 1);
    CHECK(desk.brought[0].name == "tin.mp3");
    CHECK(desk.brought[0].by == kInboxPerson);
    const ItemId item = desk.item(ItemKind::News, 60);
    desk.brought[0].taken({{"item", item.value}, {"was_known", false}});
    CHECK(read_item_on_file(desk.station.connection, item, at()).draft.text == "Lời");
    CHECK(desk.has("taken/tin.mp3"));
    CHECK(desk.has("taken/tin.txt"));
}

TEST_CASE("what is refused lies in its folder with the reason beside it, and a link is never followed") {
    Watched desk;
    desk.write("hong.csv", "title\n\"A\n");
    desk.look();
    CHECK(desk.items() == 0);
    CHECK(desk.has("refused/hong.csv"));
    CHECK(desk.has("refused/hong.csv.why.txt"));
    fs::create_symlink(desk.station.database, desk.folder / "link.txt");
    desk.look(4);
    CHECK(desk.items() == 0);
    desk.write("x.wav", "noise");
    desk.look();
    desk.brought.at(0).refused({1, {"intake.not_audio", {}}});
    CHECK(desk.has("refused/x.wav"));
    CHECK(desk.diary.back().key == "inbox.refused");
}

TEST_CASE("a machine reads title and text, and its sound is brought like any other") {
    Reading desk({"sh", "-c", "cat {text} > {sound}"});
    desk.read("Mất điện từ 8 giờ");
    REQUIRE(desk.sound_came);
    CHECK(desk.content() == "Thông báo.\nMất điện từ 8 giờ\n");
    CHECK(desk.sound_came->item == ItemId{1});
    CHECK(desk.sound_came->by == "Lê Thị Hoa");
}

TEST_CASE("a machine that fails, makes nothing, hangs or is not there costs a sentence only") {
    const auto refusal_of = [](std::vector<std::string> command, const SpeechLimits& limits = {}) {
        Reading desk(std::move(command), limits);
        desk.read("Lời");
        CHECK_FALSE(desk.sound_came);
        return desk.refused;
    };
    CHECK(refusal_of({"sh", "-c", "exit 1", "{text}", "{sound}"}) == "speech.failed");
    CHECK(refusal_of({"true", "{text}", "{sound}"}) == "speech.failed");
    CHECK(refusal_of({"no-such-program", "{text}", "{sound}"}) == "speech.no_program");
    CHECK(refusal_of({"sh", "-c", "while :; do :; done", "{text}", "{sound}"}, {1s, 60s, 1 << 20}) ==
          "speech.too_slow");
    CHECK(refusal_of({"sh", "-c", "cat /dev/zero > {sound}", "{text}"}, {60s, 60s, 1 << 20}) == "speech.failed");
}

TEST_CASE("a machine that wants more memory than it may have is refused it, whatever it starts") {
    SpeechLimits limits{60s, 60s, 1LL << 30};
    limits.memory_bytes = 64LL << 20;
    // Without an end of line `tail` keeps all of it: 200 MiB.
    Reading desk({"sh", "-c", "head -c 200M /dev/zero | tail > {sound}", "{text}"}, limits);
    desk.read("Lời");
    CHECK_FALSE(desk.sound_came);
    CHECK(desk.refused == "speech.failed");
}

TEST_CASE("whoever waits for a slow machine hears every two seconds that it still reads") {
    Reading desk({"sh", "-c", "sleep 0.6; cat {text} > {sound}"});  // a pass of the loop, 10 ms, takes 1 ms at least
    desk.read("Lời");
    REQUIRE(desk.sound_came);
    CHECK(desk.told >= 1);
    CHECK(desk.told <= 1 + (desk.now.steady - SteadyTime{}) / 2s);
}

TEST_CASE("what a speaking program leaves running ends with it") {
    Reading desk({"sh", "-c", "sleep 600 & echo $! > {sound}", "{text}"});
    desk.read("Lời");
    REQUIRE(desk.sound_came);
    const int left = std::stoi(desk.content());
    REQUIRE(left > 0);
    // Whoever takes over a dead process's children may need a moment to bury them.
    const auto is_running = [left] {
        std::ifstream status("/proc/" + std::to_string(left) + "/stat");
        std::string number;
        std::string name;
        std::string state;
        return status >> number >> name >> state && state != "Z";
    };
    while (is_running()) ::poll(nullptr, 0, 1);
}

TEST_CASE("the packaged voice makes a WAV file of Vietnamese") {
    if (!fs::exists("/usr/bin/espeak-ng")) return;
    Reading desk({"espeak-ng", "-v", "vi", "-s", "150", "-f", "{text}", "-w", "{sound}"});
    desk.read("Xin chào bà con");
    REQUIRE(desk.sound_came);
    CHECK(desk.content().starts_with("RIFF"));
}
