// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import RoostModel

/// What one request carries: who asks, and over which channel.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection, for the Unix user of the operators' socket.
    let channel: any Channel
    /// Who asks; nil until access is decided.
    var person: Person?
    /// Whether a bearer token came with the request, known or not.
    var hasToken = false

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// A batch of frames (FRAMES § 3: 4 MiB).
    var maxUploadSize: Int { 4 << 20 }
}
