// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Plates as truth has them.
enum Plates {
    /// As plates are compared: O and I are digits behind the region.
    static func normalised(_ plate: String) -> String {
        String(plate.prefix(2))
            + plate.dropFirst(2).map { $0 == "O" ? "0" : $0 == "I" ? "1" : "\($0)" }.joined()
    }
}
