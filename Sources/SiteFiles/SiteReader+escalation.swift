// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

extension SiteReader {
    /// Reads who is told when nobody acknowledges a notice (PIPELINE § 9); nil: nobody.
    func readEscalation(_ section: Section, known: [String]) -> Escalation? {
        let next = section.has("next") ? readStep(section, "next", known) : nil
        let lead = section.has("lead") ? readStep(section, "lead", known) : nil
        guard let critical = readTimes(section, "critical"),
            let major = readTimes(section, "major")
        else { return nil }
        guard next != nil || lead == nil else {
            section.fault("next", "is missing: lead is told after next")
            return nil
        }
        guard let next else { return nil }
        func steps(_ times: (next: TimeSpan, lead: TimeSpan)) -> [Escalation.Step] {
            let first = Escalation.Step(after: times.next, receiver: next)
            return [first] + (lead.map { [.init(after: times.lead, receiver: $0)] } ?? [])
        }
        return Escalation(critical: steps(critical), major: steps(major))
    }

    private func readStep(_ section: Section, _ key: String, _ known: [String]) -> ReceiverID? {
        guard let id: ReceiverID = section.name(key) else { return nil }
        guard known.contains(id.text) else {
            section.fault(key, "\(id) is not in receivers")
            return nil
        }
        return id
    }

    private func readTimes(
        _ section: Section,
        _ severity: String
    ) -> (next: TimeSpan, lead: TimeSpan)? {
        let range = 10...86_400
        guard let next = section.integer("\(severity)_next_s", in: range),
            let lead = section.integer("\(severity)_lead_s", in: range)
        else { return nil }
        guard next < lead else {
            section.fault("\(severity)_lead_s", "is \(lead), must be later than next (\(next))")
            return nil
        }
        return (.seconds(next), .seconds(lead))
    }
}
