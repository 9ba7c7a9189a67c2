// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension KeyTable {
    /// The configuration reference as a Markdown page: every key with unit, default and meaning.
    public static var reference: String {
        var page = """
            # Configuration reference

            Generated from the table that the reader itself uses; `roostd check SITE` applies it. A key \
            that is not written has the default; **required** keys have none, *none* assumes nothing.

            """
        var section = ""
        for key in all {
            if key.section != section {
                section = key.section
                page += "\n## \(title(of: section))\n\n| key | unit | default | meaning |\n"
                page += "| --- | --- | --- | --- |\n"
            }
            let meaning = key.meaning.replacing("|", with: "\\|")
            page += "| `\(key.key)` | \(key.unit) | \(text(of: key.fallback)) | \(meaning) |\n"
        }
        return page
    }

    private static func text(of fallback: ConfigurationKey.Fallback) -> String {
        switch fallback {
        case .required: "**required**"
        case .none: "*none*"
        case .value("{}"): "the defaults below"
        case .value("[]"): "empty"
        case .value(let text): "`\(text)`"
        }
    }

    /// Where a section stands, for people.
    private static func title(of section: String) -> String {
        switch section {
        case "service", "safety", "reserve", "times", "broker", "http", "media", "dji",
            "retention":
            "site.yaml: \(section)"
        case "broker.embedded", "broker.tls", "broker.external", "http.docks",
            "media.object_store":
            "site.yaml: \(section)"
        case "adapter": "site.yaml: an entry of adapters"
        case "adapter.camera": "site.yaml: an entry of cameras"
        case "name": "a name in two languages"
        case "dock": "docks.yaml: an entry of docks"
        case "aircraft", "limits": "docks.yaml: \(section) of a dock"
        case "route": "routes.geojson: properties of a feature"
        case "area": "areas.geojson: properties of a feature"
        case "feature", "geometry": "GeoJSON: \(section)"
        case "bands": "patrols.yaml: bands"
        case "patrol", "override": "patrols.yaml: an entry of \(section)s"
        case "rule": "rules.yaml: an entry of rules"
        case "mute": "rules.yaml, receivers.yaml: mute of a rule or receiver"
        case "grouping": "receivers.yaml: grouping"
        case "rule.band", "rule.attribute", "rule.inhibit":
            "rules.yaml: \(section.dropFirst(5)) of a rule"
        case "pack": "packs/*.yaml: a rule pack"
        case "receiver": "receivers.yaml: an entry of receivers"
        case "escalation": "receivers.yaml: escalation"
        case "speech": "speech.yaml: an entry of texts"
        case "zoom": "docks.yaml: zoom of an aircraft"
        case "weather", "street", "misbehaviour": "simulation.yaml: an entry of \(section)"
        case "hardware.dock": "hardware/docks/*.json"
        case "hardware.aircraft": "hardware/aircraft/*.json"
        case "hardware.fact": "hardware: a number"
        case "hardware.camera": "hardware: a lens"
        case "hardware.dock.limits": "hardware/docks/*.json: limits"
        case "hardware.aircraft.limits": "hardware/aircraft/*.json: limits"
        default: section
        }
    }
}
