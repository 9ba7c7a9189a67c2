// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What tells a face, or whose it is: never processed here (PIPELINE § 10).
enum Face {
    /// Words beside "face" of which a person is not known: what protects it.
    private static let gear: Set<Substring> = ["mask", "shield", "guard", "cover"]

    /// Whether a label or the name of an attribute is about a face: `face`, `human_face`, `face_id`.
    static func isMeant(by word: String) -> Bool {
        guard mentionsFace(word) else { return false }
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

    /// Whether the letters stand anywhere in a word: nearly no word has them, and then nothing is taken apart.
    private static func mentionsFace(_ word: String) -> Bool {
        var matched = 0
        for byte in word.utf8 {
            // What is written in other letters than ASCII is looked at whole.
            if byte >= 0x80 { return true }
            let small = byte | 0x20
            switch (matched, small) {
            case (1, 0x61), (2, 0x63): matched += 1
            case (3, 0x65): return true
            default: matched = small == 0x66 ? 1 : 0
            }
        }
        return false
    }
}
