// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Preparing and launching a wayline (PROTOCOL § 9).
extension SimulatedDock {
    /// Most tasks that wait for their launch.
    private static let preparedLimit = 16

    /// Checks the order and fetches the file; the answer comes with the file.
    mutating func prepare(_ message: Message, at now: Timestamp) -> Answer {
        let data = message.dataObject
        guard let id = data["flight_id"]?.lenientString, let url = data["file"]?["url"]?.string,
            let fingerprint = data["file"]?["fingerprint"]?.string,
            let height = data["rth_altitude"]?.lenientDouble, (20...1500).contains(height)
        else { return .result(314001) }
        let type = data["task_type"]?.lenientInt
        let conditions = type == 2 ? conditions(of: data) : nil
        let time = data["execute_time"]?.lenientInt.map { Timestamp(milliseconds: Int64($0)) }
        // Conditions stand in for the time of a conditional task, and are required of it.
        guard let at = type == 2 ? conditions?.from : time else { return .result(314001) }
        let distance = at - clock(now)
        let isImmediate = type == 0
        // An immediate task more than 30 s away from its time means two clocks (PROTOCOL § 5).
        if isImmediate, distance.magnitude > .seconds(30) { return .result(319008) }
        if distance > .hours(24) { return .result(319009) }
        if isDebugging || has(.upgrades, at: now) { return .result(514146) }
        let purpose = DownloadPurpose.prepare(flight: id)
        guard !fetching.contains(where: { $0.purpose == purpose }) else { return .result(319025) }
        fetching.append(
            Fetch(
                purpose: purpose,
                fingerprint: fingerprint.lowercased(),
                command: [message.tid ?? "", message.bid ?? ""],
                executeAt: isImmediate || type == 2 ? nil : at,
                readyWhen: conditions,
                returnHeight: height,
                from: max(0, data["break_point"]?["index"]?.lenientInt ?? 0)
            )
        )
        outputs.append(.download(url: url, purpose: purpose))
        after(.seconds(60), .fetchTimeout(purpose), from: now)
        return .later
    }

    /// A download ended, well or not; one that nobody waits for is dropped.
    mutating func fetched(_ purpose: DownloadPurpose, _ bytes: [UInt8]?, at now: Timestamp) {
        guard let index = fetching.firstIndex(where: { $0.purpose == purpose }) else { return }
        let fetch = fetching.remove(at: index)
        cancel(.fetchTimeout(purpose))
        if case .areas(let digest) = purpose { return areasFetched(digest, bytes, at: now) }
        let (wayline, fault) = checked(bytes, fetch.fingerprint)
        switch purpose {
        case .areas: break
        case .prepare(let id):
            if let wayline, fetch.from < wayline.points.count {
                prepared.removeAll { $0.id == id }
                prepared.append(
                    PreparedTask(
                        id: id,
                        wayline: wayline,
                        fingerprint: fetch.fingerprint,
                        executeAt: fetch.executeAt,
                        readyWhen: fetch.readyWhen,
                        returnHeight: fetch.returnHeight,
                        from: fetch.from
                    )
                )
                if prepared.count > Self.preparedLimit { prepared.removeFirst() }
            }
            let command = Message(
                method: "flighttask_prepare",
                tid: fetch.command[0],
                bid: fetch.command[1],
                data: nil
            )
            reply(to: command, result: fault, at: now)
        case .launch(let id):
            guard flight?.id == id, flight?.phase == .asking else { return }
            guard wayline != nil else {
                return endOnGround(Flight.Outcome(status: "failed", result: fault), at: now)
            }
            noLonger(awaited: "download", at: now)
        }
    }

    /// The wayline of a file, or the number for why there is none.
    private func checked(_ bytes: [UInt8]?, _ fingerprint: String) -> (Wayline?, Int) {
        guard let bytes else { return (nil, 314013) }
        guard WaylineKMZ.fingerprint(bytes) == fingerprint else { return (nil, 314004) }
        do throws(DJICloudError) {
            let wayline = try WaylineKMZ.read(bytes)
            let isOurs = wayline.aircraftModelKey == site.aircraft.envelope.modelKey
            return isOurs ? (wayline, 0) : (nil, 314003)
        } catch {
            return (nil, 314016)
        }
    }

    /// Accepts a launch and asks for what it needs before anything moves.
    mutating func execute(_ data: JSONObject, at now: Timestamp) -> Answer {
        let id = data["flight_id"]?.lenientString ?? ""
        if let both = data["multi_dock_task"] { return executeHalf(id, both, at: now) }
        if let refusal = launchRefusal(at: now) { return .result(refusal) }
        guard let index = prepared.firstIndex(where: { $0.id == id }) else {
            return .result(319009)
        }
        // A timed task starts two minutes before its time at the earliest (PROTOCOL § 9).
        if let at = prepared[index].executeAt, at - clock(now) > .minutes(2) {
            return .result(319009)
        }
        // The conditions are looked at once more (PROTOCOL § 9).
        guard isReady(prepared[index], at: now) else { return .result(319009) }
        let task = prepared.remove(at: index)
        begin(
            flight(of: task, at: now),
            asking: setup.asksForWayline,
            method: "flighttask_execute",
            at: now
        )
        return .result(0)
    }

