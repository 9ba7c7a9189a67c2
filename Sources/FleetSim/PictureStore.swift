// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostEngine

/// The folders of pictures that outlive a process: where the analysis puts them, and the vault.
struct PictureStore {
    /// Digests of what was handed in; the bytes are no longer needed once they were verified.
    private(set) var media: Set<String> = []
    /// Digests of what is sealed.
    private(set) var sealed: Set<String> = []

    /// Keeps a picture under its digest, as the daemon does; false when it is another picture.
    mutating func put(_ bytes: [UInt8], expecting digest: String) -> Bool {
        guard Vault.digest(of: Data(bytes)) == digest else { return false }
        media.insert(digest)
        return true
    }

    /// Moves a picture into the vault; false when it is not there.
    mutating func seal(_ digest: String) -> Bool {
        guard sealed.contains(digest) || media.contains(digest) else { return false }
        sealed.insert(digest)
        return true
    }

    /// Deletes a picture whose time is over.
    mutating func discard(_ digest: String) { sealed.remove(digest) }
}
