package io.muster.remediate.drill;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.permissions.Containment.Need;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.AwsFailure;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Rate;
import io.muster.remediate.drill.Decision.Layer;
import io.muster.remediate.drill.Decision.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An instance for which EC2 is asked, as the responder, whether it would do what contains it. Nothing is done. */
public record Probe(AccountId account, String region, String instance) {

    private static final Pattern SHAPE = Pattern.compile("([0-9]{12})/([a-z0-9-]+)/(i-[0-9a-f]{8,17})");
    private static final String WOULD = "DryRunOperation";
    private static final String DENIED = "UnauthorizedOperation";

    public Probe {
        requireNonNull(account, "account is null");
        requireNonNull(region, "region is null");
        requireNonNull(instance, "instance is null");
    }

    /** Reads {@code account/region/instance}. */
    public static Probe parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw ProblemException.usage(
                    "'--probe' is '" + text + "', which names no instance.",
                    "Its account and region are needed too.",
                    "--probe 111111111111/us-east-1/i-0123456789abcdef0");
        }
        return new Probe(new AccountId(matcher.group(1)), matcher.group(2), matcher.group(3));
    }

    /** One call with DryRun, and the action and step that it stands for. */
    private record Attempt(String step, String action, Consumer<Ec2Client> call) {}

    List<Decision> run(AwsAccess aws, AwsCredentialsProvider responder, Calls calls, Rate rate, String partition)
            throws InterruptedException {
        List<Decision> decisions = new ArrayList<>();
        try (Ec2Client ec2 = aws.build(Ec2Client.builder(), region)) {
            for (Attempt attempt : attempts(responder)) {
                decisions.add(decide(attempt, ec2, calls, rate, partition));
            }
        }
        return decisions;
    }

    /** Every call that this class makes stands here, and each has {@code dryRun(true)}. */
    private List<Attempt> attempts(AwsCredentialsProvider responder) {
        Map<String, Consumer<Ec2Client>> calls = new LinkedHashMap<>();
        calls.put(
                "stop-instance ec2:StopInstances",
                ec2 -> ec2.stopInstances(request -> request.dryRun(true)
                        .instanceIds(instance)
                        .overrideConfiguration(override -> override.credentialsProvider(responder))));
        calls.put(
                "stop-instance ec2:ModifyInstanceAttribute",
                ec2 -> ec2.modifyInstanceAttribute(request -> request.dryRun(true)
                        .instanceId(instance)
                        .disableApiTermination(value -> value.value(true))
                        .overrideConfiguration(override -> override.credentialsProvider(responder))));
        calls.put(
                "snapshot ec2:CreateSnapshots",
                ec2 -> ec2.createSnapshots(request -> request.dryRun(true)
                        .instanceSpecification(specification -> specification.instanceId(instance))
                        .overrideConfiguration(override -> override.credentialsProvider(responder))));
        calls.put(
                "restrict-metadata ec2:ModifyInstanceMetadataOptions",
                ec2 -> ec2.modifyInstanceMetadataOptions(request -> request.dryRun(true)
                        .instanceId(instance)
                        .httpTokens("required")
                        .overrideConfiguration(override -> override.credentialsProvider(responder))));
        List<Attempt> attempts = new ArrayList<>();
        calls.forEach((name, call) -> attempts.add(
                new Attempt(name.substring(0, name.indexOf(' ')), name.substring(name.indexOf(' ') + 1), call)));
        return attempts;
    }

    private Decision decide(Attempt attempt, Ec2Client ec2, Calls calls, Rate rate, String partition)
            throws InterruptedException {
        String resource = "arn:" + partition + ":ec2:" + region + ":" + account + ":instance/" + instance;
        try {
            calls.ask(rate, () -> {
                attempt.call().accept(ec2);
                return true;
            });
        } catch (AwsFailure e) {
            if (e.code().equals(WOULD)) {
                return decision(attempt, resource, Outcome.ALLOWED, null, "");
            }
            return e.code().equals(DENIED) || e.code().startsWith("AccessDenied")
                    ? decision(attempt, resource, Outcome.DENIED, Layer.REQUEST, "EC2 refused it to the responder")
                    : decision(attempt, resource, Outcome.UNKNOWN, null, "EC2 answered " + e.getMessage());
        }
        throw ProblemException.couldNotRun(
                "EC2 did not heed DryRun and carried out " + attempt.action() + " on " + instance + " in account "
                        + account + ".",
                "Whatever answers at this address is not AWS.",
                "look at the instance now, and at aws.endpoint");
    }

    private Decision decision(Attempt attempt, String resource, Outcome outcome, @Nullable Layer layer, String why) {
        return new Decision(attempt.step(), attempt.action(), Need.MUST, region, resource, outcome, layer, why, true);
    }
}
