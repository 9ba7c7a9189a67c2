// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel
import SiteCore
import Testing

@testable import FleetSim

@Suite("An end of an effect after one by a commit in doubt")
struct SettledOnceTests {
    /// What is found between the places 3 and 6, by what the store has there.
    private static func fault(_ stored: [Int: Input]) -> String? {
        SettledOnce.fault(of: EffectID(7), between: 3, 6) { stored[$0] }
    }

    @Test("is the second where the store has the first, between the two and for that effect")
    func stored() {
        let end = Input.settled(EffectID(7), .unknown)
        let second = "E-7 was settled by a commit in doubt, and is a second time"
        #expect(Self.fault([4: .tick, 5: end]) == second)
        #expect(Self.fault([3: end, 4: .settled(EffectID(8), .unknown), 6: end]) == nil)
        #expect(Self.fault([:]) == nil)
    }

    @Test("is not passed over where the store does not answer")
    func silent() {
        let fault = SettledOnce.fault(of: EffectID(7), between: 3, 6) { place in
            guard place == 4 else { return nil }
            throw StoreError.full
        }
        #expect(fault == "the store does not answer: \(StoreError.full)")
    }
}
