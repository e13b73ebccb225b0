package io.muster.demo;

import io.muster.demo.world.SiemFacts;
import java.net.URI;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The configuration that the demo runs with, as the text of a {@code muster.yaml}. */
public final class DemoSettings {

    private DemoSettings() {}

    /**
     * Everything that an audit of the demo world needs.
     *
     * @param receiver where the SIEM listens, such as {@code http://127.0.0.1:8088}
     * @param search where the SIEM answers questions
     * @param token for both
     */
    public static String yaml(DemoDatabase database, AwsEndpoint aws, URI receiver, URI search, String token) {
        return """
                steampipe:
                  url: %s
                  user: %s
                  password: "%s"
                  statement-timeout: 4s
                aws: {role: muster-audit, endpoint: "%s", access-key-id: AKIADEMO, secret-access-key: demo}
                expectations:
                  security-account: "222222222222"
                  log-archive-account: "333333333333"
                  responder-role: {name: incident-responder, trusted-account: "222222222222", max-session: 4h}
                  audit-role: muster-audit
                  security-contact: {email: aws-security@example.com, name: Security Operations, title: SOC, phone: "+1 555 0100"}
                  required-tags: {owner: [Owner, owner], environment: [environment, env], data: [DataClassification]}
                  data-classes:
                    - {name: "*-customer-exports", class: confidential}
                  log-retention: 365d
                siem-questions:
                  type: splunk
                  url: %s
                  token: "%s"
                  data: {cloudtrail: "%s"}
                  sources: {%s}
                targets:
                  - {name: splunk, type: splunk-hec, url: "%s", token: "%s", index: aws_inventory}
                """.formatted(
                        database.url(),
                        database.user(),
                        database.password().reveal(),
                        aws.uri(),
                        search,
                        token,
                        SiemFacts.CLOUDTRAIL,
                        sources(),
                        receiver,
                        token);
    }

    private static String sources() {
        return new TreeMap<>(SiemFacts.SOURCES)
                .entrySet().stream()
                        .map(source -> source.getKey() + ": \"" + source.getValue() + "\"")
                        .collect(Collectors.joining(", "));
    }
}
