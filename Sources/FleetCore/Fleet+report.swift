// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What docks say.
extension Fleet {
    mutating func hear(_ report: DockReport, _ turn: inout Turn) {
        acknowledge(report, &turn)
        guard docks.look(at: report.dock, { _ in true }) == true else { return }
        if case .silent(let since) = report.said { return fallSilent(report.dock, since, &turn) }
        // A note of our own says nothing of whether the dock is there.
        if case .relayLink(let link) = report.said { return note(link, of: report.dock, &turn) }
        // Readings that were held back before a dock fell silent do not bring it back.
        let isNews = turn.now - report.receivedAt <= FleetTimes.shownFor
        if !isNews, case .readings = report.said, docks[report.dock]?.link == .silent { return }
        hearFrom(report.dock, &turn)
        switch report.said {
        case .silent, .relayLink: break
        case .topology(let topology): link(topology, report.dock, &turn)
        case .readings(let readings): read(readings, report, &turn)
        case .repliedLate(let effect, let reply): hearLate(reply, to: effect, report.dock, &turn)
        case .progressed(let progress): progressed(progress, report, &turn)
        case .asked, .other: break
        case .alarmed(let list, let ofAircraft): alarm(list, ofAircraft, report.dock, &turn)
        case .stored(let file): stored(file, report.dock, &turn)
        case .jobStepped(let job):
            turn.tell(
                .dockJob,
                Subject(dock: report.dock),
                [
                    FactValue("method", DockWords.job(job.method)),
                    FactValue("status", DockWords.jobStatus(job.status)),
                ]
            )
            stepped(job, at: report.dock, &turn)
        case .homing(let word): homing(word, report, &turn)
        case .ready(let flights): ready(flights, at: report.dock, &turn)
        case .startStuck(let word): startStuck(word, report, &turn)
        case .spoke(let progress): spoke(progress, at: report.dock, &turn)
        case .liveControl(let state): docks.update(report.dock) { $0.liveControl = state }
        case .areas(let progress): areas(progress, at: report.dock, &turn)
        case .equipped(let speaker): docks.update(report.dock) { $0.speaker = speaker }
        }
        advance(report.dock, &turn)
    }

    private mutating func note(_ link: RelayLink, of dock: DockID, _ turn: inout Turn) {
        docks.update(dock) {
            $0.relayLink = link
            $0.relayLinkAt = turn.now
        }
    }

    /// Any word but the gateway's own says that the dock is there.
    private mutating func hearFrom(_ id: DockID, _ turn: inout Turn) {
        let now = turn.now
        let wasOnline = docks.update(id) { dock in
            defer {
                dock.link = .online
                dock.silentSince = nil
                dock.heardAt = now
            }
            return dock.link == .online
        }
        if wasOnline == false { turn.tell(.dockOnline, Subject(dock: id)) }
    }

    /// A lost dock's sortie that is not yet launched is cancelled; one in the air is unknown (S21,
    /// S25).
    private mutating func fallSilent(_ id: DockID, _ since: Timestamp, _ turn: inout Turn) {
        guard let dock = docks[id], dock.link != .silent else { return }
        turn.tell(.dockSilent, Subject(dock: id), [FactValue("since", local(since))])
        docks.update(id) {
            $0.link = .silent
            $0.silentSince = since
        }
        // Decided by what was said last, through this dock too.
        if let sortie = dock.sortie { watchLanding(sortie, &turn) }
        docks.update(id) { $0.forgetReadings() }
        // A silent dock that only waits for an aircraft says nothing of where that is.
        if let sortie = dock.sortie, !isWaitingForIt(id, sortie) {
            lose(sortie, Bilingual(en: "the dock is silent", zh: "机场失联"), &turn)
        }
        advance(id, &turn)
    }

    /// Nothing can be known of a sortie any more: not launched, it is undone; else it is unknown.
    mutating func lose(_ id: SortieID, _ reason: Bilingual, _ turn: inout Turn) {
        guard let sortie = sorties[id] else { return }
        if sortie.state.isInTheAir {
            move(id, .lost, &turn)
        } else {
            undo(sortie, &turn)
            move(id, .cancelled, reason, &turn)
        }
    }

