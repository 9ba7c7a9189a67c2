// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fuzz
import FuzzFiles
import Testing

@Suite("Strange files in a site's folder")
struct FolderTests {
    static let corpus = Corpus(
        root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    )

    @Test("no file ends the process, and what is accepted is whole")
    func holds() throws {
        for surface in FileSurfaces.all(Self.corpus) {
            let tally = try Round(surface, seed: 4, isMeasured: false).run(0..<60)
            #expect(tally.verdicts["accepted", default: 0] > 0, "\(tally.summary)")
            #expect(tally.verdicts["faulty", default: 0] > 0, "\(tally.summary)")
            for document in Self.corpus.regressions(of: surface.name) {
                #expect(throws: Never.self, "\(document.path)") {
                    try surface.pass(document.bytes)
                }
            }
        }
    }
}
