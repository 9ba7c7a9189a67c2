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
    /// The same with instants by the site's clock, for people; the journal keeps them in UTC.
    fileprivate func local(_ calendar: DayCalendar?) -> Fact {
        guard let calendar else { return self }
        var fact = self
        for index in fact.values.indices {
            guard fact.values[index].value.hasSuffix("Z"),
                let at = Timestamp(fact.values[index].value)
            else { continue }
            let (date, time) = calendar.local(at)
            let minutes = Int(time.milliseconds / 60_000)
            let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            fact.values[index].value = "\(date) \(clock.joined(separator: ":"))"
        }
        return fact
    }
}

extension [FactValue] {
    /// The values by name; of one name the last.
    var byName: [String: String] {
        Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
}
