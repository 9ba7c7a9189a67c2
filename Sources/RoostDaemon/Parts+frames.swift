// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import MQTT
import SiteCore
import SiteFiles

extension Parts {
    /// What takes frames in, from HTTP and MQTT alike.
    func intake() -> FrameIntake {
        FrameIntake(
            loop: loop,
            adapters: loaded.shell.adapters,
            poses: PoseJoin(history: poses),
            counters: counters,
            logger: logger
        )
    }

    /// What reads frames and acknowledgements from the broker.
    func frameGateway(
        _ client: MQTTClient,
        _ publisher: Publisher,
        _ intake: FrameIntake
    ) -> FrameGateway {
        FrameGateway(
            client: client,
            publisher: publisher,
            intake: intake,
            acknowledge: AcknowledgeIntake(loop: loop, logger: logger),
            counters: counters,
            logger: logger
        )
    }

    /// What brings notices out; those for the broker leave over the connection of frames, so that they never
    /// hold up a command.
    func sender(over client: MQTTClient) -> NoticeSender {
        NoticeSender(
            loop: loop,
            channels: NoticeChannels(
                site: loaded.configuration.site,
                secrets: secrets,
                counters: counters,
                logger: logger,
                publish: { message throws(MQTTError) in try await client.publish(message) },
                link: { [noticeLinks] in noticeLinks.link($0, $1) },
                photo: { [noticeLinks] in noticeLinks.photo($0, $1) }
            ),
            counters: counters,
            pace: pace,
            logger: logger
        )
    }
}
