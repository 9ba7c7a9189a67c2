// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What is done by itself, each at its instant.
extension SimulatedDock {
    /// Does everything that is due, at the instant when it was due.
    mutating func run(until now: Timestamp) {
        while let errand = errands.first, errand.at <= now {
            errands.removeFirst()
            // After a long gap the past is not caught up message by message.
            let at = errand.at < now - .seconds(60) ? now : errand.at
            advance(to: at)
            perform(errand.chore, at: at)
        }
        advance(to: now)
    }

    /// Puts a chore into the list; one of an instant comes after those put there before.
    mutating func after(_ span: TimeSpan, _ chore: Chore, from now: Timestamp) {
        errandCount += 1
        let errand = Errand(at: now + span, order: errandCount, chore: chore)
        let place = errands.firstIndex { $0.at > errand.at } ?? errands.endIndex
        errands.insert(errand, at: place)
    }

    /// Takes a chore out of the list.
    mutating func cancel(_ chore: Chore) { errands.removeAll { $0.chore == chore } }

    /// Takes the dock's own telemetry out of the list; false when there is none.
    mutating func cancelTelemetry() -> Bool {
        let count = errands.count
        for shape in [Telemetry.surroundings, .supply, .work] { cancel(.telemetry(shape)) }
        return errands.count < count
    }

    private mutating func perform(_ chore: Chore, at now: Timestamp) {
        switch chore {
        case .telemetry(let shape): telemetry(shape, at: now)
        case .health: health(at: now)
        case .resend(let tid): resend(tid, at: now)
        case .publish(let topic, let payload, let qos):
            outputs.append(.publish(topic: topic, payload: payload, qos: qos))
        case .step: step(at: now)
        case .progress: flightProgress(at: now)
        case .launch(let flight): launchWaited(flight, at: now)
        case .coverMoved(let state): coverMoved(to: state, at: now)
        case .coverFailed(let id): coverFailed(id, at: now)
        case .startWaits(let id, let minutes): startWaits(id, minutes: minutes, at: now)
        case .recovered: recovered(at: now)
        case .powerOff: powerOff(at: now)
        case .upload: upload(at: now)
        case .job(let method, let bid, let percent): jobWent(method, bid, percent, at: now)
        case .speech(let speaker, let md5, let step, let isLive):
            speechWent(speaker, md5, step, isLive, at: now)
        case .liveLink(let state, let bid): linkWent(state, bid, at: now)
        case .half: halfWent(at: now)
        case .fetchTimeout(let purpose): fetched(purpose, nil, at: now)
        case .introduceAgain: introduce(at: now)
        case .restart: restart(at: now)
        case .restarted: bootedAt = now
        }
    }
}
