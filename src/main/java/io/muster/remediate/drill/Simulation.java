package io.muster.remediate.drill;

import io.muster.finding.AccountId;
import io.muster.permissions.Containment;
import io.muster.permissions.Containment.Grant;
import io.muster.permissions.Containment.Need;
import io.muster.permissions.Containment.Step;
import io.muster.remediate.aws.AwsFailure;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Rate;
import io.muster.remediate.drill.Decision.Layer;
import io.muster.remediate.drill.Decision.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/**
 * Asks AWS what the responder's role may do, for each action of each step with the resources and the context that a
 * responder's call has. One call for each kind of resource, since AWS evaluates every action against every resource.
 */
final class Simulation {

    /** A role that can do this has more than it needs: keys are disabled, never deleted. */
    static final String DELETE_KEY = "iam:DeleteAccessKey";

    private static final int MOST_ACTIONS = 50;
    private static final int PAGE = 100;

    private final IamClient iam;
    private final AwsCredentialsProvider credentials;
    private final Calls calls;
    private final Rate rate;
    private final Subject subject;

    /**
     * Whose permissions are asked for.
     *
     * @param role the ARN with its path
     * @param organization null where there is none
     * @param securityAccount to which evidence is given; null when it is not known
     * @param resources what the user names more narrowly, by kind
     */
    record Subject(
            AccountId account,
            String partition,
            String role,
            @Nullable String organization,
            boolean management,
            @Nullable AccountId securityAccount,
            Map<String, List<String>> resources,
            List<String> regions,
            boolean mfa,
            @Nullable String sourceIp,
            Instant now) {}

    /** What one call asks. */
    private record Question(
            String resource,
            Map<String, String> context,
            @Nullable String region) {}

    /** Where an answer belongs. */
    private record Asked(String step, Need need) {}

    /**
     * What came out.
     *
     * @param scpsSeen whether AWS said of any action what the service control policies say
     */
    record Result(List<Decision> decisions, boolean scpsSeen) {}

    Simulation(IamClient iam, AwsCredentialsProvider credentials, Calls calls, Rate rate, Subject subject) {
        this.iam = iam;
        this.credentials = credentials;
        this.calls = calls;
        this.rate = rate;
        this.subject = subject;
    }

    /** All decisions; {@link AwsFailure} when AWS refuses to simulate at all. */
    Result run() throws InterruptedException {
        Map<Question, Map<String, List<Asked>>> questions = questions();
        List<Decision> decisions = new ArrayList<>();
        boolean scpsSeen = false;
        for (Map.Entry<Question, Map<String, List<Asked>>> entry : questions.entrySet()) {
            Question question = entry.getKey();
            List<String> actions = new ArrayList<>(entry.getValue().keySet());
            for (int from = 0; from < actions.size(); from += MOST_ACTIONS) {
                List<String> some = actions.subList(from, Math.min(actions.size(), from + MOST_ACTIONS));
                Map<String, EvaluationResult> answers = ask(question, some);
                for (String action : some) {
                    EvaluationResult answer = answers.get(action);
                    scpsSeen |= answer != null && answer.organizationsDecisionDetail() != null;
                    for (Asked asked : entry.getValue().getOrDefault(action, List.of())) {
                        decisions.add(decision(question, action, asked, answer));
                    }
                }
            }
        }
        return new Result(List.copyOf(decisions), scpsSeen);
    }

    /** What is to be asked, each question once however many steps need it. */
    private Map<Question, Map<String, List<Asked>>> questions() {
        Map<Question, Map<String, List<Asked>>> questions = new LinkedHashMap<>();
        for (Step step : Containment.steps()) {
            if (step.central() && !isCentral()) {
                continue;
            }
            for (Grant grant : step.grants()) {
                for (String resource : narrowed(grant.resources())) {
                    for (Question question : resolved(resource, grant.context())) {
                        Map<String, List<Asked>> actions = questions.computeIfAbsent(question, key -> new TreeMap<>());
                        grant.actions()
                                .forEach(action -> actions.computeIfAbsent(action, key -> new ArrayList<>())
                                        .add(new Asked(step.id(), grant.need())));
                    }
                }
            }
        }
        for (String user : narrowed(List.of("arn:{partition}:iam::{account}:user/*"))) {
            questions
                    .computeIfAbsent(resolved(user, Map.of()).get(0), key -> new TreeMap<>())
                    .put(DELETE_KEY, List.of(new Asked("disable-access-key", Need.READ)));
        }
        return questions;
    }

    private boolean isCentral() {
        return subject.management() && subject.organization() != null;
    }

    /** What the user names in place of these resources; they themselves where he names nothing. */
    private List<String> narrowed(List<String> resources) {
        return Containment.namedResources().entrySet().stream()
                .filter(named -> named.getValue().equals(resources))
                .findFirst()
                .map(named -> subject.resources().getOrDefault(named.getKey(), resources))
                .orElse(resources);
    }

    private List<Question> resolved(String resource, Map<String, String> context) {
        Map<String, String> filled = new TreeMap<>();
        context.forEach((key, value) -> {
            if (!value.equals("{security}")) {
                filled.put(key, fill(value, ""));
            } else if (subject.securityAccount() != null) {
                filled.put(key, subject.securityAccount().value());
            }
        });
        boolean regional = resource.contains("{region}") || resource.equals("*");
        Set<String> regions = new LinkedHashSet<>(subject.regions());
        List<Question> questions = new ArrayList<>();
        for (String region : regional ? regions : Set.of("")) {
            questions.add(new Question(fill(resource, region), filled, region.isEmpty() ? null : region));
        }
        return questions;
    }

