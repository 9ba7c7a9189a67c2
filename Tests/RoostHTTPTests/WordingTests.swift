// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Frames
import RoostAPI
import RoostModel
import Testing

@testable import RoostHTTP

@Suite("The API's words in Chinese")
struct WordingTests {
    private static let words: [(kind: String, all: [String])] = [
        ("link", DockState.Link.allCases.map(\.rawValue)),
        ("sortie", FleetCore.Sortie.State.allCases.map(\.rawValue)),
        ("mission", Mission.State.allCases.map(\.rawValue)),
        ("outcome", MissionOutcome.allCases.map(\.rawValue)),
        ("run", ["planned", "waiting", "dropped"] + RunResource.standing.keys.sorted()),
        ("day", DayType.allCases.map(\.rawValue)),
        ("case", Case.State.allCases.map(\.rawValue)),
        ("review", Rule.Review.allCases.map(\.rawValue)),
        ("delivery", NoticeRecord.Progress.State.allCases.map(\.rawValue)),
        ("exemption", Exemption.Kind.allCases.map(\.rawValue)),
        ("severity", Severity.allCases.map(\.rawValue)),
        ("role", Person.Role.allCases.map(\.rawValue)),
        ("frame", FrameFault.Reason.allCases.map(\.rawValue)),
    ]

    @Test("each word that a listing shows has one", arguments: words.indices)
    func all(index: Int) {
        let (kind, all) = Self.words[index]
        #expect(!all.isEmpty)
        #expect(all.filter { Wording.chinese[$0] == nil } == [], "\(kind)")
    }

    @Test("it is the one that sentences about it use")
    func same() {
        for outcome in MissionOutcome.allCases {
            #expect(Wording.chinese[outcome.rawValue] == outcome.text.zh)
        }
        for state in Case.State.allCases {
            #expect(Wording.chinese[state.rawValue] == state.name.zh)
        }
    }
}
