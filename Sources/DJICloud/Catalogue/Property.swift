// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The documented properties of docks and aircraft, as osd and state carry them.
public enum Property {
    /// The property at a path, with `[]` behind arrays and camera keys such as `99-0-0` as they are.
    public static func at(_ path: String) -> Field? { catalogue[normalised(path)] }

    /// Every documented property by path.
    public static var all: [Field] { catalogue.values.sorted { $0.path < $1.path } }

    /// Whether a key is a camera's: three numbers with hyphens (PROTOCOL § 7).
    static func isCamera(_ name: some StringProtocol) -> Bool {
        // The first byte tells most names apart at once: this runs for each member of each osd.
        guard let first = name.utf8.first, (48...57).contains(first) else { return false }
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    private static func normalised(_ path: String) -> String {
        guard let dot = path.firstIndex(of: ".") else {
            return isCamera(path) ? cameraKey : path
        }
        return isCamera(path[..<dot]) ? cameraKey + path[dot...] : path
    }

    private static let cameraKey = "{type-subtype-gimbalindex}"

    private static let catalogue: [String: Field] = {
        var table: [String: Field] = [:]
        // The last line: DOCK3.md § 4, writable since 1.16.1; the stricter of the advised ranges.
        let text = PropertyTable.text + "\nremaining_power_for_return_home:i!25..50"
        for line in text.split(separator: "\n") {
            guard let field = Field(line) else { continue }
            table[field.path] = field
            // The aircraft pages of Dock 2 spell the camera's key with underscores.
            if field.path.hasPrefix("type_subtype_gimbalindex") {
                table[cameraKey + field.path.dropFirst(cameraKey.count - 2)] = field
            }
        }
        return table
    }()
}