    private String fill(String text, String region) {
        return text.replace("{partition}", subject.partition())
                .replace("{account}", subject.account().value())
                .replace("{organization}", String.valueOf(subject.organization()))
                .replace("{region}", region);
    }

    private Map<String, EvaluationResult> ask(Question question, List<String> actions) throws InterruptedException {
        Map<String, EvaluationResult> answers = new LinkedHashMap<>();
        String marker = null;
        do {
            SimulatePrincipalPolicyRequest request = SimulatePrincipalPolicyRequest.builder()
                    .policySourceArn(subject.role())
                    .actionNames(actions)
                    .resourceArns(question.resource())
                    .contextEntries(context(question))
                    .maxItems(PAGE)
                    .marker(marker)
                    .overrideConfiguration(override -> override.credentialsProvider(credentials))
                    .build();
            SimulatePrincipalPolicyResponse page = calls.ask(rate, () -> iam.simulatePrincipalPolicy(request));
            page.evaluationResults().forEach(result -> answers.put(result.evalActionName(), result));
            marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
        } while (marker != null);
        return answers;
    }

    /**
     * What a responder's call carries. Keys that only a service control policy names are not reported as missing, so all
     * that such policies usually ask for are sent each time.
     */
    private List<ContextEntry> context(Question question) {
        List<ContextEntry> entries = new ArrayList<>();
        String region = question.region() == null ? home() : question.region();
        entries.add(entry("aws:RequestedRegion", ContextKeyTypeEnum.STRING, region));
        entries.add(entry("aws:PrincipalArn", ContextKeyTypeEnum.STRING, subject.role()));
        entries.add(entry(
                "aws:PrincipalAccount",
                ContextKeyTypeEnum.STRING,
                subject.account().value()));
        if (subject.organization() != null) {
            entries.add(entry("aws:PrincipalOrgID", ContextKeyTypeEnum.STRING, subject.organization()));
        }
        if (subject.sourceIp() != null) {
            entries.add(entry("aws:SourceIp", ContextKeyTypeEnum.IP, subject.sourceIp()));
        }
        entries.add(entry("aws:ViaAWSService", ContextKeyTypeEnum.BOOLEAN, "false"));
        entries.add(entry("aws:SecureTransport", ContextKeyTypeEnum.BOOLEAN, "true"));
        entries.add(entry("aws:MultiFactorAuthPresent", ContextKeyTypeEnum.BOOLEAN, String.valueOf(subject.mfa())));
        entries.add(
                entry("aws:CurrentTime", ContextKeyTypeEnum.DATE, subject.now().toString()));
        entries.add(entry(
                "aws:TokenIssueTime", ContextKeyTypeEnum.DATE, subject.now().toString()));
        question.context()
                .forEach((key, value) -> entries.add(entry(
                        key,
                        value.equals("true") || value.equals("false")
                                ? ContextKeyTypeEnum.BOOLEAN
                                : ContextKeyTypeEnum.STRING,
                        value)));
        return entries;
    }

    /** Where calls without a region are made. */
    private String home() {
        return switch (subject.partition()) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }

    private static ContextEntry entry(String key, ContextKeyTypeEnum type, String value) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(type)
                .contextKeyValues(value)
                .build();
    }

    private Decision decision(Question question, String action, Asked asked, @Nullable EvaluationResult answer) {
        if (answer == null) {
            return decided(question, action, asked, Outcome.UNKNOWN, null, "AWS said nothing about it");
        }
        if (answer.evalDecisionAsString().equals("allowed")) {
            return answer.missingContextValues().isEmpty()
                    ? decided(question, action, asked, Outcome.ALLOWED, null, "")
                    : decided(question, action, asked, Outcome.UNKNOWN, null, "it depends on " + missing(answer));
        }
        boolean scp = answer.organizationsDecisionDetail() != null
                && !answer.organizationsDecisionDetail().allowedByOrganizations();
        if (scp) {
            return decided(
                    question, action, asked, Outcome.DENIED, Layer.SCP, "a service control policy does not allow it");
        }
        if (!answer.missingContextValues().isEmpty()) {
            return decided(question, action, asked, Outcome.UNKNOWN, null, "it depends on " + missing(answer));
        }
        boolean bounded = answer.permissionsBoundaryDecisionDetail() != null
                && !answer.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary();
        if (bounded) {
            return decided(
                    question, action, asked, Outcome.DENIED, Layer.BOUNDARY, "the permissions boundary leaves it out");
        }
        if (answer.evalDecisionAsString().equals("explicitDeny")) {
            String by = answer.matchedStatements().stream()
                    .map(statement -> statement.sourcePolicyId())
                    .filter(id -> id != null)
                    .distinct()
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("a policy");
            return decided(question, action, asked, Outcome.DENIED, Layer.STATEMENT, by + " denies it");
        }
        if (answer.evalDecisionAsString().equals("implicitDeny")) {
            return decided(
                    question, action, asked, Outcome.DENIED, Layer.NOTHING_ALLOWS, "no policy of the role allows it");
        }
        return decided(
                question, action, asked, Outcome.UNKNOWN, null, "AWS answered '" + answer.evalDecisionAsString() + "'");
    }

    private static String missing(EvaluationResult answer) {
        return String.join(", ", answer.missingContextValues());
    }

    private static Decision decided(
            Question question, String action, Asked asked, Outcome outcome, @Nullable Layer layer, String why) {
        return new Decision(
                asked.step(), action, asked.need(), question.region(), question.resource(), outcome, layer, why, false);
    }
}
