// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What tells a face, or whose it is: never processed here (PIPELINE § 10).
enum Face {
    /// Words beside "face" of which a person is not known: what protects it.
    private static let gear: Set<Substring> = ["mask", "shield", "guard", "cover"]

    /// Whether a label or the name of an attribute is about a face: `face`, `human_face`, `face_id`.
    static func isMeant(by word: String) -> Bool {
        let parts = word.lowercased().split { !$0.isLetter }
        let isFace = parts.contains { $0 == "face" || $0 == "faces" || $0 == "faceid" }
        return isFace && !parts.contains(where: gear.contains)
    }

    /// Refuses what is about a face.
    static func refuse(
        _ label: String,
        _ attributes: some Sequence<String>
    ) throws(FrameFault) {
        guard !isMeant(by: label), !attributes.contains(where: isMeant) else {
            throw FrameFault(.face, "faces are not processed")
        }
    }
}
