// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// An object: members in the order in which they were written.
///
/// Names are compared code point by code point. A reader that is told to keep duplicates leaves
/// them all in `members`; the lookup by name then gives the last, as most readers do.
public struct JSONObject: Hashable, Sendable {
    /// One member.
    public struct Member: Hashable, Sendable {
        /// The name, escapes resolved.
        public let name: String
        /// The value.
        public var value: JSONValue

        /// A member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }

        /// Compares names code point by code point.
        public static func == (left: Member, right: Member) -> Bool {
            left.name.isIdentical(to: right.name) && left.value == right.value
        }
    }

    /// The members in their order.
    public private(set) var members: [Member]

    /// An object of these members, kept as they are.
    public init(members: [Member] = []) { self.members = members }

    /// How many members there are.
    public var count: Int { members.count }

    /// Whether there are none.
    public var isEmpty: Bool { members.isEmpty }

    /// The names in their order.
    public var names: [String] { members.map(\.name) }

    /// The last member of that name, or nil; setting replaces it in place or appends, nil removes.
    public subscript(name: String) -> JSONValue? {
        get { index(of: name).map { members[$0].value } }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    func index(of name: String) -> Int? {
        members.lastIndex { $0.name.isIdentical(to: name) }
    }
}

extension String {
    /// Same code points; `==` would also take composed for decomposed letters.
    func isIdentical(to other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return utf8.withContiguousStorageIfAvailable { one in
            other.utf8.withContiguousStorageIfAvailable { one.elementsEqual($0) }
        }.flatMap(\.self) ?? utf8.elementsEqual(other.utf8)
    }
}
