package io.muster.demo.world;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the AWS API of the demo world answers: facts that have no Steampipe table. */
public final class ApiFacts {

    private final DemoWorld world;
    private final Map<AccountId, DemoAccount> accounts = new TreeMap<>();

    /**
     * One call.
     *
     * @param service the name in the scope of its signature, such as {@code guardduty}
     * @param parameters what the call names, such as {@code DetectorId}
     */
    public record Call(
            AccountId account, String region, String service, String operation, Map<String, String> parameters) {

        public Call {
            requireNonNull(account, "account is null");
            parameters = Map.copyOf(parameters);
        }
    }

    /** What comes back. */
    public sealed interface Answer {

        /** A list, which may be asked for page by page. */
        record Listed(String member, List<Map<String, Object>> items) implements Answer {
            public Listed {
                items = List.copyOf(items);
            }
        }

        /** One object. */
        record Single(Map<String, Object> members) implements Answer {}

        /** A refusal, by AWS's code. */
        record Refused(int status, String code, String message) implements Answer {}
    }

    public ApiFacts(DemoWorld world) {
        this.world = world;
        world.accounts().forEach(account -> accounts.put(account.id(), account));
    }

    /** Whether the audit role of the account can be assumed. */
    public boolean canBeAssumed(AccountId id) {
        return Optional.ofNullable(accounts.get(id))
                .filter(account -> account.isConnected()
                        && !account.has(Trouble.CREDENTIALS_ARE_DEAD)
                        && !account.has(Planting.AUDIT_ROLE_MISSING))
                .isPresent();
    }

    /** The account that a caller belongs to who has assumed nothing: the one that holds the tools. */
    public AccountId home() {
        return world.accounts().get(1).id();
    }

    public Answer answer(Call call) {
        DemoAccount account = requireNonNull(accounts.get(call.account()), () -> "no account " + call.account());
        return switch (call.service() + ":" + call.operation()) {
            case "organizations:ListAWSServiceAccessForOrganization" -> trustedServices(account);
            default ->
                new Answer.Refused(
                        501,
                        "UnknownOperationException",
                        "The demo's AWS does not know " + call.service() + ":" + call.operation() + ".");
        };
    }

    private Answer trustedServices(DemoAccount account) {
        if (!account.isManagement()) {
            return denied(account, "organizations:ListAWSServiceAccessForOrganization");
        }
        Instant since = world.shape().now().minus(Duration.ofDays(390));
        return new Answer.Listed(
                "EnabledServicePrincipals",
                OrganizationRows.trustedServices(account).stream()
                        .map(service -> Map.<String, Object>of(
                                "ServicePrincipal", service, "DateEnabled", since.getEpochSecond()))
                        .toList());
    }

    private static Answer denied(DemoAccount account, String action) {
        return new Answer.Refused(
                400,
                "AccessDeniedException",
                "User: arn:aws:sts::" + account.id() + ":assumed-role/" + IdentityRows.AUDITOR
                        + "/muster is not authorized to perform: " + action);
    }
}
