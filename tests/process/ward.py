# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An invented newsroom around a real ward's quarter: eight contributors, two of whom write nothing, an editor, an
approver, three monthly and twelve weekly guidance documents, a column and a rate that changes in March. It loads all of
it through the command line of a station with accounts, and reckons by itself, from what it was told to load, what the
station has to say of it."""

import collections
import datetime
import fractions
import subprocess

import harness

ADMIN, OPERATOR, EDITOR, APPROVER = "Nguyễn Thị Lan", "Vũ Văn Nam", "Đinh Thị Mai", "Phạm Văn Dũng"
PEOPLE = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Giang", "Vũ Thị Hạnh",
          "Đỗ Văn Khánh", "Bùi Thị Liên"]
WRITERS = PEOPLE[:6]
PASSWORD = "một câu dễ nhớ"
COLUMN_QUOTA = 9
FIRST, LAST = datetime.date(2018, 1, 1), datetime.date(2018, 3, 31)
# From when on: base salary in đồng and coefficients in hundredths; a unit is a tenth of the salary.
RATES = [(datetime.date(2017, 7, 1), 1_300_000, {"news": 50, "feature": 150}),
         (datetime.date(2018, 3, 1), 1_390_007, {"news": 55, "feature": 145})]


def authors_of(number):
    """[(name, share)]: every fifth item has two authors, every eleventh three."""
    first = WRITERS[number % 6]
    second, third = WRITERS[(number + 1) % 6], WRITERS[(number + 2) % 6]
    if number % 11 == 0:
        return [(first, 34), (second, 33), (third, 33)]
    return [(first, 60), (second, 40)] if number % 5 == 0 else [(first, 100)]


def own_coefficient(number):
    return 217 if number % 7 == 3 else None


def is_posted(number):
    return number % 3 == 0


def is_returned(number):
    return number % 4 == 1


def is_column(number, kind):
    return kind == "feature" and number % 2 == 1


def parts_of(amount, shares):
    """By hundredths, down to the đồng; what is left goes to those who lost most, the larger share first."""
    whole = [amount * share // 100 for share in shares]
    lost = [amount * share % 100 for share in shares]
    order = sorted(range(len(shares)), key=lambda i: -lost[i])
    for i in order[:amount - sum(whole)]:
        whole[i] += 1
    return whole


def pay_of(kind, number, date):
    _, salary, coefficients = [rate for rate in RATES if rate[0] <= date][-1]
    coefficient = own_coefficient(number) or coefficients[kind]
    exact = fractions.Fraction(salary, 10) * fractions.Fraction(coefficient, 100)
    return int(exact + fractions.Fraction(1, 2))


def week_of(date):
    """The number of the week whose Monday is 1 January 2018, from 0."""
    return (date - FIRST).days // 7


class Topic:
    def __init__(self, title, owner, due):
        self.title, self.owner, self.due = title, owner, due
        self.number = None
        self.items = []  # the dates on which items of it are heard


class Ward:
    def __init__(self, station):
        self.station = station
        self.items = []  # (number from 0, item, kind, date)
        self.column = None
        self.months = [[Topic(f"Kế hoạch tháng {month}, phần {part}", WRITERS[month], None) for part in (1, 2)]
                       for month in (1, 2, 3)]
        self.weeks = [[Topic(f"Trọng tâm tuần {week + 1}", PEOPLE[week % 8] if week % 6 != 5 else "",
                             FIRST + datetime.timedelta(7 * week + 4))] for week in range(12)]

    def cli(self, *words, by=OPERATOR):
        return self.station.json(*words, by=by)

    def appoint(self):
        command = [harness.BIN / "truyenthanh", "--home", self.station.home, "--by", ADMIN, "account", "first", ADMIN]
        subprocess.run(command, input=PASSWORD + "\n", text=True, check=True, capture_output=True,
                       env=self.station.bench.environment)
        for name, role, *more in [(OPERATOR, "vận hành"), (EDITOR, "biên tập"),
                                  (APPROVER, "người duyệt", "--block", "uy_ban"),
                                  *((name, "cộng tác viên") for name in PEOPLE)]:
            self.cli("person", "add", name, by=ADMIN)
            self.cli("role", "add", name, role, "--from", "2018-01-01", *more, by=ADMIN)
        self.cli("block", "deputy", "uy_ban", "economy", APPROVER, "--from", "2018-01-01", by=ADMIN)

    def guide(self):
        """Plans, focuses, the column and the rates."""
        for month, topics in enumerate(self.months, 1):
            last = (datetime.date(2018, month + 1, 1) - datetime.timedelta(1))
            self.enter(f"Kế hoạch tháng {month}", "kế hoạch tháng", datetime.date(2018, month, 1), last, topics)
        for week, topics in enumerate(self.weeks):
            monday = FIRST + datetime.timedelta(7 * week)
            self.enter(f"Định hướng tuần {week + 1}", "tuần", monday, monday + datetime.timedelta(6), topics)
        listed = [topic for document in self.station.json("guidance", "list")["guidance"] for topic in document["topics"]]
        numbers = {topic["title"]: topic["id"] for topic in listed}
        for topic in self.topics():
            topic.number = numbers[topic.title]
        self.column = self.cli("column", "add", "Gương sáng quanh ta", "--quota", COLUMN_QUOTA, "--period", "tháng",
                               by=EDITOR)["column"]
        for begin, salary, coefficients in RATES:
            words = [f"--coefficient={kind}={hundredths / 100:.2f}" for kind, hundredths in coefficients.items()]
            self.cli("royalty", "rate", "--from", begin, "--base-salary", salary, *words, by=EDITOR)

    def topics(self):
        return [topic for document in self.months + self.weeks for topic in document]

    def enter(self, title, kind, begin, end, topics):
        words = []
        for topic in topics:
            words += ["--topic", topic.title + (f";owner={topic.owner}" if topic.owner else "") +
                      (f";due={topic.due}" if topic.due else "")]
        self.cli("guidance", "add", title, "--kind", kind, "--from", begin, "--until", end, *words, by=EDITOR)

    def topic_for(self, number, date):
        """The month's first topic for the first item of a month, the week's focus for the last item of every week but
        each fourth."""
        month = self.months[date.month - 1][0]
        if not month.items:
            return month
        week = week_of(date)
        if week < len(self.weeks) and week % 4 != 3 and number % 5 == 2:
            return self.weeks[week][0]
        return None

    def write(self, kind, date):
        """One item, from draft to approved words. Returns its number at the station."""
        number = len(self.items)
        author = authors_of(number)[0][0]
        words = [word for name, share in authors_of(number) for word in ("--author", f"{name}:{share}")]
        topic = self.topic_for(number, date)
        if topic:
            topic.items.append(date)
            words += ["--topic", topic.number]
        if is_column(number, kind):
            words += ["--column", self.column]
        if is_posted(number):
            words += ["--link", f"https://phuong.example.vn/{number}"]
        item = self.cli("item", "add", f"Chuyện thứ {number}", "--kind", kind, "--block", "uy_ban", "--field", "society",
                        "--text", f"Lời của chuyện thứ {number}.", *words, by=author)["item"]
        self.cli("item", "submit", item, by=author)
        if is_returned(number):
            self.cli("return", item, "--reason", "thiếu nguồn", by=EDITOR)
            self.cli("item", "submit", item, by=author)
        self.cli("approve", item, "--document", f"{number}/TB", "--document-date", "2018-01-02", by=APPROVER)
        if own_coefficient(number):
            self.cli("royalty", "coefficient", item, own_coefficient(number) / 100, by=EDITOR)
        self.items.append((number, item, kind, date))
        return item

    # What has to come out, reckoned from the list of what was loaded alone.

    def expected_contributors(self):
        rows = {name: collections.Counter() for name in PEOPLE}
        for number, _, kind, date in self.items:
            shares = authors_of(number)
            parts = parts_of(pay_of(kind, number, date), [share for _, share in shares])
            for (name, _), part in zip(shares, parts):
                rows[name].update(written=1, aired=1, posted=is_posted(number), returned=is_returned(number),
                                  royalty=part)
        return {name: {key: row[key] for key in ("written", "aired", "posted", "returned", "royalty")}
                for name, row in rows.items()}

    def expected_coverage(self):
        documents = self.months + self.weeks
        return {"documents": len(documents), "topics": len(self.topics()),
                "aired": sum(bool(topic.items) for topic in self.topics()),
                "without_item": {topic.title for topic in self.topics() if not topic.items},
                "overdue": {topic.title for topic in self.topics()
                            if topic.due and topic.due < LAST and not any(day <= topic.due for day in topic.items)},
                "without_owner": {topic.title for topic in self.topics() if not topic.owner},
                "short_columns": self.expected_columns()}

    def expected_columns(self):
        heard = collections.Counter(date.month for number, _, kind, date in self.items if is_column(number, kind))
        return {f"2018-{month:02}-01": heard[month] for month in (1, 2, 3) if heard[month] < COLUMN_QUOTA}
