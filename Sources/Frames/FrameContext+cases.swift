// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import CaseCore
import RoostModel

extension FrameContext {
    /// What rules look at, from what the case book decides about.
    public init(cases: CaseConfiguration) {
        self.init(
            grid: cases.grid,
            watches: cases.rules.compactMap { rule in
                cases.zones.first { $0.id == rule.zone }.map {
                    Watch(zone: $0, labels: rule.labels)
                }
            }
        )
    }
}
