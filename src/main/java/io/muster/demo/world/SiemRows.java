package io.muster.demo.world;

import java.sql.SQLException;

/** Queues that carry events to the SIEM. */
final class SiemRows {

    private SiemRows() {}

    static void queue(DemoAccount account, Sheets sheets, String region, String name, String service)
            throws SQLException {
        String arn = "arn:aws:sqs:" + region + ":" + account.id() + ":" + name;
        String policy =
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": [\""
                        + service + "\"]}, \"Action\": [\"sqs:sendmessage\"], \"Resource\": [\"" + arn + "\"]}]}";
        sheets.row("aws_sqs_queue", account, region)
                .text("queue_url", "https://sqs." + region + ".amazonaws.com/" + account.id() + "/" + name)
                .text("queue_arn", arn)
                .flag("fifo_queue", false)
                .text("message_retention_seconds", "1209600")
                .text("visibility_timeout_seconds", "300")
                .flag("sqs_managed_sse_enabled", true)
                .json("policy", policy)
                .json("policy_std", policy)
                .json(
                        "redrive_policy",
                        name.endsWith("-dead")
                                ? null
                                : "{\"deadLetterTargetArn\": \"" + arn + "-dead\", \"maxReceiveCount\": 5}")
                .json("tags", "{\"team\": \"security\"}")
                .add();
    }
}