    private mutating func link(_ topology: Topology, _ id: DockID, _ turn: inout Turn) {
        guard let dock = docks[id], dock.linkedAircraft != topology.aircraftSerial else { return }
        docks.update(id) {
            $0.linkedAircraft = topology.aircraftSerial
            $0.forgetControl()
        }
        guard let serial = topology.aircraftSerial else { return }
        let expected = dock.site.aircraft.serial
        if isGuest(serial, at: dock) {
            let values = [FactValue("aircraft", serial), FactValue("expected", serial)]
            return turn.tell(.dockTopology, Subject(dock: id), values)
        }
        let values = [FactValue("aircraft", serial), FactValue("expected", expected)]
        turn.tell(
            serial == expected ? .dockTopology : .dockTopologyConflict,
            Subject(dock: id),
            values
        )
    }

    /// Docks cut their list of alarms at this length (PROTOCOL § 17).
    private static let alarmListLimit = 20

    private mutating func alarm(
        _ list: [HealthAlarm],
        _ ofAircraft: Bool,
        _ id: DockID,
        _ turn: inout Turn
    ) {
        guard let dock = docks[id] else { return }
        let old = ofAircraft ? dock.aircraftAlarms : dock.dockAlarms
        var list = Array(list.prefix(100))
        // A full list may have been cut by the dock: it ends no alarm (PROTOCOL § 17).
        if list.count == Self.alarmListLimit {
            list += old.filter { was in !list.contains { $0.isSame(as: was) } }.prefix(100)
        }
        guard old != list else { return }
        docks.update(id) {
            if ofAircraft { $0.aircraftAlarms = list } else { $0.dockAlarms = list }
        }
        for new in list where new.level > 0 && !old.contains(where: { $0.isSame(as: new) }) {
            turn.tell(
                .dockAlarmRaised,
                Subject(dock: id),
                [FactValue("alarm", new.text), FactValue("level", new.level)]
            )
        }
        for gone in old where gone.level > 0 && !list.contains(where: { $0.isSame(as: gone) }) {
            turn.tell(.dockAlarmCleared, Subject(dock: id), [FactValue("alarm", gone.text)])
        }
    }

    private func stored(_ file: MediaFile, _ id: DockID, _ turn: inout Turn) {
        bind(file, at: id, &turn)
        guard let dock = docks[id], let uploaded = file.uploaded, uploaded == file.expected else {
            return
        }
        let open = dock.sortie.flatMap { sorties[$0] }
        let sortie = [open, dock.lastSortie].compactMap(\.self)
            .first { $0.wire.description == file.flight }
        guard let sortie else { return }
        turn.tell(.sortieMedia, sortie.subject, [FactValue("count", uploaded)])
    }

    /// The answer to a launch that came after its outcome was given up.
    private mutating func hearLate(
        _ reply: Reply,
        to effect: EffectID,
        _ id: DockID,
        _ turn: inout Turn
    ) {
        guard let sortie = docks[id]?.sortie.flatMap({ sorties[$0] }),
            sortie.launchEffect == effect
        else {
            turn.tell(
                .dockReplyLate,
                Subject(dock: id),
                [FactValue("method", effect), FactValue("result", reply.text)]
            )
            return
        }
        turn.tell(
            .dockReplyLate,
            sortie.subject,
            [FactValue("method", OrderKind.launch.word), FactValue("result", reply.text)]
        )
        // An acceptance says nothing of where the aircraft is; only a no is the dock's word.
        guard !reply.isAccepted, sortie.leftAt == nil else { return }
        move(sortie.id, .refused, .dockSaid(reply.result, reply.meaning), &turn)
    }
}

extension Bilingual {
    /// The dock's number, and what it means where that is known.
    static func dockSaid(_ result: Int, _ meaning: Bilingual?) -> Bilingual {
        Bilingual(
            en: "the dock answered \(meaning?.en ?? "\(result)")",
            zh: "机场返回 \(meaning?.zh ?? "\(result)")"
        )
    }
}

extension Reply {
    /// The number with what it means, for people.
    var text: Bilingual { meaning ?? Bilingual("\(result)") }
}
