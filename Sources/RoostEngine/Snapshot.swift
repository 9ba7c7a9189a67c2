// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import RoostModel
public import SiteCore

/// The whole state of a site after a turn, as it is kept beside the journal.
public struct Snapshot: Sendable {
    /// The last place of the journal that is in it.
    public let sequence: Int
    /// The last turn that is in it.
    public let turn: Int
    /// When it was taken, by the site's clock.
    public let at: Timestamp
    /// The site as JSON with sorted members.
    public let body: Data

    /// Encodes a site; a long computation for a large one, so it is done off the loop.
    public init(_ site: Site, sequence: Int, turn: Int, at: Timestamp) throws(StoreError) {
        self.sequence = sequence
        self.turn = turn
        self.at = at
        body = try StoredForm.encode(site)
    }

    /// SHA-256 of the body, in lower-case hexadecimal digits.
    public var digest: String { body.sha256.hexadecimal }

    /// The digest that a snapshot of this site would have.
    public static func digest(of site: Site) throws(StoreError) -> String {
        try StoredForm.encode(site).sha256.hexadecimal
    }
}
