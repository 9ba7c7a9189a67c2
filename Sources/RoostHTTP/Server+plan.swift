// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Hummingbird
import PatrolCore
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// The plan in force, the one ahead, and what people change in them.
    func addPlan(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("plan") { request, context in
            _ = try context.requiredReader()
            let site = door.site()
            guard let text = request.uri.queryParameters["date"].map(String.init) else {
                return try answer(PlanResource(site))
            }
            guard let date = CalendarDate(text) ?? site.date(named: text, at: door.now()) else {
                throw Refused.badDate
            }
            return try answer(PlanResource(site, on: date))
        }
        group.get("plan/preview") { _, context in
            _ = try context.requiredReader()
            return try answer(PreviewResource(door.site(), at: door.now()))
        }
        group.post("plan/set") { request, context in
            let person = try context.required(.dispatcher)
            let wish = try await decoded(PlanChangeRequest.self, from: request, context)
            let verb = try PatrolRequest(wish, door.site())
            return try await Server.submit(.patrols(verb), by: person, request, door)
        }
    }
}

extension Refused {
    static let badDate = Refused(
        400,
        "bad_request",
        en: "A date is written 2026-05-12; a plan is shown also for yesterday, today, tomorrow.",
        zh: "日期格式为 2026-05-12；查看计划时也可用 yesterday、today、tomorrow。"
    )
}

extension PatrolRequest {
    /// A person's wish in the patrols' words.
    init(_ wish: PlanChangeRequest, _ site: Site) throws {
        let why = wish.why.trimmed
        switch (wish.date, wish.run) {
        case (let date?, nil):
            guard let date = CalendarDate(date) else { throw Refused.badDate }
            guard let word = wish.day, word == "calendar" || DayType(rawValue: word) != nil else {
                throw Self.malformed("day takes workday, restday, holiday, makeup or calendar")
            }
            self = .setDay(date, DayType(rawValue: word), why: why)
        case (nil, let id?):
            guard let (run, _) = site.run(named: id) else { throw Refused.notFound(id) }
            let isBack = wish.back == true
            let isMove = wish.dock != nil || wish.start != nil || isBack
            guard isMove != (wish.skip == true) else {
                throw Self.malformed("say either skip, or back, a dock or a start")
            }
            guard isMove else {
                self = .skip(run, why: why)
                return
            }
            let start = try wish.start.map { text in
                guard let seconds = DayWindow.seconds(text) else {
                    throw Self.malformed("start is a local time such as 07:40")
                }
                return seconds
            }
            let change = RunChange(dock: wish.dock.map { DockID($0) }, startSeconds: start)
            self = isBack ? .restore(run, change, why: why) : .move(run, change, why: why)
        case (nil, nil), (.some, .some):
            throw Self.malformed("say either a date or a run")
        }
    }

    private static func malformed(_ text: String) -> Refused {
        Refused(400, "bad_request", en: "The request is wrong: \(text).", zh: "请求有误：\(text)。")
    }
}

extension String {
    /// Without spaces at both ends.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension Site {
    /// The local date that people call yesterday, today or tomorrow; nil: another word, or no configuration.
    func date(named word: String, at now: Timestamp) -> CalendarDate? {
        guard let calendar = configuration?.fleet.calendar,
            let days = ["yesterday": -1, "today": 0, "tomorrow": 1][word]
        else { return nil }
        let today = calendar.local(now).date
        return today.advanced(by: days)
    }

    /// The run that people call `R04@07:30`, by where it is or first was, or `R04-midday:2`; of the plan in force
    /// first, then of the day before.
    func run(named id: String) -> (PlannedRun, RunRecord)? {
        guard let calendar = patrols.configuration?.calendar else { return nil }
        let newest = patrols.runs.filter { $0.id.date == patrols.planDate }
        let older = patrols.runs.filter { $0.id.date != patrols.planDate }
        for runs in [newest, older] {
            let found =
                runs.first { RunResource($0.value, calendar: calendar).id == id }
                ?? runs.first { $0.id.name == id }
                ?? runs.first { run in
                    run.value.first.map { "\(run.value.route)@\($0.timeOfDay)" } == id
                }
            if let found { return (found.id, found.value) }
        }
        return nil
    }
}

extension PlannedRun {
    /// `R01-am_peak:2`.
    var name: String { "\(demand):\(repetition + 1)" }
}

extension RunRecord.Place {
    /// `07:30`, by the day's own clock.
    var timeOfDay: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(startSeconds / 3600 % 24)):\(two(startSeconds / 60 % 60))"
    }
}
