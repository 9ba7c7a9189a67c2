// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONText
import RoostModel

/// The stored form of facts, of which each turn that decides has some: the same bytes as ``StoredEncoder``
/// writes; a test compares both.
enum StoredFacts {
    static func encode(_ fact: Fact) -> Data {
        var page = JSONPage(capacity: 256)
        page.open()
        page.member("code", fact.code.rawValue)
        page.member("subject")
        page.put(fact.subject)
        page.member("values")
        page.open("[")
        for value in fact.values {
            page.next()
            page.open()
            page.member("name", value.name)
            page.member("value", value.value)
            page.member("zh", value.zh)
            page.close()
        }
        page.close("]")
        page.close()
        return Data(page.bytes)
    }
}

extension JSONPage {
    fileprivate mutating func put(_ subject: Subject) {
        open()
        member("case", subject.violation?.value)
        member("dock", subject.dock?.text)
        member("hold", subject.hold?.value)
        member("mission", subject.mission?.value)
        member("notice", subject.notice?.value)
        member("person", subject.person)
        member("receiver", subject.receiver?.text)
        member("route", subject.route?.text)
        member("sortie", subject.sortie?.value)
        close()
    }
}
