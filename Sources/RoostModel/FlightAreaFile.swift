// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The one file of flight areas that every dock of a site keeps on board (PROTOCOL § 17).
public struct FlightAreaFile: Codable, Equatable, Sendable {
    /// Its name.
    public var name: String
    /// SHA-256 of its bytes, hexadecimal in small letters: by it a dock says what it keeps.
    public var sha256: String
    /// Its length in bytes.
    public var size: Int

    /// A file by its name, digest and length.
    public init(name: String, sha256: String, size: Int) {
        self.name = name
        self.sha256 = sha256
        self.size = size
    }
}

extension Area {
    /// Corners that one ring of an area on board may have.
    public static let cornersAtMost = 255

    /// Whether docks keep it on board: the outline of the site, and what is always closed from the ground up.
    ///
    /// Their file knows neither hours nor heights; of those the launch gate alone takes care.
    public var isKeptOnBoard: Bool {
        switch kind {
        case .district: true
        case .noFly: heights.lowerBound.value <= 0 && hours.isEmpty && days.isEmpty
        case .coverage, .heightLimit, .approval, .zone: false
        }
    }
}
