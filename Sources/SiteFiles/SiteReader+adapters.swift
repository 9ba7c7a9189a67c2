// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension SiteReader {
    /// Reads an entry of `adapters` in `site.yaml`.
    func readAdapter(_ section: Section) -> FrameAdapter? {
        let topic = section.has("topic") ? readFilter(section) : nil
        let labels = readLabels(section)
        let cameras = section.sections("cameras", "adapter.camera")
        reportTwice(cameras, "name")
        guard let format = section.text("format") else { return nil }
        guard FrameAdapter.formats.contains(format) else {
            let hint = EditDistance.nearest(to: format, among: FrameAdapter.formats)
            let known = FrameAdapter.formats.joined(separator: ", ")
            section.fault(
                "format",
                "is \(format), must be one of \(known)"
                    + (hint.map { "; did you mean \($0)?" } ?? "")
            )
            return nil
        }
        return FrameAdapter(
            topic: topic,
            format: format,
            labels: labels,
            cameras: cameras.compactMap(readCamera)
        )
    }

    /// A filter of MQTT that is not one of ours: what docks and frames in our format say has its own way in.
    private func readFilter(_ section: Section) -> String? {
        guard let topic = section.text("topic") else { return nil }
        let levels = topic.split(separator: "/", omittingEmptySubsequences: false)
        let isSound = levels.enumerated().allSatisfy { index, level in
            level == "+" || level == "#" && index == levels.count - 1
                || !level.contains("+") && !level.contains("#")
        }
        guard isSound, levels.first != "#", levels.first != "+" else {
            section.fault("topic", "is \(topic), must be a filter such as frigate/events")
            return nil
        }
        let own: Set<Substring> = ["thing", "sys", "roost", "$SYS"]
        guard let first = levels.first, !own.contains(first) else {
            section.fault("topic", "is \(topic), which docks or roost itself use")
            return nil
        }
        return topic
    }

    private func readLabels(_ section: Section) -> [String: String] {
        guard section.has("labels"), let map = section.section("labels", "adapter.labels") else {
            return [:]
        }
        var labels: [String: String] = [:]
        for key in map.keys {
            guard let word = map.entry(key)?.text, Self.isLabel(word) else {
                map.fault(key, "must be a label: small letters, digits and _, such as car")
                continue
            }
            labels[key] = word
        }
        return labels
    }

    /// `frame-result.schema.json`: a label.
    private static func isLabel(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first,
            (97...122).contains(first)
        else { return false }
        return text.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 95
        }
    }

    private enum Lens: String, CaseIterable {
        case wide, zoom, ir, normal
    }

    private func readCamera(_ section: Section) -> FrameAdapter.Camera? {
        let lens = section.choice("lens", Lens.self)
        let size = section.has("size") ? readSize(section) : nil
        let aircraft = section.has("aircraft") ? section.text("aircraft") : nil
        guard let name = section.text("name") else { return nil }
        return FrameAdapter.Camera(
            name: name,
            aircraft: aircraft,
            lens: lens?.rawValue ?? "wide",
            size: size
        )
    }

    private func readSize(_ section: Section) -> [Int]? {
        let size = section.texts("size").compactMap(Int.init)
        guard size.count == 2, size.allSatisfy((1...20_000).contains) else {
            section.fault("size", "must be [width, height] in pixels, such as [1920, 1080]")
            return nil
        }
        return size
    }
}
