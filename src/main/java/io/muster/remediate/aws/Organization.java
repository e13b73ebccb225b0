package io.muster.remediate.aws;

import io.muster.finding.AccountId;
import io.muster.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.account.model.Region;
import software.amazon.awssdk.services.account.model.RegionOptStatus;

/** Reads who is in the organization and which regions each account has enabled. */
public final class Organization {

    private static final double CALLS_PER_SECOND = 8;
    private static final double REGION_CALLS_PER_SECOND = 4;
    private static final int PAGE = 50;

    private final AwsAccess aws;
    private final Calls calls;
    private final Rate rate;
    private final Rate regionRate;
    private final AccountId caller;
    private final @Nullable AccountId management;
    private final @Nullable String id;

    private Organization(
            AwsAccess aws,
            Calls calls,
            Rate rate,
            Rate regionRate,
            AccountId caller,
            @Nullable AccountId management,
            @Nullable String id) {
        this.aws = aws;
        this.calls = calls;
        this.rate = rate;
        this.regionRate = regionRate;
        this.caller = caller;
        this.management = management;
        this.id = id;
    }

    /** Asks who is calling and who manages; {@link ProblemException} when AWS does not say. */
    public static Organization ask(AwsAccess aws, Calls calls, java.time.Clock clock, Pause pause)
            throws InterruptedException {
        Rate rate = new Rate(CALLS_PER_SECOND, clock, pause);
        try {
            AccountId caller = new AccountId(
                    calls.ask(rate, () -> aws.sts().getCallerIdentity()).account());
            AccountId management;
            String id;
            try {
                var organization = calls.ask(rate, () -> aws.organizations().describeOrganization())
                        .organization();
                management = new AccountId(organization.masterAccountId());
                id = organization.id();
            } catch (AwsFailure e) {
                if (!e.code().equals("AWSOrganizationsNotInUseException")) {
                    throw e;
                }
                management = null;
                id = null;
            }
            return new Organization(
                    aws, calls, rate, new Rate(REGION_CALLS_PER_SECOND, clock, pause), caller, management, id);
        } catch (AwsFailure e) {
            throw unanswered("AWS does not say who is calling, and of which organization", e);
        }
    }

    /** The account whose credentials these are, which anybody may ask; {@link ProblemException} when AWS does not say. */
    public static AccountId callerOf(AwsAccess aws, Calls calls, java.time.Clock clock, Pause pause)
            throws InterruptedException {
        try {
            return new AccountId(calls.ask(
                            new Rate(CALLS_PER_SECOND, clock, pause),
                            () -> aws.sts().getCallerIdentity())
                    .account());
        } catch (AwsFailure e) {
            throw unanswered("AWS does not say who is calling", e);
        }
    }

    /** The account whose credentials these are. */
    public AccountId caller() {
        return caller;
    }

    /** The organization's id; null where there is none. */
    public @Nullable String id() {
        return id;
    }

    /** Every account, ordered by id; the caller alone where there is no organization. */
    public List<Member> members() throws InterruptedException {
        if (management == null) {
            return List.of(new Member(caller, "", "ACTIVE", "", null, false, List.of()));
        }
        try {
            return new OrganizationTree(aws.organizations(), calls, rate).members(management);
        } catch (AwsFailure e) {
            throw unanswered("The accounts of the organization could not be read", e);
        }
    }

    private static ProblemException unanswered(String what, AwsFailure failure) {
        return ProblemException.couldNotRun(
                what + ": " + String.valueOf(failure.getMessage()).replaceFirst("\\.$", "") + ".",
                "",
                switch (failure.kind()) {
                    case CREDENTIALS -> "give Muster credentials: AWS_PROFILE=NAME, or aws sso login";
                    case UNREACHABLE, TIMED_OUT, SERVER, THROTTLED ->
                        "check network, proxy, 'aws.region' and 'aws.endpoint'; then the same command again";
                    case DENIED, ABSENT, REFUSED ->
                        "muster permissions contacts; use the management account or a delegated administrator";
                },
                failure);
    }

    /** The regions that are enabled in an account; {@link AwsFailure} when AWS does not say. */
    public List<String> regions(Member member) throws InterruptedException {
        List<String> regions = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            var page = calls.ask(
                    regionRate,
                    () -> aws.account()
                            .listRegions(request -> request.accountId(
                                            member.id().equals(caller)
                                                    ? null
                                                    : member.id().value())
                                    .regionOptStatusContains(
                                            RegionOptStatus.ENABLED, RegionOptStatus.ENABLED_BY_DEFAULT)
                                    .maxResults(PAGE)
                                    .nextToken(from)));
            page.regions().stream().map(Region::regionName).forEach(regions::add);
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return List.copyOf(regions);
    }
}
