// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// What may be said to a silence or an exemption that stands.
enum EndVerb: String, ExpressibleByArgument, CaseIterable {
    /// It ends now.
    case expire

    /// Holds `add --reason …` apart from `ID expire`.
    static func check(_ id: String, _ verb: EndVerb?, _ reason: String?, of what: String) throws {
        guard (id == "add") == (verb == nil) else {
            throw ValidationError("say add, or \(what) and expire")
        }
        guard id != "add" || reason != nil else { throw ValidationError("add needs --reason") }
    }
}

extension Client {
    /// Ends what has an end before its time.
    func expire(_ path: String) async throws {
        try connection.show(try await post(path + "/expire", ScopeRequest(), as: Receipt.self))
    }
}
