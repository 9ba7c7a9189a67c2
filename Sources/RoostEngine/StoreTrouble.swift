// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Why the store takes no turns, or why launches wait for room on its disk, and since when.
///
/// The loop's own word: what the state says of the store is as old as the last commit.
public struct StoreTrouble: Equatable, Sendable {
    /// What is wrong.
    public enum Cause: Equatable, Sendable {
        /// The last commit failed: nothing is taken in.
        case failing(StoreError)
        /// A commit does not return: nothing is taken in.
        case stuck
        /// Less room than ``limit``: launches are barred, everything else goes on.
        case low
    }

    /// Launches stop below so many free bytes (SAFETY S27), while there is still room to journal a recall.
    public static let limit = DiskSpace.floor

    /// What is wrong.
    public var cause: Cause
    /// Since when, in the site's time.
    public var since: Timestamp
    /// Free bytes on the store's disk, as last looked at; nil: not known.
    public var free: Int?

    /// A trouble from its parts.
    public init(cause: Cause, since: Timestamp, free: Int? = nil) {
        self.cause = cause
        self.since = since
        self.free = free
    }

    /// Whether nothing is taken in: then docks seem silent too, whose words are not acknowledged.
    public var takesNothing: Bool { cause != .low }

    /// What is wrong, what it bars, and what to do.
    public var text: Bilingual {
        let room = Self.room(free)
        return switch cause {
        case .failing(let error):
            Bilingual(
                en: "the store takes nothing in: \(error)\(room.en); nothing launches, and what is "
                    + "shown is as old as its last commit",
                zh: "存储无法写入：\(Self.chinese(error))\(room.zh)；禁止起飞，所示内容为最后一次提交时的状态"
            )
        case .stuck:
            Bilingual(
                en:
                    "the store's disk does not answer\(room.en); nothing launches, and what is shown "
                    + "is as old as its last commit",
                zh: "存储磁盘无响应\(room.zh)；禁止起飞，所示内容为最后一次提交时的状态"
            )
        case .low:
            Bilingual(
                en: "the disk of the data folder is nearly full\(room.en); nothing launches until "
                    + "there is more",
                zh: "数据目录所在磁盘空间不足\(room.zh)；腾出空间前禁止起飞"
            )
        }
    }

    private static func chinese(_ error: StoreError) -> String {
        switch error {
        case .full: "磁盘已满，请至少腾出 200 MB，数据不会丢失"
        case .inDoubt: "提交时磁盘故障，恢复前将重新读取"
        case .busy, .corrupt, .locked, .newer, .missing, .foreign, .unwritable, .inputOutput,
            .refused:
            error.description
        }
    }

    private static func room(_ free: Int?) -> Bilingual {
        guard let free else { return Bilingual("") }
        let (left, least) = (free >> 20, limit >> 20)
        return Bilingual(
            en: " (\(left) MB free, the limit is \(least) MB)",
            zh: "（剩余 \(left) MB，下限 \(least) MB）"
        )
    }
}
