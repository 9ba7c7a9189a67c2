// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

extension ScenarioFile.Adapter {
    /// `{"format": "frigate", "topic": "frigate/events", "labels": {…}, "cameras": [{"name", "aircraft",
    /// "lens", "size"}]}`: the keys of `adapters` in site.yaml.
    init(_ value: JSONValue) throws(ScenarioError) {
        guard let format = (value["format"]?.string).flatMap(FrameFormat.init) else {
            throw ScenarioError(line: 1, text: "an adapter names no format that is known")
        }
        topic = value["topic"]?.string
        binding = FrameBinding(format: format)
        for member in value["labels"]?.object?.members ?? [] {
            binding.labels[member.name] = member.value.string
        }
        binding.cameras = (value["cameras"]?.array ?? []).compactMap { camera in
            guard let name = camera["name"]?.string else { return nil }
            let size = (camera["size"]?.array ?? []).compactMap(\.int)
            return FrameBinding.Camera(
                name: name,
                aircraft: camera["aircraft"]?.string,
                lens: camera["lens"]?.string ?? "wide",
                size: size.count == 2 ? size : nil
            )
        }
    }
}
