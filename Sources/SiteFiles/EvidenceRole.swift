// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Roles of pictures that a notice may ask for.
enum EvidenceRole: String, CaseIterable {
    case wide, zoom
}
