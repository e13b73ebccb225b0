package io.muster.remediate.aws;

import io.muster.finding.AccountId;
import io.muster.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Root;

/** Walks the organization from its root: every account with its units, in as few calls as AWS has for it. */
public final class OrganizationTree {

    private static final int PAGE = 20;

    private final OrganizationsClient client;
    private final Calls calls;
    private final Rate rate;

    public OrganizationTree(OrganizationsClient client, Calls calls, Rate rate) {
        this.client = client;
        this.calls = calls;
        this.rate = rate;
    }

    /** One page of a list, and where the next one begins. */
    private record Page<T>(List<T> items, @Nullable String next) {}

    /**
     * Every account, ordered by id. {@link AwsFailure} when the tree can't be read to its end; an organization without any
     * account is none, and is a {@link ProblemException}.
     */
    public List<Member> members(AccountId management) throws InterruptedException {
        List<Member> members = new ArrayList<>();
        for (Root root : all(token -> {
            var answer = client.listRoots(request -> request.maxResults(PAGE).nextToken(token));
            return new Page<>(answer.roots(), answer.nextToken());
        })) {
            walk(root.id(), List.of(), management, members);
        }
        if (members.stream().noneMatch(member -> member.id().equals(management))) {
            throw ProblemException.couldNotRun(
                    "AWS Organizations names " + members.size() + " accounts, and not the management account "
                            + management + ".",
                    "Such a list is not complete, whatever it says.",
                    "run it as the management account, or as a delegated administrator");
        }
        members.sort(Comparator.comparing(Member::id));
        return List.copyOf(members);
    }

    private void walk(String parent, List<Member.Unit> units, AccountId management, List<Member> members)
            throws InterruptedException {
        for (Account account : all(token -> {
            var answer = client.listAccountsForParent(
                    request -> request.parentId(parent).maxResults(PAGE).nextToken(token));
            return new Page<>(answer.accounts(), answer.nextToken());
        })) {
            members.add(member(account, management, units));
        }
        for (OrganizationalUnit unit : all(token -> {
            var answer = client.listOrganizationalUnitsForParent(
                    request -> request.parentId(parent).maxResults(PAGE).nextToken(token));
            return new Page<>(answer.organizationalUnits(), answer.nextToken());
        })) {
            String above = units.isEmpty() ? "" : units.get(units.size() - 1).path();
            List<Member.Unit> below = new ArrayList<>(units);
            below.add(new Member.Unit(unit.id(), above + "/" + unit.name()));
            walk(unit.id(), below, management, members);
        }
    }

    /** What AWS says of one account now; {@link AwsFailure} of the kind ABSENT when it is in the organization no more. */
    public Member member(AccountId id, AccountId management) throws InterruptedException {
        Account account = calls.ask(
                rate,
                () -> client.describeAccount(request -> request.accountId(id.value()))
                        .account());
        return member(account, management, List.of());
    }

    private static Member member(Account account, AccountId management, List<Member.Unit> units) {
        AccountId id = new AccountId(account.id());
        return new Member(
                id,
                account.name() == null ? "" : account.name(),
                state(account),
                account.email() == null ? "" : account.email(),
                account.joinedTimestamp(),
                id.equals(management),
                units);
    }

    private static String state(Account account) {
        if (account.stateAsString() != null) {
            return account.stateAsString();
        }
        return account.statusAsString() == null ? "UNKNOWN" : account.statusAsString();
    }

    /** Every page: one may be empty although another follows. */
    private <T> List<T> all(Function<@Nullable String, Page<T>> page) throws InterruptedException {
        List<T> items = new ArrayList<>();
        String token = null;
        while (true) {
            if (calls.isStopped()) {
                throw new InterruptedException("somebody asked to end");
            }
            String from = token;
            Page<T> answer = calls.ask(rate, () -> page.apply(from));
            items.addAll(answer.items());
            token = answer.next();
            if (token == null || token.isEmpty()) {
                return items;
            }
        }
    }
}
