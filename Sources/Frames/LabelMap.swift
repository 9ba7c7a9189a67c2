// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// From the words of foreign detectors to ours (PIPELINE 3.2).
enum LabelMap {
    /// Usual words of detectors; the binding's go before them, what is in neither stays as it is.
    private static let usual = [
        "vehicle": "car", "sedan": "car", "suv": "car", "coupe": "car", "automobile": "car",
        "pickup": "truck", "lorry": "truck", "minivan": "van", "minibus": "bus", "coach": "bus",
        "pedestrian": "person", "people": "person", "human": "person",
        "motorcycle": "rider", "motorbike": "rider", "bicycle": "rider", "bike": "rider",
        "cyclist": "rider", "scooter": "rider", "fire": "smoke", "trash": "garbage",
    ]

    /// Our word for a detector's; nil when it is no word at all.
    static func word(for text: String, _ labels: [String: String]) -> String? {
        if let own = labels[text] { return MemberReader.isLabel(own) ? own : nil }
        let word = String(
            text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        )
        let label = labels[word] ?? usual[word] ?? word
        return MemberReader.isLabel(label) ? label : nil
    }
}
