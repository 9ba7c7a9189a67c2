// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
public import RoostEngine
public import RoostModel
public import SiteCore

/// Who is not heard of: docks that fell silent, and the flights that hang on them.
///
/// What the gateway hears goes before what the state says, which may be as old as the last commit.
public struct Outage: Equatable, Sendable {
    /// Who speaks and who does not, as the gateway hears it now.
    public struct Hearing: Equatable, Sendable {
        /// Docks that speak.
        public var speaking: Set<DockID>
        /// Docks that spoke and fell silent, and since when, in the site's time.
        public var silent: [DockID: Timestamp]

        /// A hearing from its parts.
        public init(speaking: Set<DockID> = [], silent: [DockID: Timestamp] = [:]) {
            self.speaking = speaking
            self.silent = silent
        }
    }

    /// A flight that nobody hears of.
    public struct Flight: Equatable, Sendable {
        /// The dock that flies it.
        public var dock: DockID
        /// Its state is unknown; false: only its dock is silent.
        public var isUnknown: Bool
    }

    /// Docks that fell silent, and since when.
    public internal(set) var silent: [DockID: Timestamp] = [:]
    /// Docks that speak.
    public internal(set) var speaking = 0
    /// Open sorties whose state is unknown, or that may be in the air while their dock is silent.
    public internal(set) var flights: [SortieID: Flight] = [:]

    /// Nothing is amiss.
    public init() {}

    /// What is not heard of at a site.
    public init(_ site: Site, _ hearing: Hearing) {
        for state in site.fleet.docks.values where !hearing.speaking.contains(state.id) {
            if let since = hearing.silent[state.id] {
                silent[state.id] = since
            } else if state.link == .silent {
                silent[state.id] = state.silentSince ?? state.heardAt ?? .epoch
            }
        }
        speaking = site.fleet.docks.values.count { state in
            silent[state.id] == nil
                && (state.link == .online || hearing.speaking.contains(state.id))
        }
        for sortie in site.fleet.sorties.values {
            let isUnheard = silent[sortie.dock] != nil
            switch sortie.state {
            case .unknown: flights[sortie.id] = Flight(dock: sortie.dock, isUnknown: true)
            case .starting, .airborne, .returning:
                if isUnheard { flights[sortie.id] = Flight(dock: sortie.dock, isUnknown: false) }
            case .preparing, .prepared, .docked, .landedAway, .failed, .cancelled: break
            }
        }
    }

    /// Whether several docks are silent and none speaks: then it is what all of them need.
    public var isOfAll: Bool { silent.count > 1 && speaking == 0 }

    /// What a person must hear of, for status and the API.
    ///
    /// While the store takes nothing in, docks are not acknowledged and seem silent: nobody must look for that at
    /// the broker.
    public func warnings(in calendar: DayCalendar?, store: StoreTrouble? = nil) -> [Bilingual] {
        let docks = store?.takesNothing == true ? nil : docksText(in: calendar)
        return [docks, flightsText].compactMap(\.self)
    }

    /// In one sentence who is silent; nil: nobody.
    public func docksText(in calendar: DayCalendar?) -> Bilingual? {
        guard let last = silent.values.max() else { return nil }
        if isOfAll {
            let (count, since) = (silent.count, last.clock(in: calendar))
            return Bilingual(
                en:
                    "all docks are silent at once (\(count), since \(since)): look at the broker and "
                    + "the network, not at the docks",
                zh: "全部机场同时失联（\(count) 个，自 \(since)）：请检查消息服务器和网络，而非机场"
            )
        }
        let sorted = silent.sorted { $0.key < $1.key }
        return Bilingual(
            en: "\(silent.count) silent: "
                + Self.listed(
                    sorted.map { "\($0.key) since \($0.value.clock(in: calendar))" },
                    ", "
                ),
            zh: "\(silent.count) 个机场失联："
                + Self.listed(sorted.map { "\($0.key) 自 \($0.value.clock(in: calendar))" }, "、")
        )
    }

    /// In one sentence which flights are not heard of; nil: none.
    public var flightsText: Bilingual? {
        guard !flights.isEmpty else { return nil }
        let sorted = flights.sorted { $0.key < $1.key }
        let unknown = Bilingual(en: "unknown", zh: "状态未知")
        let silent = Bilingual(en: "its dock is silent", zh: "机场失联")
        func text(_ flight: (key: SortieID, value: Flight)) -> Bilingual {
            flight.value.isUnknown ? unknown : silent
        }
        return Bilingual(
            en: "in the air or lost, and not heard of (\(flights.count)): "
                + Self.listed(sorted.map { "\($0.key) of \($0.value.dock) \(text($0).en)" }, ", "),
            zh: "\(flights.count) 个架次可能在空中但无消息："
                + Self.listed(sorted.map { "\($0.key)（\($0.value.dock)）\(text($0).zh)" }, "、")
        )
    }

    /// The first few, and how many more there are.
    private static func listed(_ names: [String], _ comma: String) -> String {
        let rest = names.count - 8
        return names.prefix(8).joined(separator: comma) + (rest > 0 ? " +\(rest)" : "")
    }
}
