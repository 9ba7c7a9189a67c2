// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What rules refer to.
struct CaseNames {
    let zones: [AreaID]?
    let receivers: [String]?
    let speech: [String]?
    let isSimulated: Bool
}
