// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension KeyTable {
    static let siteRows = """
        site.yaml|site||!|the site's id: letters, digits and -
        site.yaml|name||!|the site's name, zh and en
        site.yaml|time_zone||!|IANA zone of its local time, such as Asia/Shanghai
        site.yaml|origin|[lat, lon]|!|where the local grid is 0, 0; never changed once a store exists
        site.yaml|simulated||false|allows docksim, --clock and review: auto; a real site leaves it out
        site.yaml|calendar||-|holiday table: cn is ../calendars/cn.tsv or the installed one, a name with / is a path
        site.yaml|hardware||-|folder of the hardware catalogue; else hardware/ here, up to two above, or the installed one
        site.yaml|service||!|local hours in which aircraft may be in the air
        site.yaml|safety||{}|the site's own limits
        site.yaml|reserve||{}|who must stay free to answer a call
        site.yaml|times||{}|times, speeds and margins that plans count with
        site.yaml|broker||!|the MQTT broker: embedded or external
        site.yaml|http||!|what roostd listens on
        site.yaml|media||{}|where pictures of the analysis are found
        site.yaml|dji||!|what docks ask for when they are bound
        site.yaml|retention||{}|how long the store keeps what nothing needs any more
        site.yaml|adapters||[]|foreign frame formats
        service|from|time of day|!|first minute of flight
        service|to|time of day|!|all are back in their docks
        safety|highest_obstacle_m|m|-|above ground, whole site; without one only routes with their own fly
        safety|ceiling_m|m|120|legal height above ground
        safety|battery_reserve_percent|%|25|what must be left after the way home, asked before a launch; in the air the aircraft is called home at what its way home needs and 10 % (S20)
        safety|wind_mps|m/s|8|strongest wind, in addition to each dock's own limit
        safety|rain_step||0|heaviest rain as docks report it: 0 none, 1 light
        safety|wind_margin_mps|m/s|1|a weather hold ends this far below the wind limit
        safety|calm_s|s|300|a weather hold ends when it is so calm for this long
        safety|battery_min_c|°C|-|coldest battery that may launch, where the aircraft says it; unset: the dock decides
        safety|battery_max_c|°C|-|hottest battery that may launch, where the aircraft says it; unset: the dock decides
        reserve|min_ready|docks|4|docks that patrols leave free wherever so many are in reach
        reserve|max_response_s|s|600|longest time to any point
        reserve|speed_mps|m/s|12|speed that this time counts with
        reserve|overhead_s|s|60|before an aircraft is on its way
        reserve|preempt||waiting|patrols that give way to a call: none, waiting in their docks, or airborne too
        times|takeoff_s|s|60|from the start to ferry height, cover included
        times|landing_s|s|60|from ferry height to rest in the dock
        times|transition_s|s|10|between ferry height and route height
        times|ferry_mps|m/s|12|speed on the ways out and back
        times|turnaround_s|s|180|from a landing to the next start
        times|dispatch_permille|permille|600|battery from which a dock counts as ready for a call
        times|separation_horizontal_m|m|60|between aircraft whose heights and times meet
        times|separation_vertical_m|m|15|between aircraft whose paths and times meet
        times|separation_s|s|60|between aircraft whose paths and heights meet

        """

    static let siteRowsMore = """
        broker|embedded||-|roostd starts mosquitto itself
        broker|external||-|a broker that is already there
        broker.embedded|listen|host:port|127.0.0.1:0|port 0: any free one
        broker.embedded|url|url|-|the same listener as docks see it; needed with an outside listen
        broker.embedded|tls||-|needed unless listen is this machine's own address
        broker.tls|certificate|path|!|PEM with the chain, beside site.yaml unless absolute
        broker.tls|key_secret|secret|!|the private key
        broker.external|host||!|name or address
        broker.external|port||8883|its port
        broker.external|user||!|roostd's own user
        broker.external|secret|secret|!|that user's password
        broker.external|ca|path|-|PEM of the authority; without it the system's are asked
        broker.external|certificate|path|-|PEM of roostd's own certificate, if the broker asks for one
        broker.external|key_secret|secret|-|that certificate's private key
        broker.external|tls||true|false only for a broker on this machine
        http|listen|host:port|127.0.0.1:8470|for people and integrators
        http|url|url|-|the people's side as people see it: links in messages begin with it; none when left out
        http|docks||!|what docks fetch waylines from
        http.docks|listen|host:port|127.0.0.1:8471|answers signed links only
        http.docks|url|url|!|the same listener as docks see it
        media|base|path or url|DATA/media|keys of pictures are looked up here
        media|hosts|hosts|[]|https hosts that pictures may be fetched from
        media|object_store||-|where docks upload pictures; without it they keep them
        media.object_store|provider||minio|kind of store: ali, aws or minio
        media.object_store|endpoint|url|!|the store as docks see it
        media.object_store|bucket||!|its bucket
        media.object_store|region||us-east-1|its region
        media.object_store|prefix||!|of all keys: the store's key must reach nothing else
        media.object_store|key_id||!|identifier of a key that may only write there
        media.object_store|key_secret|secret|!|that key, handed to docks as it is
        media.object_store|token_secret|secret|-|session token, where the key has one
        retention|journal_days|days|30|inputs, behind a snapshot: so far back the state can be rebuilt
        retention|audit_days|days|1095|facts and the chain of turns
        retention|settled_days|days|7|settled commands, notices, plans
        retention|quarantine_days|days|14|messages that could not be read
        retention|noticed_days|days|180|cases with a notice, and their pictures, after their end; then only the audit
        retention|closed_days|days|7|other cases, and their pictures, after their end; then only the audit
        retention|media_hours|h|1|pictures of the analysis that became no evidence
        dji|app_id||!|from the vendor's developer page
        dji|key_secret|secret|!|the app's key
        dji|license_secret|secret|!|the app's basic licence
        dji|organization||!|docks show it when they are bound
        dji|binding_secret|secret|!|code that the technician types in
        dji|ntp|host|!|time server that docks are told
        adapter|format||!|native, frigate, deepstream, ultralytics, coco, onvif, rekognition or dji
        adapter|topic|filter|-|MQTT topics it comes on; by HTTP the header X-Roost-Format names it
        adapter|labels||{}|its words for things to ours; COCO: its numbers
        adapter|cameras||[]|what it leaves unsaid of its cameras
        adapter.camera|name||!|what the format calls it: frigate/dock1_wide, dock1-wide
        adapter.camera|aircraft||-|id or serial of the aircraft that carries it, whose telemetry places it
        adapter.camera|lens||wide|wide, zoom, ir or normal
        adapter.camera|size|px|-|[width, height] of the pictures that boxes are in
        name|zh||-|Chinese
        name|en||-|English

        """
}
