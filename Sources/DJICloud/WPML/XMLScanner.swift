// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Reads XML strictly and without trust: no document type, so no entities of its own; bounded depth.
struct XMLScanner {
    private let bytes: [UInt8]
    private let file: String
    private var at = 0
    private var line = 1

    private static let depthLimit = 32
    private static let attributeLimit = 64

    private init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// The root element; throws `wrongType` with file and line for what is not well-formed.
    static func document(_ bytes: [UInt8], file: String) throws(DJICloudError) -> XMLElement {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .wrongType(path: file, expected: "UTF-8")
        }
        var scanner = XMLScanner(bytes, file: file)
        return try scanner.root()
    }

    private mutating func root() throws(DJICloudError) -> XMLElement {
        _ = skip("\u{FEFF}")
        if skip("<?xml") { try skipThrough("?>") }
        try skipMisc()
        let root = try element(depth: 0)
        try skipMisc()
        guard at == bytes.count else { throw fault("at its end after the root element") }
        return root
    }

    /// An element from its `<` through its end tag.
    private mutating func element(depth: Int) throws(DJICloudError) -> XMLElement {
        guard depth < Self.depthLimit else { throw fault("at most \(Self.depthLimit) deep") }
        guard skip("<") else { throw fault("an element") }
        var element = XMLElement(name: try name(), file: file, line: line)
        if try attributes() { return element }
        while true {
            if skip("</") {
                guard try name() == element.name else { throw fault("</\(element.name)>") }
                skipBlanks()
                guard skip(">") else { throw fault("the end of a tag") }
                return element
            } else if skip("<!--") {
                try skipThrough("-->")
            } else if skip("<![CDATA[") {
                let start = at
                try skipThrough("]]>")
                element.text += String(decoding: bytes[start..<at - 3], as: UTF8.self)
            } else if peek == UInt8(ascii: "<") {
                element.children.append(try self.element(depth: depth + 1))
            } else {
                element.text += try text()
            }
        }
    }

    /// Reads attributes to the end of a start tag; true when the element ends with it, too.
    private mutating func attributes() throws(DJICloudError) -> Bool {
        var names: [String] = []
        while true {
            let hasBlank = skipBlanks()
            if skip("/>") { return true }
            if skip(">") { return false }
            guard hasBlank, names.count < Self.attributeLimit else { throw fault("a tag's end") }
            let name = try name()
            guard !names.contains(name) else { throw fault("free of double attributes") }
            names.append(name)
            skipBlanks()
            guard skip("=") else { throw fault("an attribute's value") }
            skipBlanks()
            guard let quote = peek, quote == 0x22 || quote == 0x27 else {
                throw fault("a quoted value")
            }
            at += 1
            while let byte = peek, byte != quote {
                guard byte != UInt8(ascii: "<") else { throw fault("a value without <") }
                _ = advance()
            }
            guard peek == quote else { throw fault("a quoted value") }
            at += 1
        }
    }

    private mutating func text() throws(DJICloudError) -> String {
        var out: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "<") {
            if byte == UInt8(ascii: "&") {
                out += try reference()
            } else {
                out.append(advance())
            }
        }
        guard peek != nil else { throw fault("an end tag") }
        return String(decoding: out, as: UTF8.self)
    }

    /// One of the five entities of XML itself, or a character by its number.
    private mutating func reference() throws(DJICloudError) -> [UInt8] {
        let start = at + 1
        while let byte = peek, byte != UInt8(ascii: ";"), at - start < 12 { at += 1 }
        let name = String(decoding: bytes[min(start, at)..<at], as: UTF8.self)
        guard skip(";") else { throw fault("a reference with its ;") }
        switch name {
        case "amp": return [0x26]
        case "lt": return [0x3C]
        case "gt": return [0x3E]
        case "quot": return [0x22]
        case "apos": return [0x27]
        default: break
        }
        let number =
            name.hasPrefix("#x")
            ? UInt32(name.dropFirst(2), radix: 16)
            : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
        guard let number, number >= 0x20 || [9, 10, 13].contains(number),
            let scalar = Unicode.Scalar(number)
        else { throw fault("a known reference") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func name() throws(DJICloudError) -> String {
        let start = at
        while let byte = peek, Self.isName(byte) { at += 1 }
        let name = bytes[start..<at]
        guard let first = name.first, !(0x30...0x39).contains(first), first != UInt8(ascii: "-"),
            first != UInt8(ascii: ".")
        else { throw fault("a name") }
        return String(decoding: name, as: UTF8.self)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
        default: false
        }
    }

    private mutating func skipMisc() throws(DJICloudError) {
        while true {
            skipBlanks()
            guard skip("<!--") else { return }
            try skipThrough("-->")
        }
    }
}

// Steps.
extension XMLScanner {
    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    /// Takes one byte and counts lines.
    private mutating func advance() -> UInt8 {
        let byte = bytes[at]
        if byte == 0x0A { line += 1 }
        at += 1
        return byte
    }

    @discardableResult
    private mutating func skipBlanks() -> Bool {
        let start = at
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            _ = advance()
        }
        return at > start
    }

    private mutating func skip(_ text: String) -> Bool {
        guard bytes[at...].starts(with: text.utf8) else { return false }
        at += text.utf8.count
        return true
    }

    private mutating func skipThrough(_ text: String) throws(DJICloudError) {
        while at < bytes.count {
            if skip(text) { return }
            _ = advance()
        }
        throw fault("closed by \(text)")
    }

    private func fault(_ expected: String) -> DJICloudError {
        .wrongType(path: "\(file):\(line)", expected: "well-formed: \(expected)")
    }
}
