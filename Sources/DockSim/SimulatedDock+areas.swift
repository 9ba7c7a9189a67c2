// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Flight areas: fetched when the cloud says so, or at a take-off, and told by their checksum alone
// (PROTOCOL § 17).
extension SimulatedDock {
    /// What the cloud offers: one file, or none.
    mutating func areasTold(_ answer: Message, at now: Timestamp) {
        noLonger(awaited: "flight_areas_get", at: now)
        guard answer.result == 0, let files = answer.output?["files"]?.array else { return }
        guard let file = files.first, let url = file["url"]?.string,
            let digest = file["checksum"]?.lenientString?.lowercased()
        else {
            guard !areasOnBoard.isEmpty else { return }
            areasOnBoard = ""
            return tellAreas("synchronized", "", at: now)
        }
        guard digest != areasOnBoard else { return }
        let purpose = DownloadPurpose.areas(sha256: digest)
        guard !fetching.contains(where: { $0.purpose == purpose }) else { return }
        fetching.append(Fetch(purpose: purpose, fingerprint: digest, command: [], returnHeight: 0))
        outputs.append(.download(url: url, purpose: purpose))
        tellAreas("synchronizing", digest, at: now)
        after(.seconds(60), .fetchTimeout(purpose), from: now)
    }

    /// The file came, or did not.
    mutating func areasFetched(_ digest: String, _ bytes: [UInt8]?, at now: Timestamp) {
        if has(.areasSilent, at: now) { return }
        if has(.areasFail, at: now) { return tellAreas("fail", digest, reason: 8, at: now) }
        guard let bytes else { return tellAreas("fail", digest, reason: 3, at: now) }
        guard FlightAreaDocument.sha256(bytes) == digest else {
            return tellAreas("fail", digest, reason: 12, at: now)
        }
        // The old ones stay in force, though the sync is said to be over.
        if has(.areasOld, at: now) { return tellAreas("synchronized", areasOnBoard, at: now) }
        areasOnBoard = digest
        tellAreas("synchronized", digest, at: now)
    }

    private mutating func tellAreas(
        _ status: String,
        _ digest: String,
        reason: Int = 0,
        at now: Timestamp
    ) {
        event(
            "flight_areas_sync_progress",
            bid: newID(at: now),
            [
                "status": .string(status), "reason": .int(reason),
                "file": ["name": "areas.json", "checksum": .string(digest)],
            ],
            wantsReply: true,
            at: now
        )
    }
}
