package io.muster.demo.world;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of logs and findings to the SIEM: notifications, topics, queues, rules. */
final class SiemRows implements AccountRows {

    /** Where the log buckets are, and the queue that the SIEM reads from. */
    static final String LOG_REGION = "eu-west-1";

    static final String TRAIL_QUEUE = "cloudtrail-to-siem";

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        switch (account.part()) {
            case LOG_ARCHIVE -> {
                queue(account, sheets, logRegion(account), TRAIL_QUEUE, "s3.amazonaws.com");
                queue(account, sheets, logRegion(account), TRAIL_QUEUE + "-dead", "s3.amazonaws.com");
            }
            case SECURITY -> {
                for (String region : account.regions()) {
                    writeFindings(account, sheets, region);
                }
            }
            case MANAGEMENT, MEMBER -> {
                if (account.has(Planting.TRAIL_BUCKET_AT_HOME)) {
                    queue(account, sheets, logRegion(account), TRAIL_QUEUE, "s3.amazonaws.com");
                    queue(account, sheets, logRegion(account), TRAIL_QUEUE + "-dead", "s3.amazonaws.com");
                }
            }
        }
    }

    static String logRegion(DemoAccount account) {
        return account.regions().contains(LOG_REGION)
                ? LOG_REGION
                : account.regions().get(0);
    }

    private static void writeFindings(DemoAccount account, Sheets sheets, String region) throws SQLException {
        String queue = queueArn(account, region, "findings-to-siem");
        boolean isSafe = !account.has(Planting.FINDINGS_WITHOUT_DEAD_LETTERS);
        rule(
                account,
                sheets,
                region,
                "findings-to-siem",
                account.has(Planting.ONLY_GUARDDUTY_FINDINGS_LEAVE)
                        ? List.of("aws.guardduty")
                        : List.of("aws.guardduty", "aws.inspector2", "aws.macie", "aws.securityhub"),
                target(queue, isSafe ? queue + "-dead" : null));
        String function = "arn:aws:lambda:" + region + ":" + account.id() + ":function:findings-to-chat";
        rule(account, sheets, region, "findings-to-chat", List.of("aws.guardduty"), target(function, queue + "-dead"));
        Sheets.Row chat = sheets.row("aws_lambda_function", account, region)
                .text("name", "findings-to-chat")
                .text("arn", function)
                .text("runtime", "python3.13")
                .text("role", "arn:aws:iam::" + account.id() + ":role/service/findings-to-chat")
                .text("state", "Active")
                .json("tags", "{\"team\": \"security\"}");
        if (account.has(Planting.FINDINGS_FOR_A_STOPPED_FUNCTION)) {
            chat.number("reserved_concurrent_executions", 0);
        }
        chat.add();
        for (String name : List.of("findings-to-siem", "findings-to-siem-dead")) {
            queue(account, sheets, region, name, "events.amazonaws.com");
        }
        String topic = "arn:aws:sns:" + region + ":" + account.id() + ":security-alerts";
        sheets.row("aws_sns_topic", account, region)
                .text("topic_arn", topic)
                .text("owner", account.id().value())
                .number("subscriptions_confirmed", 1)
                .number("subscriptions_pending", 0)
                .json("tags", "{}")
                .add();
        sheets.row("aws_sns_topic_subscription", account, region)
                .text("subscription_arn", topic + ":" + account.digits(50, 0))
                .text("topic_arn", topic)
                .text("owner", account.id().value())
                .text("protocol", "email")
                .text("endpoint", "aws-security@example.com")
                .flag("pending_confirmation", false)
                .add();
    }

    private static void rule(
            DemoAccount account, Sheets sheets, String region, String name, List<String> sources, String target)
            throws SQLException {
        sheets.row("aws_eventbridge_rule", account, region)
                .text("name", name)
                .text("arn", "arn:aws:events:" + region + ":" + account.id() + ":rule/" + name)
                .text("state", account.has(Planting.FINDINGS_STAY_IN_A_REGION, region) ? "DISABLED" : "ENABLED")
                .text("event_bus_name", "default")
                .json("event_pattern", "{\"source\": " + Json.array(sources) + "}")
                .json("targets", "[" + target + "]")
                .add();
    }

    private static String target(String arn, @Nullable String deadLetters) {
        return "{\"Id\": \"one\", \"Arn\": \"" + arn + "\", \"RoleArn\": null, \"Input\": null, \"InputPath\": null,"
                + " \"InputTransformer\": null, \"SqsParameters\": null, \"RetryPolicy\": null, \"DeadLetterConfig\": "
                + (deadLetters == null ? "null" : "{\"Arn\": \"" + deadLetters + "\"}") + "}";
    }

    static String queueArn(DemoAccount account, String region, String name) {
        return "arn:aws:sqs:" + region + ":" + account.id() + ":" + name;
    }

    private static void queue(DemoAccount account, Sheets sheets, String region, String name, String service)
            throws SQLException {
        String arn = queueArn(account, region, name);
        boolean isOpen = account.has(Planting.QUEUE_ADMITS_ANYBODY);
        String condition = service.equals("s3.amazonaws.com") && !isOpen
                ? ", \"Condition\": {\"StringEquals\": {\"aws:sourceaccount\": [\"" + account.id() + "\"]}}"
                : "";
        String policy =
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": [\""
                        + service + "\"]}, \"Action\": [\"sqs:sendmessage\"], \"Resource\": [\"" + arn + "\"]"
                        + condition
                        + "}]}";
        sheets.row("aws_sqs_queue", account, region)
                .text("queue_url", "https://sqs." + region + ".amazonaws.com/" + account.id() + "/" + name)
                .text("queue_arn", arn)
                .flag("fifo_queue", false)
                .text("message_retention_seconds", account.has(Planting.QUEUE_FORGETS) ? "86400" : "1209600")
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
