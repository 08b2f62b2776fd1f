// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See scenario.h.
#include "tests/scenarios/scenario.h"

#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "core/names.h"
#include "tests/fakes/world.h"

namespace truyenthanh {
namespace {

using Words = std::vector<std::string>;

struct Line {
    std::string where;
    Words words;
};

[[noreturn]] void fail(const std::string& why) { throw std::runtime_error(why); }

std::vector<Line> lines_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<Line> lines;
    std::string text;
    for (int number = 1; std::getline(in, text); ++number) {
        text = text.substr(0, text.find('#'));
        std::istringstream words(text);
        Line line{file.filename().string() + ":" + std::to_string(number) + ": " + text, {}};
        for (std::string word; words >> word;) line.words.push_back(word);
        if (!line.words.empty()) lines.push_back(line);
    }
    return lines;
}

template <class T>
T need(const std::optional<T>& value, const std::string& text) {
    if (!value) fail("cannot read '" + text + "'");
    return *value;
}

std::chrono::milliseconds duration(const std::string& text) { return need(parse_duration(text), text); }
std::chrono::seconds whole_seconds(const std::string& text) { return need(parse_seconds(text), text); }

// "name=value" words after the first `from` ones.
std::map<std::string, std::string> options(const Words& words, std::size_t from) {
    std::map<std::string, std::string> found;
    for (std::size_t i = from; i < words.size(); ++i) {
        const auto equals = words[i].find('=');
        if (equals == std::string::npos) fail("expected name=value, not '" + words[i] + "'");
        found[words[i].substr(0, equals)] = words[i].substr(equals + 1);
    }
    return found;
}

template <class Enum>
Enum word(const std::string& text) {
    return need(parse<Enum>(text), text);
}

TimeWindow window(const Words& words) {
    const auto dash = words.at(2).find('-');
    TimeWindow window;
    window.days = need(parse_weekdays(words.at(1)), words.at(1));
    window.from = need(parse_time_of_day(words.at(2).substr(0, dash)), words.at(2));
    window.until = need(parse_time_of_day(words.at(2).substr(dash + 1)), words.at(2));
    return window;
}

// The week's file, line by line, into a world.
class WeekReader {
public:
    explicit WeekReader(World& world) : world_(world) {}

    void read(const Words& words) {
        static const std::map<std::string, void (WeekReader::*)(const Words&)> kinds{
            {"permitted", &WeekReader::permitted},
            {"quiet", &WeekReader::quiet},
            {"item", &WeekReader::item},
            {"relay", &WeekReader::relay},
            {"programme", &WeekReader::programme},
            {"slot", &WeekReader::slot},
            {"longest_session", &WeekReader::longest}};
        const auto kind = kinds.find(words[0]);
        if (kind == kinds.end()) fail("no such kind of line: '" + words[0] + "'");
        (this->*kind->second)(words);
    }

private:
    void permitted(const Words& words) {
        if (is_first_window_) world_.plans.profile.permitted.clear();
        is_first_window_ = false;
        world_.plans.profile.permitted.push_back(window(words));
    }

    void quiet(const Words& words) { world_.plans.profile.quiet.push_back(window(words)); }

    void longest(const Words& words) { world_.plans.profile.longest_session = whole_seconds(words.at(1)); }

    void item(const Words& words) {
        const auto more = options(words, 3);
        const ItemKind kind = more.contains("kind") ? word<ItemKind>(more.at("kind")) : ItemKind::News;
        const Item& item = world_.add_item(words.at(1), to_frames(duration(words.at(2))), kind);
        if (more.contains("refused")) world_.library.refused[item.recording->id] = Message{more.at("refused"), {}};
        if (more.contains("surprise")) world_.library.surprises[item.recording->id] = Message{more.at("surprise"), {}};
        if (more.contains("master"))
            world_.library.masters[item.recording->id] = to_frames(duration(more.at("master")));
    }

    void relay(const Words& words) {
        const auto more = options(words, 2);
        Relay& relay = world_.add_relay(words.at(1));
        if (more.contains("open_ahead")) relay.open_ahead = whole_seconds(more.at("open_ahead"));
        if (more.contains("level")) relay.level = word<RelayLevel>(more.at("level"));
    }

    // title[@offset][+mute|+duck|+bed][~fade][^pause window]
    RundownEntry entry(const std::string& text) {
        const auto end = text.find_first_of("@+~^");
        RundownEntry entry;
        entry.item = world_.item(text.substr(0, end)).id;
        for (auto at = end; at != std::string::npos;) {
            const auto next = text.find_first_of("@+~^", at + 1);
            const std::string value = text.substr(at + 1, next == std::string::npos ? next : next - at - 1);
            if (text[at] == '@') entry.at = duration(value);
            if (text[at] == '+') entry.mix = word<Mix>(value);
            if (text[at] == '~') entry.fade = duration(value);
            if (text[at] == '^') entry.pause_window = duration(value);
            at = next;
        }
        return entry;
    }

