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
            text: TextResource(fact.local(calendar).text),
            subject: fact.subject.named.byName,
            values: fact.values.byName
        )
    }
}

extension Fact {
    /// The same with instants by the site's clock, for people.
    fileprivate func local(_ calendar: DayCalendar?) -> Fact {
        Fact(code, subject, values.local(calendar))
    }
}

extension Refusal {
    /// The same with instants by the site's clock, for people.
    func local(_ calendar: DayCalendar?) -> Refusal {
        Refusal(code, subject, values.local(calendar), reasons: reasons)
    }
}

extension [FactValue] {
    /// The same with instants by the site's clock; the journal keeps them in UTC.
    fileprivate func local(_ calendar: DayCalendar?) -> [FactValue] {
        guard let calendar else { return self }
        return map { value in
            guard value.value.count >= 20, let at = Timestamp(value.value) else { return value }
            return FactValue(value.name, at.moment(in: calendar))
        }
    }

    /// The values by name; of one name the last.
    var byName: [String: String] {
        Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
}
