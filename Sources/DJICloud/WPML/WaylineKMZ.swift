// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
public import RoostModel

/// A wayline as the file that a dock flies: a KMZ of `template.kml` and `waylines.wpml` (WPML.md).
public enum WaylineKMZ {
    /// The wayline as a KMZ: the same wayline always gives the same bytes, on any machine.
    ///
    /// The fingerprint that a dock checks is of the whole file, so entries are stored, not deflated,
    /// with a fixed time. Throws `unsupported` for an aircraft or payload without type numbers, and
    /// `outOfRange` for a field outside the documented range.
    public static func write(_ wayline: Wayline) throws(DJICloudError) -> [UInt8] {
        let model = try WaylineModel.of(wayline)
        try WaylineCheck(wayline: wayline, model: model).check()
        let document = WaylineDocument(wayline: wayline, model: model)
        return try WaylineArchive.pack([
            WaylineArchive.Entry(name: templateName, bytes: document.template),
            WaylineArchive.Entry(name: executableName, bytes: document.executable),
        ])
    }

    /// Reads a KMZ strictly: what the aircraft would fly, checked against the template.
    ///
    /// Throws `tooLarge`, `missing`, `wrongType` or `outOfRange` with the place in the file, and
    /// `unsupported` for what a patrol never has, such as heights above the ellipsoid or several
    /// waylines in one file.
    public static func read(_ bytes: [UInt8]) throws(DJICloudError) -> Wayline {
        let entries = try WaylineArchive.unpack(bytes, names: [templateName, executableName])
        let template = try XMLScanner.document(entries[0].bytes, file: templateName)
        let executable = try XMLScanner.document(entries[1].bytes, file: executableName)
        return try WaylineReading(template: template, executable: executable).wayline()
    }

    /// MD5 of the whole file in lower-case hexadecimal: `fingerprint` of `flighttask_prepare`.
    public static func fingerprint(_ bytes: [UInt8]) -> String {
        Insecure.MD5.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// `exit_wayline_when_rc_lost` of every file that we write: 1, leave the wayline and go back.
    ///
    /// The task must say the same as its file (PROTOCOL § 9).
    public static let exitsWhenLinkIsLost = 1

    /// The editable plan; not flown, but part of the format.
    static let templateName = "wpmz/template.kml"
    /// What the aircraft flies.
    static let executableName = "wpmz/waylines.wpml"
}
