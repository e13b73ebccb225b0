package io.muster.demo;

import java.net.URI;

/** The configuration that the demo runs with, as the text of a {@code muster.yaml}. */
public final class DemoSettings {

    private DemoSettings() {}

    /**
     * Everything that an audit of the demo world needs.
     *
     * @param receiver where the SIEM listens, such as {@code http://127.0.0.1:8088}
     * @param token the receiver's token
     */
    public static String yaml(DemoDatabase database, AwsEndpoint aws, URI receiver, String token) {
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
                  log-retention: 365d
                targets:
                  - {name: splunk, type: splunk-hec, url: "%s", token: "%s", index: aws_inventory}
                """.formatted(
                        database.url(), database.user(), database.password().reveal(), aws.uri(), receiver, token);
    }
}
