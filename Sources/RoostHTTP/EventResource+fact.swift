// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostAPI
import RoostEngine
import RoostModel

extension EventResource {
    /// A kept fact as the API shows it; times are in the site's zone.
    init(_ record: FactRecord, calendar: DayCalendar?) {
        let fact = record.fact
        self.init(
            sequence: record.sequence,
            at: record.at.text(in: calendar),
            code: fact.code.rawValue,
            severity: fact.severity.rawValue,
            text: TextResource(fact.text),
            subject: fact.subject.named.byName,
            values: fact.values.byName
        )
    }
}

extension [FactValue] {
    /// The values by name; of one name the last.
    var byName: [String: String] {
        Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
}
