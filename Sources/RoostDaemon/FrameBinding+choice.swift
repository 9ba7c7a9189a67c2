// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Frames

extension FrameBinding {
    /// How a message is read: by the format that came beside it, else by the one that its topic is bound to,
    /// else as our own; what the site says of that format is used either way.
    static func choose(
        for envelope: FrameEnvelope,
        topic: String?,
        among adapters: [(topic: String?, binding: FrameBinding)]
    ) -> FrameBinding {
        let bound = adapters.first { adapter in
            if let format = envelope.format { return format == adapter.binding.format }
            guard let filter = adapter.topic, let topic else { return false }
            return TopicFilter.matches(filter, topic)
        }
        var binding = bound?.binding ?? .native
        if let format = envelope.format { binding.format = format }
        return binding
    }
}
