// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import RoostDaemon

@Suite("Deliveries under way")
struct DeliveryWindowTests {
    @Test("a slow receiver fills its own places only")
    func ownPlaces() {
        let window = DeliveryWindow()
        for _ in 0..<DeliveryWindow.receiverLimit { #expect(window.enter("slow")) }
        #expect(!window.enter("slow"))
        #expect(window.enter("quick"))
        window.leave("slow")
        #expect(window.enter("slow"))
        #expect(!window.enter("slow"))
    }

    @Test("all receivers together have a limit")
    func allTogether() {
        let window = DeliveryWindow()
        var entered = 0
        for number in 0..<(DeliveryWindow.limit * 2) {
            entered += window.enter(ReceiverID("r\(number)")) ? 1 : 0
        }
        #expect(entered == DeliveryWindow.limit)
    }
}
