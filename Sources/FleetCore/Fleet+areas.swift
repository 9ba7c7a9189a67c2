// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Flight areas on board: a dock is told to fetch them, and believed by the checksum of its own progress.
extension Fleet {
    /// A dock that was told to fetch them says how that ended within this: its aircraft boots for it.
    private static let areaPatience = TimeSpan.minutes(10)
    /// The first of the pauses before it is told again; each is twice the one before.
    private static let areaPause = TimeSpan.minutes(5)
    /// The longest of these pauses.
    private static let areaPauseAtMost = TimeSpan.hours(1)
    /// A departure nearer than this goes first.
    private static let areaLead = TimeSpan.minutes(5)

    /// The digest that docks shall keep; empty: none.
    private var areasWanted: String { configuration?.flightAreas?.sha256 ?? "" }

    /// Tells a dock at rest to fetch the areas where it does not keep the ones that are in force.
    mutating func advanceAreas(at id: DockID, _ turn: inout Turn) {
        let wanted = areasWanted
        let isStale = docks.look(at: id) { dock in
            dock.isAdopted && dock.link == .online && dock.areas?.kept ?? "" != wanted
        }
        guard isStale == true, let dock = docks[id] else { return }
        if dock.areas?.wanted != wanted {
            docks.update(id) {
                $0.areas = AreaSync(kept: $0.areas?.kept, keptAt: $0.areas?.keptAt, wanted: wanted)
            }
        }
        if let at = dock.areas?.orderedAt, dock.areas?.failure == nil,
            dock.areas?.wanted == wanted
        {
            guard turn.now >= at + Self.areaPatience else { return }
            areasFailed(at: id, FailureReason.noAnswerYet.bilingual, &turn)
        }
        if let at = docks[id]?.areas?.retryAt, turn.now < at { return }
        guard isAtLeisure(dock, at: turn.now) else { return }
        stepAsideForAreas(at: id, &turn)
        docks.update(id) {
            $0.areas?.orderedAt = turn.now
            $0.areas?.failure = nil
            $0.areas?.retryAt = nil
        }
        let command = DockCommand(dock: id, order: .job(.updateAreas))
        let effect = turn.ask(command, until: turn.now + FleetTimes.command, .once)
        pending[effect] = Pending(dock: id, sortie: nil, order: .areas)
    }

    /// Whether nothing is done at a dock, and nothing is due soon; a glance is enough for it, for the dock
    /// itself refuses when it is busy.
    private func isAtLeisure(_ dock: DockState, at now: Timestamp) -> Bool {
        guard dock.sortie == nil || standby(at: dock) != nil, work.tasks[dock.id] == nil,
            locks(at: dock.id).isEmpty
        else { return false }
        func glance<Value>(_ value: Value?, _ at: Timestamp?) -> Value? {
            at.flatMap { now - $0 <= FleetTimes.shownFor ? value : nil }
        }
        guard glance(dock.dock.mode, dock.times.mode) == 0,
            glance(dock.dock.taskStep, dock.times.taskStep) == FleetTimes.idleTaskStep,
            glance(dock.dock.isAircraftInDock, dock.times.presence) == true
        else { return false }
        return dock.missions.allSatisfy { mission in
            missions[mission].map { $0.when != nil || $0.start - now > Self.areaLead } ?? true
        }
    }

    /// When a dock's areas have to be looked at again.
    func areaWakes(at id: DockID) -> [Timestamp] {
        guard let areas = docks.look(at: id, { $0.areas }) ?? nil, areas.kept ?? "" != areasWanted
        else { return [] }
        let patience = areas.failure == nil ? areas.orderedAt.map { $0 + Self.areaPatience } : nil
        return [patience, areas.retryAt].compactMap(\.self)
    }

    /// Whether the order to fetch them may still leave; nil: it may.
    func areaObjection(at id: DockID) -> Bilingual? {
        guard docks[id]?.sortie == nil else {
            return Bilingual(en: "a sortie is open", zh: "架次未结束")
        }
        return nil
    }

    /// The dock's answer to the order: a yes is no more than that.
    mutating func areasSettled(
        at id: DockID,
        _ settlement: Settlement<FleetResult>,
        _ turn: inout Turn
    ) {
        switch settlement {
        case .succeeded(.replied(let reply)) where !reply.isAccepted:
            areasFailed(at: id, .dockSaid(reply.result, reply.meaning), &turn)
        case .succeeded, .unknown: break
        case .failed(let reason): areasFailed(at: id, reason.bilingual, &turn)
        case .expired: areasFailed(at: id, .expired, &turn)
        }
    }

    /// The dock's own word.
    mutating func areas(_ progress: AreaProgress, at id: DockID, _ turn: inout Turn) {
        switch progress.state {
        case .running, .unknown: break
        case .failed: areasFailed(at: id, progress.reason ?? Bilingual(""), &turn)
        case .kept: areasKept(progress.sha256 ?? "", at: id, &turn)
        }
    }

    private mutating func areasKept(_ digest: String, at id: DockID, _ turn: inout Turn) {
        let wanted = areasWanted
        let old = docks[id]?.areas
        docks.update(id) {
            var areas = old ?? AreaSync()
            areas.kept = digest
            areas.keptAt = turn.now
            $0.areas = areas
        }
        let value = FactValue("areas", Self.short(digest))
        guard digest == wanted else {
            if old?.kept != digest || old?.wanted != wanted {
                let values = [value, FactValue("wanted", Self.short(wanted))]
                turn.tell(.dockAreasWrong, Subject(dock: id), values)
            }
            return again(at: id, .otherAreas, &turn)
        }
        docks.update(id) { $0.areas = AreaSync(kept: digest, keptAt: turn.now, wanted: wanted) }
        if old?.kept != digest { turn.tell(.dockAreasKept, Subject(dock: id), [value]) }
    }

    private mutating func areasFailed(at id: DockID, _ reason: Bilingual, _ turn: inout Turn) {
        guard let areas = docks[id]?.areas, areas.kept ?? "" != areasWanted else { return }
        if areas.tries == 0 {
            let wanted = FactValue("wanted", Self.short(areasWanted))
            turn.tell(.dockAreasFailed, Subject(dock: id), [wanted, FactValue("reason", reason)])
        }
        again(at: id, reason, &turn)
    }

    /// It is told again after a pause that grows: each try boots the aircraft.
    private mutating func again(at id: DockID, _ reason: Bilingual, _ turn: inout Turn) {
        docks.update(id) {
            let doublings = min($0.areas?.tries ?? 0, 6)
            let pause = min(Self.areaPauseAtMost, Self.areaPause * (1 << doublings))
            $0.areas?.failure = reason
            $0.areas?.tries += 1
            $0.areas?.retryAt = turn.now + pause
        }
    }

    /// A digest for people.
    private static func short(_ digest: String) -> Bilingual {
        digest.isEmpty ? Bilingual(en: "none", zh: "无") : Bilingual(String(digest.prefix(12)))
    }
}

extension Bilingual {
    fileprivate static let otherAreas = Bilingual(
        en: "it keeps others on board",
        zh: "机场保存的是其他飞行区"
    )
}