    void programme(const Words& words) {
        Programme programme;
        programme.id = ProgrammeId{static_cast<std::int64_t>(world_.plans.week.programmes.size()) + 1};
        programme.name = words.at(1);
        for (std::size_t i = 2; i < words.size(); ++i) programme.rundown.push_back(entry(words[i]));
        world_.plans.week.programmes[programme.id] = programme;
    }

    std::optional<ProgrammeId> programme_named(const std::string& name) const {
        for (const auto& [id, programme] : world_.plans.week.programmes) {
            if (programme.name == name) return id;
        }
        fail("no programme " + name);
    }

    void slot(const Words& words) {
        Slot slot;
        slot.id = SlotId{static_cast<std::int64_t>(world_.plans.week.slots.size()) + 1};
        slot.name = words.at(1);
        slot.days = need(parse_weekdays(words.at(2)), words.at(2));
        slot.start = need(parse_time_of_day(words.at(3)), words.at(3));
        slot.length = whole_seconds(words.at(4));
        for (const auto& [name, value] : options(words, 5)) set(slot, name, value);
        world_.plans.week.slots.push_back(slot);
    }

    void set(Slot& slot, const std::string& name, const std::string& value) {
        const std::map<std::string, std::function<void()>> setters{
            {"programme", [&] { slot.content.programme = programme_named(value); }},
            {"relay", [&] { slot.content.relay = world_.relay(value).id; }},
            {"start", [&] { slot.start_rule = word<StartRule>(value); }},
            {"grace", [&] { slot.grace = whole_seconds(value); }},
            {"overrun", [&] { slot.overrun = word<OverrunRule>(value); }},
            {"finish_within", [&] { slot.finish_within = whole_seconds(value); }},
            {"late", [&] { slot.late = word<LateRule>(value); }},
            {"restart_within", [&] { slot.restart_within = whole_seconds(value); }},
            {"substitute", [&] { slot.substitute = word<SubstituteRule>(value); }},
            {"sustainer", [&] { slot.sustainer = world_.item(value).id; }},
            {"priority", [&] { slot.priority = std::stoi(value); }}};
        const auto setter = setters.find(name);
        if (setter == setters.end()) fail("a slot has no '" + name + "'");
        setter->second();
    }

    World& world_;
    bool is_first_window_ = true;
};

// What happens, word by word after the time.
class StoryTeller {
public:
    explicit StoryTeller(World& world) : world_(world) {}

    void tell(const Words& words) {
        static const std::map<std::string, void (StoryTeller::*)(const Words&)> subjects{
            {"air", &StoryTeller::air},       {"station", &StoryTeller::station}, {"clock", &StoryTeller::clock},
            {"latch", &StoryTeller::latch},   {"hold", &StoryTeller::hold},       {"resume", &StoryTeller::resume},
            {"relay", &StoryTeller::relay},   {"take", &StoryTeller::take},       {"power", &StoryTeller::power},
            {"output", &StoryTeller::output}, {"item", &StoryTeller::item},       {"plan", &StoryTeller::plan}};
        const auto subject = subjects.find(words.at(1));
        if (subject == subjects.end()) fail("nothing happens to '" + words.at(1) + "'");
        (this->*subject->second)(words);
    }

private:
    void air(const Words& words) {
        if (words.at(2) == "crash") return world_.air.crash();
        if (words.at(2) == "restart") return world_.air.restart();
        if (words.at(2) == "slip") return world_.air.slip(duration(words.at(3)));
        fail("the air does not '" + words.at(2) + "'");
    }

    void station(const Words& words) {
        if (words.at(2) == "stop") return world_.rehearsal->stop();
        if (words.at(2) == "start") return world_.rehearsal->start();
        fail("the station does not '" + words.at(2) + "'");
    }

    void clock(const Words& words) {
        if (const auto trust = parse<ClockTrust>(words.at(2))) return world_.clock.trust(*trust);
        if (words.at(2) != "step") fail("the clock does not '" + words.at(2) + "'");
        const bool is_back = words.at(3)[0] == '-';
        const auto by = duration(words.at(3).substr(1));
        world_.clock.step_wall(is_back ? -by : by);
    }

    void latch(const Words& words) { world_.air.kill(words.at(2) == "set"); }
    void hold(const Words& words) { world_.rehearsal->runner()->hold(words.at(2)); }
    void resume(const Words&) { world_.rehearsal->runner()->resume(); }

    void relay(const Words& words) {
        const RelayId relay = world_.relay(words.at(2)).id;
        if (words.at(3) == "stalls") return world_.relays.flow(relay, false);
        if (words.at(3) == "flows") return world_.relays.flow(relay, true);
        if (words.at(3) == "pauses") return world_.relays.pause(relay);
        if (words.at(3) == "dies") return world_.relays.end_job(relay, duration(words.at(4)));
        fail("a relay does not '" + words.at(3) + "'");
    }

    void take(const Words& words) { world_.take_now(words.at(2), word<Rank>(words.at(3)), words.at(4)); }
    void power(const Words& words) { world_.power_cut(duration(words.at(3))); }
    void output(const Words& words) { world_.air.lose_output(words.at(2) == "lost"); }

