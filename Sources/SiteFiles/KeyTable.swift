// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Every key that a site's folder may have: the check of unknown keys, the defaults and the
/// configuration reference all read this table.
public enum KeyTable {
    /// The keys by section, in the order of the reference.
    public static let all: [ConfigurationKey] =
        (siteRows + siteRowsMore + dockRows + geoRows + dayRows + caseRows + simulationRows
        + hardwareRows).split(separator: "\n").compactMap(read)

    /// The keys of one section.
    static let sections: [String: [ConfigurationKey]] = Dictionary(grouping: all, by: \.section)

    /// `section | key | unit | default | meaning`; the default `!` is required, `-` is none.
    private static func read(_ row: Substring) -> ConfigurationKey? {
        let parts = row.split(separator: "|", maxSplits: 4, omittingEmptySubsequences: false)
            .map { $0.trimmed }
        guard parts.count == 5 else { return nil }
        let fallback: ConfigurationKey.Fallback =
            switch parts[3] {
            case "!": .required
            case "-": .none
            default: .value(parts[3])
            }
        return ConfigurationKey(
            section: parts[0],
            key: parts[1],
            unit: parts[2],
            fallback: fallback,
            meaning: parts[4]
        )
    }
}

extension Substring {
    /// Without spaces at both ends.
    var trimmed: String {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
