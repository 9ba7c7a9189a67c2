// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import DockSim
public import RoostModel

/// One fault as people say it: `KIND[:DOCK[:PROBABILITY]][@WHEN]`.
///
/// `F18:D03` always, `F18:D03:0.1` of ten messages one, `F38:D03@07:10` or `@07:10-07:20` by local
/// time, `F18:D03@flighttask_execute` the next time that this is ordered, `F46:*@flight+20` twenty
/// seconds after each lift-off.
public struct FaultOption: Equatable, Sendable {
    /// What goes wrong.
    public enum Kind: Equatable, Sendable {
        /// With a dock or its aircraft.
        case dock(Misbehaviour)
        /// With everything else.
        case world(WorldFault)
    }

    /// When it goes wrong.
    public enum Trigger: Equatable, Sendable {
        /// At any time.
        case always
        /// By chance, 0 to 1.
        case chance(Double)
        /// From a second of the day on, until another; nil: for as long as such a fault lasts.
        case from(Int, until: Int?)
        /// The next time that a method is ordered.
        case method(String)
        /// So many seconds after each lift-off, for half a minute.
        case flight(Int)
    }

    /// What goes wrong.
    public var kind: Kind
    /// At which dock; nil: all.
    public var dock: DockID?
    /// When.
    public var trigger: Trigger

    /// Reads the option.
    ///
    /// - Throws: ``FaultError`` for an unknown kind, an empty dock, a probability outside 0 to 1, or a
    ///   time or event that is none.
    public init(parsing text: String) throws(FaultError) {
        let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
            .map(String.init)
        guard (1...3).contains(parts.count), let kind = Kind(named: parts[0]) else {
            let names = Misbehaviour.names + ", " + Kind.worldNames
            throw Self.fault(text, "KIND[:DOCK[:PROBABILITY]][@WHEN], KIND being \(names)")
        }
        self.kind = kind
        trigger = .always
        if parts.count > 1, parts[1] != "*" {
            guard DockID(parts[1]).isWellFormed else {
                throw Self.fault(text, "with a dock such as D03, or * for all")
            }
            dock = DockID(parts[1])
        }
        if parts.count > 2 {
            guard let share = Double(parts[2]), (0...1).contains(share) else {
                throw Self.fault(text, "with a probability from 0 to 1")
            }
            trigger = .chance(share)
        }
        guard halves.count > 1 else { return }
        guard parts.count < 3, let when = Trigger(String(halves[1])) else {
            throw Self.fault(text, "with HH:MM, HH:MM-HH:MM, flight+SECONDS or a method after @")
        }
        trigger = when
    }

    /// The same as a dock takes it, on a date; nil: it is no fault of a dock.
    public func plan(on date: CalendarDate, _ calendar: DayCalendar) -> MisbehaviourPlan? {
        guard case .dock(let what) = kind else { return nil }
        let when: MisbehaviourPlan.Trigger =
            switch trigger {
            case .always: .between(.epoch, .never)
            case .chance(let share): .chance(share)
            case .from(let from, let until):
                .between(
                    calendar.instant(of: date, time: .seconds(from)),
                    calendar.instant(of: date, time: .seconds(until ?? from + 600))
                )
            case .method(let name): .onMethod(name, times: 1)
            case .flight(let after): .inFlight(after: after, lasting: 30)
            }
        return MisbehaviourPlan(what, when)
    }

    private static func fault(_ value: String, _ allowed: String) -> FaultError {
        FaultError(field: "a fault", value: value, allowed: allowed)
    }
}

extension FaultOption.Kind {
    /// The fault of a number of SAFETY § F (`F18`) or of a word (`commandIgnored`).
    init?(named text: String) {
        if let what = Misbehaviour(named: text) {
            self = .dock(what)
        } else if let what = WorldFault.allCases.first(where: {
            $0.rawValue.lowercased() == text.lowercased() || "\($0)" == text
        }) {
            self = .world(what)
        } else {
            return nil
        }
    }

    static var worldNames: String {
        WorldFault.allCases.map { "\($0.rawValue) \($0)" }.joined(separator: ", ")
    }
}

extension FaultOption.Trigger {
    init?(_ text: String) {
        if text.hasPrefix("flight+") {
            guard let after = Int(text.dropFirst(7)), (0...7200).contains(after) else { return nil }
            self = .flight(after)
        } else if let from = DayWindow.seconds(text) {
            self = .from(from, until: nil)
        } else if let window = DayWindow(text), window.startSeconds < window.endSeconds {
            self = .from(window.startSeconds, until: window.endSeconds)
        } else if !text.isEmpty, text.allSatisfy({ $0.isLowercase || $0 == "_" }) {
            self = .method(text)
        } else {
            return nil
        }
    }
}

extension Misbehaviour {
    /// The fault of a number of SAFETY § F (`F18`) or of a word (`commandIgnored`).
    init?(named text: String) {
        let known = Self.allCases.first {
            $0.rawValue.lowercased() == text.lowercased() || "\($0)" == text
        }
        guard let known else { return nil }
        self = known
    }

    /// All numbers with their words.
    public static var names: String {
        allCases.map { "\($0.rawValue) \($0)" }.joined(separator: ", ")
    }
}