    // item TITLE unreadable|tampered after TIME; item TITLE refused KEY (on opening); item TITLE revoked KEY (in the
    // plan)
    void item(const Words& words) {
        const Item& item = world_.item(words.at(2));
        if (words.at(3) == "refused") {
            world_.library.surprises[item.recording->id] = Message{words.at(4), {}};
            return;
        }
        if (words.at(3) == "revoked") {
            world_.library.refused[item.recording->id] = Message{words.at(4), {}};
            return world_.plans.touch();
        }
        world_.air.spoil(item.title, to_frames(duration(words.at(5))), word<EndCause>(words.at(3)));
    }

    // plan slot NAME removed; plan permitted daily FROM-UNTIL
    void plan(const Words& words) {
        if (words.at(2) == "slot")
            std::erase_if(world_.plans.week.slots, [&](const Slot& slot) { return slot.name == words.at(3); });
        else
            world_.plans.profile.permitted = {window(Words(words.begin() + 2, words.end()))};
        world_.plans.touch();
    }

    World& world_;
};

struct Stretch {
    std::string zone = "Asia/Ho_Chi_Minh";
    LocalTime from;
    LocalTime until;
};

LocalTime local_time(const std::string& date, const std::string& time) {
    return std::chrono::local_days{need(parse_date(date), date)} + need(parse_time_of_day(time), time);
}

template <class Do>
void with_line(const Line& line, const Do& act) {
    try {
        act();
    } catch (const std::exception& error) {
        fail(line.where + ": " + error.what());
    }
}

Stretch stretch_of(const std::vector<Line>& week) {
    Stretch stretch;
    for (const Line& line : week) {
        with_line(line, [&] {
            if (line.words[0] == "zone") stretch.zone = line.words.at(1);
            if (line.words[0] == "from") stretch.from = local_time(line.words.at(1), line.words.at(2));
            if (line.words[0] == "until") stretch.until = local_time(line.words.at(1), line.words.at(2));
        });
    }
    return stretch;
}

bool is_stretch(const Line& line) {
    return line.words[0] == "zone" || line.words[0] == "from" || line.words[0] == "until";
}

// Story times are the wall clock's as long as nothing steps it: "07:31:30", "+1/00:05" on the next day.
std::chrono::nanoseconds story_time(const Stretch& stretch, const std::string& text) {
    const bool is_next_day = text.rfind("+1/", 0) == 0;
    const std::string time = is_next_day ? text.substr(3) : text;
    const auto dot = time.find('.');
    auto since = need(parse_time_of_day(time.substr(0, dot)), time) + std::chrono::milliseconds{0};
    if (dot != std::string::npos) since += std::chrono::milliseconds{std::stoi(time.substr(dot + 1))};
    const auto day = std::chrono::floor<std::chrono::days>(stretch.from) + std::chrono::days{is_next_day ? 1 : 0};
    return day + since - stretch.from;
}

// Take numbers as "title.attempt", so that a person can write them down.
class Translator {
public:
    void learn(const PlayoutCommand& command) {
        if (const auto* cue = std::get_if<CueMaster>(&command)) learn(cue->order);
        if (const auto* cue = std::get_if<CueRelay>(&command)) learn(cue->order);
    }

    std::string translate(std::string line) const {
        for (const auto& [hex, title] : names_) {
            const auto at = line.find(hex);
            if (at != std::string::npos) line.replace(at, hex.size(), title);
        }
        return line;
    }

private:
    void learn(const CueOrder& order) {
        std::ostringstream hex;
        hex << std::hex << order.take.value;
        names_[hex.str()] = std::string(order.label.data()) + "." + std::to_string(order.take.value & 0xffff);
    }

    std::map<std::string, std::string> names_;
};

}  // namespace

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

Played play(const std::filesystem::path& folder) {
    const std::vector<Line> week = lines_of(folder / "week");
    const Stretch stretch = stretch_of(week);
    World world(stretch.zone, stretch.from);
    WeekReader reader{world};
    for (const Line& line : week) {
        if (!is_stretch(line)) with_line(line, [&] { reader.read(line.words); });
    }
    world.open();
    world.rehearsal->keep_pace(std::chrono::milliseconds{250});
    StoryTeller teller{world};
    for (const Line& line : lines_of(folder / "story")) {
        with_line(line, [&] {
            world.rehearsal->at(story_time(stretch, line.words[0]),
                                [&teller, line] { with_line(line, [&] { teller.tell(line.words); }); });
        });
    }
    Played played;
    Translator translator;
    world.rehearsal->observe([&](const Now& now, const std::vector<PlayoutCommand>& commands) {
        for (const PlayoutCommand& command : commands) {
            translator.learn(command);
            if (std::holds_alternative<RefreshEntries>(command)) continue;
            played.commands.push_back(world.local(now.wall) + " " + translator.translate(to_string(command)));
        }
    });
    const auto zone = make_zone(stretch.zone);
    world.rehearsal->walk(std::chrono::nanoseconds{zone->to_utc(stretch.until) - zone->to_utc(stretch.from)});
    played.as_run = world.as_run();
    return played;
}

}  // namespace truyenthanh
