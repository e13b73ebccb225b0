package io.muster.remediate.contacts;

import io.muster.finding.AccountId;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.AwsFailure;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Organization;

/** Finds out who Muster is to AWS, and everything that is missing before contacts can be managed, with what to do about it. */
final class Preflight {

    private static final String SERVICE = "account.amazonaws.com";
    private static final String NOT_IN_USE = "AWSOrganizationsNotInUseException";

    private final AwsAccess aws;
    private final Calls calls;
    private final Rate rate;

    Preflight(AwsAccess aws, Calls calls, Rate rate) {
        this.aws = aws;
        this.calls = calls;
        this.rate = rate;
    }

    /** The caller, if it can manage contacts; {@link ProblemException} with every missing thing if not. */
    Caller caller(Consumer<Problem> warnings) throws InterruptedException {
        String arn;
        AccountId account;
        try {
            var identity = calls.ask(rate, () -> aws.sts().getCallerIdentity());
            arn = identity.arn();
            account = new AccountId(identity.account());
        } catch (AwsFailure e) {
            throw unanswered("AWS does not say whose credentials these are", e);
        }
        Organization organization;
        try {
            organization = calls.ask(
                    rate, () -> aws.organizations().describeOrganization().organization());
        } catch (AwsFailure e) {
            if (e.code().equals(NOT_IN_USE)) {
                return new Caller(account, arn, Caller.Standing.ALONE, null, null);
            }
            throw unanswered("The organization of the account " + account + " could not be read", e);
        }
        AccountId management = new AccountId(organization.masterAccountId());
        List<Problem> missing = new ArrayList<>();
        if (!"ALL".equals(organization.featureSetAsString())) {
            missing.add(Problem.of(
                    "The organization " + organization.id() + " has consolidated billing only, not all features.",
                    "Contacts of other accounts can be managed only with all features.",
                    "as the management account " + management + ": aws organizations enable-all-features"));
        }
        boolean managing = account.equals(management);
        if (!managing && !isDelegated(account)) {
            missing.add(Problem.of(
                    "The account " + account + " is neither the management account nor a delegated administrator of "
                            + SERVICE + ".",
                    "Only these two may manage the contacts of other accounts.",
                    "use credentials of the management account " + management
                            + ", or let it run: aws organizations register-delegated-administrator --account-id "
                            + account + " --service-principal " + SERVICE));
        } else {
            trustedAccess(organization, management, missing, warnings);
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(ProblemException.Kind.COULD_NOT_RUN, missing, null);
        }
        return new Caller(
                account,
                arn,
                managing ? Caller.Standing.MANAGEMENT : Caller.Standing.DELEGATED,
                organization.id(),
                management);
    }

    private boolean isDelegated(AccountId account) throws InterruptedException {
        OrganizationsClient organizations = aws.organizations();
        String token = null;
        try {
            do {
                String from = token;
                var page = calls.ask(
                        rate,
                        () -> organizations.listDelegatedAdministrators(
                                request -> request.servicePrincipal(SERVICE).nextToken(from)));
                if (page.delegatedAdministrators().stream()
                        .anyMatch(administrator -> account.value().equals(administrator.id()))) {
                    return true;
                }
                token = page.nextToken();
            } while (token != null);
            return false;
        } catch (AwsFailure e) {
            if (e.isGeneral()) {
                throw unanswered("The delegated administrators could not be read", e);
            }
            // Only the management account and delegated administrators may ask: who may not is none.
            return false;
        }
    }

    private void trustedAccess(
            Organization organization, AccountId management, List<Problem> missing, Consumer<Problem> warnings)
            throws InterruptedException {
        OrganizationsClient organizations = aws.organizations();
        String token = null;
        try {
            do {
                String from = token;
                var page = calls.ask(
                        rate,
                        () -> organizations.listAWSServiceAccessForOrganization(request -> request.nextToken(from)));
                if (page.enabledServicePrincipals().stream()
                        .anyMatch(enabled -> SERVICE.equals(enabled.servicePrincipal()))) {
                    return;
                }
                token = page.nextToken();
            } while (token != null);
            missing.add(Problem.of(
                    "The organization " + organization.id() + " does not trust " + SERVICE + ".",
                    "Without trusted access AWS denies the contacts of other accounts as if a permission were missing.",
                    "as the management account " + management
                            + ": aws organizations enable-aws-service-access --service-principal " + SERVICE));
        } catch (AwsFailure e) {
            if (e.isGeneral()) {
                throw unanswered("The trusted services of the organization could not be read", e);
            }
            warnings.accept(Problem.of(
                    "Whether the organization trusts " + SERVICE + " could not be read.",
                    sentence(e),
                    "allow organizations:ListAWSServiceAccessForOrganization"));
        }
    }

    /** The problem of a question without which nothing can go on. */
    static ProblemException unanswered(String what, AwsFailure failure) {
        String fix = switch (failure.kind()) {
            case CREDENTIALS -> "aws sts get-caller-identity, and renew the credentials that Muster uses";
            case DENIED -> "attach the policy printed by: muster permissions contacts";
            case THROTTLED -> "the same command again later; something else asks AWS a lot";
            case TIMED_OUT, UNREACHABLE, SERVER ->
                "check network, proxy, 'aws.region' and 'aws.endpoint'; then the same command again";
            case ABSENT, REFUSED -> "muster doctor";
        };
        return ProblemException.couldNotRun(what + ".", sentence(failure), fix, failure);
    }

    static String sentence(AwsFailure failure) {
        String text = String.valueOf(failure.getMessage());
        return text.endsWith(".") ? text : text + ".";
    }
}
