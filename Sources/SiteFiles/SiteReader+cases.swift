// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

extension SiteReader {
    /// Reads `rules.yaml`, or another file of its form.
    func readRules(_ names: CaseNames, from name: String = "rules.yaml") -> [Rule] {
        guard let top = file(name).top("rules.yaml") else { return [] }
        let sections = top.sections("rules", "rule")
        reportTwice(sections, "id")
        return sections.compactMap { readRule($0, names) }
    }

    private func readRule(_ section: Section, _ names: CaseNames) -> Rule? {
        let id: RuleID? = section.name("id")
        let domain = section.choice("domain", CaseDomain.self)
        let zone: AreaID? = section.name("zone")
        let mode = section.choice("mode", Rule.Mode.self)
        let labels = section.texts("labels")
        let receivers: [ReceiverID] = section.names("receivers")
        if let zone, let zones = names.zones, !zones.contains(zone) {
            let hint =
                EditDistance.nearest(to: zone.text, among: zones.map(\.text))
                .map { "; did you mean \($0)?" } ?? ""
            section.fault("zone", "\(zone) is no area of kind zone in areas.geojson\(hint)")
        }
        if labels.isEmpty, section.has("labels") { section.fault("labels", "is empty") }
        if receivers.isEmpty, section.has("receivers") { section.fault("receivers", "is empty") }
        for receiver in receivers {
            guard let known = names.receivers, !known.contains(receiver.text) else { continue }
            section.fault("receivers", "\(receiver) is not in receivers.yaml")
        }
        guard let id, let domain, let zone, let mode else { return nil }
        var rule = Rule(
            id: id,
            domain: domain.rawValue,
            zone: zone,
            mode: mode,
            labels: labels,
            receivers: receivers
        )
        readNumbers(section, into: &rule)
        readAttribute(section, into: &rule)
        rule.mute = readMute(section)
        rule.inhibitions = readInhibitions(section)
        readCourse(section, domain: domain, names, into: &rule)
        return rule
    }

    private func readNumbers(_ section: Section, into rule: inout Rule) {
        if let band = section.section("band", "rule.band") {
            rule.hours = band.windows("hours")
            rule.days = band.choices("days", DayType.self)
        }
        rule.openConfidence = section.number("open", in: 0.05...1) ?? rule.openConfidence
        rule.keepConfidence = section.number("keep", in: 0.05...1) ?? rule.keepConfidence
        rule.needed = section.integer("n", in: 1...50) ?? rule.needed
        rule.looks = section.integer("m", in: 1...50) ?? rule.looks
        rule.graceSeconds = section.integer("grace_s", in: 0...2_592_000) ?? rule.graceSeconds
        rule.dwellSeconds = section.integer("dwell_s", in: 1...3600) ?? rule.dwellSeconds
        rule.count = section.integer("count", in: 1...10_000) ?? rule.count
        rule.suppressSeconds =
            section.integer("suppress_s", in: 0...2_592_000) ?? rule.suppressSeconds
        if rule.keepConfidence > rule.openConfidence {
            section.fault(
                "keep",
                "is \(rule.keepConfidence.plain), must be at most open, "
                    + rule.openConfidence.plain
            )
        }
        if rule.needed > rule.looks {
            section.fault("n", "is \(rule.needed), must be at most m, \(rule.looks)")
        }
    }

    private func readAttribute(_ section: Section, into rule: inout Rule) {
        guard let attribute = section.section("attribute", "rule.attribute") else { return }
        if rule.mode != .dwell {
            section.fault(
                "attribute",
                "is for rules of mode dwell, this one is \(rule.mode.rawValue)"
            )
        }
        guard let name = attribute.text("name"), let value = attribute.text("value") else { return }
        rule.attribute = Rule.Attribute(name: name, value: value)
    }

    private func readCourse(
        _ section: Section,
        domain: CaseDomain,
        _ names: CaseNames,
        into rule: inout Rule
    ) {
        rule.evidence = section.choices("evidence", EvidenceRole.self).map(\.rawValue)
        rule.pack = section.has("admissibility") ? section.text("admissibility", limit: 64) : nil
        rule.severity = section.choice("severity", Severity.self) ?? rule.severity
        rule.review = section.choice("review", Rule.Review.self) ?? rule.review
        rule.onTimeout = section.choice("on_timeout", Rule.OnTimeout.self) ?? rule.onTimeout
        if rule.review == .twoPerson, rule.onTimeout == .notice {
            section.fault("on_timeout", "is notice, must be escalate or dismiss: two people decide")
        }
        if !names.isSimulated, !domain.namesNobody {
            let names = "\(domain.rawValue) names someone and the site is not simulated"
            if rule.review == .auto {
                section.fault("review", "is auto, must be human: \(names)")
            }
            if rule.onTimeout == .notice {
                section.fault("on_timeout", "is notice, must be escalate or dismiss: \(names)")
            }
        }
        if section.has("grace_from"), !section.has("warn") {
            section.fault("grace_from", "has no meaning without warn")
        }
        guard section.has("warn"), let warning = section.text("warn") else { return }
        if let known = names.speech, !known.contains(warning) {
            let hint =
                EditDistance.nearest(to: warning, among: known).map { "; did you mean \($0)?" }
                ?? ""
            section.fault("warn", "\(warning) is not in speech.yaml\(hint)")
        }
        rule.warning = warning
        rule.graceFrom = section.choice("grace_from", Rule.GraceFrom.self) ?? rule.graceFrom
        rule.isWarningRequired = section.truth("warn_required") ?? false
    }
}
