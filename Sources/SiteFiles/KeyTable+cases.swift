// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension KeyTable {
    static let caseRows = """
        rules.yaml|rules||!|what is a violation
        rule|id||!|the operator's word
        rule|domain||!|illegal_parking, street_vending … (notice.schema.json)
        rule|zone||!|an area of kind zone
        rule|mode||!|revisit: gone by the second look; dwell: stays too long; count: too many at once
        rule|labels||!|what the analysis calls it: car, van
        rule|attribute||-|dwell: a property that the thing must have
        rule|band||{}|when it holds
        rule|open||0.6|confidence that opens a case
        rule|keep||0.4|confidence that keeps it alive and confirms it
        rule|n|looks|-|so many detections …; 3, dwell 5, road_obstacle 4, smoke_fire 3
        rule|m|looks|-|… within so many looks; 5, dwell 10, road_obstacle 8, smoke_fire 5
        rule|grace_s|s|300|revisit: from opening to the second look
        rule|dwell_s|s|-|dwell, count: from first to last; 6, emergency_lane 5, road_obstacle 4, no_helmet and smoke_fire 2, count 30
        rule|count||20|count: how many
        rule|grace_from||opening|opening of the case, or warning: its end, for frames that are stored and forwarded
        rule|warn||-|a text of speech.yaml, spoken first
        rule|warn_required||false|whether grace waits until the text was spoken
        rule|evidence||wide|pictures that a notice must have: wide, zoom
        rule|admissibility||-|a file of packs/: what the evidence of a notice must be
        rule|review||human|human; two_person: two different people; auto where nobody is named, or on a simulated site; open cases take the stricter of then and now
        rule|on_timeout||escalate|when nobody decides in 30 min: escalate, dismiss, or notice where auto is allowed
        rule|severity||-|info, minor, major or critical; minor, road_obstacle major, smoke_fire critical
        rule|receivers||!|who is told
        rule|suppress_s|s|-|the same is not noticed again for so long; 86400, dwell and count 600
        rule|mute||-|hours in which its notices are held, listed, and sent at their end
        rule|inhibits||[]|what its confirmed cases hold back for a time
        rule.inhibit|domain||!|whose notices are held: illegal_parking
        rule.inhibit|within_m|m|-|only those so near; anywhere when left out
        rule.inhibit|same_zone||false|only those of the same zone
        rule.inhibit|for_s|s|1800|from the confirmation, unless its case is closed before
        mute|hours|times of day|[]|local hours; all day when left out
        mute|days||[]|day types; all when left out
        mute|digest||true|whether what was held leaves as one message, where people read messages
        mute|mute_critical||false|whether critical notices are held too
        rule.attribute|name||!|what the analysis calls it: helmet
        rule.attribute|value||!|the value that is a violation: false
        rule.band|hours|times of day|[]|always when left out
        rule.band|days||[]|day types; all when left out
        pack|id||!|the file's name
        pack|name||!|for people
        pack|source||!|the standard that the values come from
        pack|panoramas||!|pictures of the whole scene
        pack|panorama_gap_s|s|!|between the first and the last of them, for what stands
        pack|clock_error_ms|ms|1000|of the clock that dates the pictures, at most
        pack|picture_width_px|px|1280|at least
        pack|picture_height_px|px|720|at least
        pack|plate||true|whether both looks must have read the same plate
        receivers.yaml|receivers||!|who is told
        receivers.yaml|escalation||{}|who is told when nobody acknowledges a notice
        receivers.yaml|grouping||{}|how notices of one receiver, rule and zone wait for each other
        grouping|critical_wait_s|s|0|the first critical one of a group waits so long; 0: critical ones never wait
        grouping|wait_s|s|10|the first other one of a group waits so long; 0: they never wait
        grouping|interval_s|s|60|between two messages of a group
        grouping|remind_s|s|14400|a notice that nobody acknowledges is told again so often, for 72 h, where people read it; 0: never
        escalation|next||-|receiver of the first step; nobody is told when it is left out
        escalation|lead||-|receiver of the second step, the duty lead
        escalation|critical_next_s|s|120|critical notices: from issue to the first step
        escalation|critical_lead_s|s|300|critical notices: from issue to the second step; then it begins again, 3 times in all
        escalation|major_next_s|s|900|major notices: from issue to the first step
        escalation|major_lead_s|s|3600|major notices: from issue to the second step; then it begins again
        receiver|id||!|the operator's word
        receiver|kind||!|webhook, wecom, dingtalk, feishu, slack, ntfy, email, mqtt or log
        receiver|url|url|-|where to; https, or http with allow_private; the vendor's when left out
        receiver|secret|secret|-|webhook: key of the signature; robots: key, token or hook; email: password
        receiver|language||zh|zh or en
        receiver|plates||masked|masked or full
        receiver|allow_private||false|whether the address may be private
        receiver|on_unknown||ask|ask a person, or resend once, when nobody can tell whether it arrived
        receiver|burst||-|messages at once; by kind when left out; with per_minute
        receiver|per_minute||-|messages a minute, when they keep coming; with burst
        receiver|keyword||-|dingtalk, feishu: a word that the robot demands in every message
        receiver|mentions||[]|wecom: users who are called by name; @all calls everybody
        receiver|topic||-|ntfy: the topic
        receiver|server|host:port|-|email: 587 with STARTTLS, 465 with TLS from the first byte
        receiver|from||-|email: the sender's address
        receiver|to||-|email: the reader's address, one a receiver
        receiver|user||-|email: login; none when left out
        receiver|ca|file|-|email: authorities that vouch for the server; the system's when left out
        receiver|mute||-|hours in which it is left in peace
        receiver|template||-|Mustache text of the lines that tell a notice; the language's own when left out
        speech.yaml|texts||[]|approved loudspeaker texts
        speech.yaml|pause_s|s|600|the same text is not said again at a place within this
        speech.yaml|language||zh|zh or en: what is spoken where nobody asks for a language
        speech|id||!|the word that rules name
        speech|zh||!|Chinese text
        speech|en||!|English text
        speech|volume_percent|%|80|of the loudspeaker

        """

    static let simulationRows = """
        simulation.yaml|seed||1|of all that is drawn by lot
        simulation.yaml|weather||[]|by time of day; calm and dry when left out
        simulation.yaml|street||[]|what stands in the street, and when
        simulation.yaml|misbehaviour||[]|what goes wrong, and when
        weather|from|time of day|!|holds from then on
        weather|wind_mps|m/s|2|at the docks
        weather|gust_mps|m/s|0|on top of the wind, now and then
        weather|rain_step||0|0 none to 3 heavy
        weather|temperature_c|°C|24|of the air
        street|id||!|word for it
        street|label||car|what the analysis calls it
        street|plate||-|on the plate; none when left out
        street|position|[lat, lon]|!|where it stands
        street|date|date|-|every day when left out
        street|from|time of day|!|it comes
        street|to|time of day|!|it leaves
        street|leaves_when_warned||false|it leaves a minute after a loudspeaker warning
        street|confidence||0.9|that the analysis gives
        misbehaviour|kind||!|a fault of docksim, by its name
        misbehaviour|docks||[]|which; all when left out
        misbehaviour|date|date|-|every day when left out
        misbehaviour|from|time of day|00:00|it begins
        misbehaviour|to|time of day|24:00|it ends
        misbehaviour|probability||1|of each chance to misbehave

        """

    static let hardwareRows = """
        hardware.dock|model||!|the file's name
        hardware.dock|name||!|for people
        hardware.dock|model_key||!|the vendor's model key
        hardware.dock|speaks_over_services||!|whether speech goes over the services topic
        hardware.dock|aborts_setup||false|whether a start that is stuck before its take-off can be broken off
        hardware.dock|takes_return_mode||true|whether flights carry how to come home (rth_mode) and the members that came with it
        hardware.dock|jobs||[]|maintenance methods that not every model has
        hardware.dock|limits||!|what a launch needs
        hardware.dock|facts||{}|more, for people
        hardware.aircraft|model||!|the file's name
        hardware.aircraft|name||!|for people
        hardware.aircraft|model_key||!|the vendor's model key
        hardware.aircraft|docks||!|dock models that it lives in
        hardware.aircraft|limits||!|what a launch needs
        hardware.aircraft|cameras||!|lenses, the patrol camera first
        hardware.aircraft|facts||{}|more, for people
        hardware.dock.limits|wind_mps||!|as in docks.yaml
        hardware.dock.limits|rain_step||!|as in docks.yaml
        hardware.dock.limits|temperature_min_c||!|as in docks.yaml
        hardware.dock.limits|temperature_max_c||!|as in docks.yaml
        hardware.dock.limits|charge_permille_per_min||!|as in docks.yaml
        hardware.dock.limits|charge_to_permille||!|as in docks.yaml
        hardware.dock.limits|relay_m||-|how far another dock of the model may be for a flight between the two; without it there are none
        hardware.aircraft.limits|endurance_s||!|as in docks.yaml
        hardware.aircraft.limits|speed_mps||!|as in docks.yaml
        hardware.aircraft.limits|wind_mps||!|the stricter of dock and aircraft holds
        hardware.aircraft.limits|temperature_min_c||!|the stricter of dock and aircraft holds
        hardware.aircraft.limits|temperature_max_c||!|the stricter of dock and aircraft holds
        hardware.fact|value||!|null: no source found
        hardware.fact|unit||-|for people
        hardware.fact|quality||!|primary, quoted, third-party, derived, chosen or unknown
        hardware.fact|source||-|where it was read
        hardware.fact|note||-|conflicts and conditions
        hardware.camera|lens||!|wide, zoom, ir or visible
        hardware.camera|payload_index||!|the vendor's payload index
        hardware.camera|horizontal_fov_deg||!|unzoomed; null: unknown
        hardware.camera|vertical_fov_deg||!|unzoomed; null: unknown
        hardware.camera|width_px||!|of the picture; null: unknown
        hardware.camera|height_px||!|of the picture; null: unknown
        hardware.camera|zoom_factor||-|at which the field of view stands, as the aircraft counts it
        hardware.camera|zoom_factor_max||-|up to which optics make the picture larger
        hardware.camera|quality||!|as for limits
        hardware.camera|source||-|where it was read
        hardware.camera|note||-|conditions

        """
}
