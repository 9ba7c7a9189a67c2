// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension CaseBook {
    /// The instant that a source's clock means by `time`, as the frames before this one tell (PIPELINE 2.3):
    /// for the pose join at the edge, which comes before the frame is journaled.
    public func corrected(_ time: Timestamp, of source: String) -> Timestamp {
        guard let least = sources[source]?.least, least < SourceClock.aheadLimit else {
            return time
        }
        return time + least
    }
}
