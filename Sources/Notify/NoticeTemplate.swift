// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Mustache

/// The Mustache text of the lines that tell a notice to people, in both languages (RECEIVERS § 10).
///
/// Values: `time`, `zone`, `place`, `label`, `plate`, `dwell`, `sightings`, `pictures`, `severity`,
/// `status`, `notice`, `case`, `text` (a reviewer's words), `photo1`, `photo2` (links to blurred copies); a line whose value is absent stands between `{{#plate}}` and `{{/plate}}`.
public struct NoticeTemplate: Sendable {
    private let template: MustacheTemplate

    /// A template from its text; the language's own when there is none.
    ///
    /// - Throws: ``DeliveryError/transient(_:after:tries:)`` when it is malformed: once it is corrected,
    ///   what waits goes out.
    public init(_ text: String?, language: NoticeLanguage) throws(DeliveryError) {
        let text = text ?? (language == .zh ? Self.zh : Self.en)
        do {
            // Values are escaped for the receiver's markup before they get here.
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
        } catch {
            throw .transient("the template is not Mustache")
        }
    }

    /// The lines of one notice, without empty ones.
    func lines(_ values: [String: String]) -> [String] {
        template.render(values).split(whereSeparator: \.isNewline).map(String.init)
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    static let zh = """
        {{#status}}{{status}}{{/status}}
        时间：{{time}}
        位置：{{zone}}，{{place}}
        {{#plate}}车牌：{{plate}}{{/plate}}
        对象：{{label}}，停留 {{dwell}} 秒，{{sightings}} 次发现
        证据：{{pictures}} 份，级别：{{severity}}
        {{#photo1}}照片一：{{photo1}}{{/photo1}}
        {{#photo2}}照片二：{{photo2}}{{/photo2}}
        {{#text}}{{text}}{{/text}}
        通知 {{notice}}，案件 {{case}}
        """

    static let en = """
        {{#status}}{{status}}{{/status}}
        Time: {{time}}
        Place: {{zone}}, {{place}}
        {{#plate}}Plate: {{plate}}{{/plate}}
        Seen: {{label}}, for {{dwell}} s, {{sightings}} sightings
        Evidence: {{pictures}} pictures, severity: {{severity}}
        {{#photo1}}First photo: {{photo1}}{{/photo1}}
        {{#photo2}}Second photo: {{photo2}}{{/photo2}}
        {{#text}}{{text}}{{/text}}
        Notice {{notice}}, case {{case}}
        """
}