    /// The flight of a prepared task.
    mutating func flight(of task: PreparedTask, at now: Timestamp) -> Flight {
        Flight(
            id: task.id,
            trackID: newID(at: now),
            path: .wayline(task.wayline),
            returnHeight: task.returnHeight,
            transitSpeed: task.wayline.transitSpeed.value,
            fingerprint: task.fingerprint,
            from: task.from
        )
    }

    /// Puts a flight into the dock's hands.
    mutating func begin(_ new: Flight, asking: Bool, method: String, at now: Timestamp) {
        drawFaults()
        flight = new
        if has(.neverTakesOff, method: method, at: now) {
            // It gives up after ten minutes, as if the file had never come.
            flight?.awaited = ["flighttask_resource_get"]
            after(.minutes(10), .launch(flight: new.id), from: now)
            return log("accepted and does nothing (\(Misbehaviour.neverTakesOff.rawValue))")
        }
        var awaited = ["flight_areas_get", "offline_map_get"]
        if asking { awaited.append("flighttask_resource_get") }
        flight?.awaited = awaited
        ask("flight_areas_get", [:], at: now)
        ask("offline_map_get", [:], at: now)
        if asking { ask("flighttask_resource_get", ["flight_id": .string(new.id)], at: now) }
        // Silence on some questions costs 40 s before every take-off (PROTOCOL § 4).
        after(.seconds(40), .launch(flight: new.id), from: now)
        after(.seconds(2), .progress, from: now)
        tell("sent", wantsReply: true, at: now)
    }

    /// A fresh address of the file.
    mutating func launchAddress(_ answer: Message, at now: Timestamp) {
        guard let flight, flight.phase == .asking,
            flight.awaited.contains("flighttask_resource_get")
        else { return }
        guard answer.result == 0, let url = answer.output?["file"]?["url"]?.string,
            answer.output?["file"]?["fingerprint"]?.string?.lowercased() == flight.fingerprint
        else {
            return endOnGround(Flight.Outcome(status: "failed", result: 314004), at: now)
        }
        let purpose = DownloadPurpose.launch(flight: flight.id)
        self.flight?.awaited.append("download")
        fetching.append(
            Fetch(
                purpose: purpose,
                fingerprint: flight.fingerprint,
                command: [],
                returnHeight: flight.returnHeight
            )
        )
        outputs.append(.download(url: url, purpose: purpose))
        after(.seconds(60), .fetchTimeout(purpose), from: now)
        noLonger(awaited: "flighttask_resource_get", at: now)
    }

    /// Something that the launch waits for is there.
    mutating func noLonger(awaited name: String, at now: Timestamp) {
        guard flight?.phase == .asking, let index = flight?.awaited.firstIndex(of: name) else {
            return
        }
        flight?.awaited.remove(at: index)
        guard flight?.awaited.isEmpty == true, let id = flight?.id else { return }
        cancel(.launch(flight: id))
        launchWaited(id, at: now)
    }

    /// Launches, or gives up when the file never came.
    mutating func launchWaited(_ id: String, at now: Timestamp) {
        guard let flight, flight.id == id, flight.phase == .asking else { return }
        let needs = ["flighttask_resource_get", "download"]
        guard !flight.awaited.contains(where: needs.contains) else {
            return endOnGround(Flight.Outcome(status: "failed", result: 314013), at: now)
        }
        prepareRotors(at: now)
    }

    /// No home point yet: said by docks whose documents have it, for ten minutes; then the start has failed.
    mutating func startWaits(_ id: String, minutes: Int, at now: Timestamp) {
        guard let flight, flight.id == id, flight.phase == .preparing else { return }
        if site.envelope.abortsSetup {
            event(
                "flight_setup_exception_notify",
                [
                    "sn": .string(site.serial), "timeout_time": .int(minutes),
                    "timestamp": .int(Int(clock(now).milliseconds)),
                    "flight_type": .int(flight.isCommanded ? 2 : 1),
                ],
                wantsReply: true,
                at: now
            )
        }
        guard minutes < 10 else {
            return endOnGround(Flight.Outcome(status: "failed", result: 314019), at: now)
        }
        after(.minutes(2), .startWaits(flight: id, minutes: minutes + 2), from: now)
    }

    /// Breaks off a start before the rotors carry (PROTOCOL § 9).
    mutating func abortSetup(at now: Timestamp) -> Answer {
        switch flight?.phase {
        case .asking, .preparing:
            endOnGround(Flight.Outcome(status: "canceled", result: 0), at: now)
            return .result(0)
        case nil, .recovering: return .result(326108)
        default: return .result(326109)
        }
    }

    /// Forgets tasks that have not started; a running one is not undone.
    mutating func undo(_ data: JSONObject) -> Answer {
        let ids = (data["flight_ids"]?.array ?? []).compactMap(\.lenientString)
        if let flight, ids.contains(flight.id) { return .result(319006) }
        prepared.removeAll { ids.contains($0.id) }
        fetching.removeAll { fetch in
            guard case .prepare(let id) = fetch.purpose else { return false }
            return ids.contains(id)
        }
        return .result(0)
    }
}
