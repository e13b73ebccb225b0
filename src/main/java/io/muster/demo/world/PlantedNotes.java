package io.muster.demo.world;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was noted of the accounts before the audit: planted, as if somebody had drilled the responders' role and verified the
 * contacts. Nobody has.
 */
public final class PlantedNotes {

    /** How long before the audit the drill was, and the one that no longer counts. */
    private static final Duration DRILL = Duration.ofDays(12);

    private static final Duration OLD_DRILL = Duration.ofDays(120);
    private static final Duration VERIFICATION = Duration.ofDays(1);

    private static final Person SECURITY =
            new Person("Security Operations", "SOC", "aws-security@example.com", "+1 555 0100");
    private static final Person OPERATIONS =
            new Person("Cloud Platform", "Operations", "cloud-platform@example.com", "+1 555 0101");
    private static final Person BILLING =
            new Person("Accounts Payable", "Billing", "cloud-billing@example.com", "+1 555 0102");

    private final DemoWorld world;

    public PlantedNotes(DemoWorld world) {
        this.world = requireNonNull(world, "world is null");
    }

    /** What takes an action from the role. */
    public enum Because {
        STATEMENT,
        BOUNDARY,
        NOTHING_ALLOWS
    }

    /**
     * What takes which actions from the role.
     *
     * @param prefixes what the actions begin with, in lower case
     */
    public record Denial(Because because, List<String> prefixes) {

        public Denial {
            requireNonNull(because, "because is null");
            prefixes = List.copyOf(prefixes);
        }

        public boolean denies(String action) {
            return prefixes.stream().anyMatch(action.toLowerCase(Locale.ROOT)::startsWith);
        }
    }

    /**
     * A drill of one account.
     *
     * @param assumed whether the role could be assumed; where not, nothing could be simulated either
     * @param denial null where everything is allowed
     */
    public record Drilled(
            DemoAccount account,
            String role,
            Instant at,
            boolean assumed,
            @Nullable Denial denial) {

        public Drilled {
            requireNonNull(account, "account is null");
            requireNonNull(role, "role is null");
            requireNonNull(at, "at is null");
        }
    }

    /** Whom a contact names. */
    public record Person(String name, String title, String email, String phone) {

        Person withEmail(String other) {
            return new Person(name, title, other, phone);
        }

        Person withPhone(String other) {
            return new Person(name, title, email, other);
        }
    }

    /**
     * A contact that was read and compared.
     *
     * @param type {@code SECURITY}, {@code OPERATIONS} or {@code BILLING}
     * @param found null where there is none, or where it could not be read
     */
    public record Verified(
            DemoAccount account,
            String type,
            boolean readable,
            @Nullable Person found,
            Person wanted) {

        public Verified {
            requireNonNull(account, "account is null");
            requireNonNull(type, "type is null");
            requireNonNull(wanted, "wanted is null");
        }
    }

    /** Where a drill has been. */
    public List<Drilled> drills() {
        return reachable().stream()
                .filter(account -> !account.has(Planting.NEVER_DRILLED))
                .map(this::drilled)
                .toList();
    }

    private Drilled drilled(DemoAccount account) {
        return new Drilled(
                account,
                "arn:aws:iam::" + account.id() + ":role/" + IdentityRows.RESPONDER,
                world.shape().now().minus(account.has(Planting.DRILLED_LONG_AGO) ? OLD_DRILL : DRILL),
                !account.has(Planting.DRILL_WAS_REFUSED),
                denial(account));
    }

    private static @Nullable Denial denial(DemoAccount account) {
        if (account.has(Planting.DRILL_FOUND_A_DENIAL)) {
            return new Denial(Because.STATEMENT, List.of("iam:updateaccesskey"));
        }
        if (account.has(Planting.DRILL_FOUND_A_BOUNDARY)) {
            return new Denial(Because.BOUNDARY, List.of("ec2:stop", "ec2:terminate", "rds:"));
        }
        return account.has(Planting.DRILL_FOUND_HALF_A_ROLE)
                ? new Denial(Because.NOTHING_ALLOWS, IdentityRows.OFTEN_FORGOTTEN)
                : null;
    }

    /** When the contacts were read. */
    public Instant verifiedAt() {
        return world.shape().now().minus(VERIFICATION);
    }

    /** Every contact of every account that could be asked. */
    public List<Verified> contacts() {
        return reachable().stream()
                .flatMap(account ->
                        Map.of("SECURITY", SECURITY, "OPERATIONS", OPERATIONS, "BILLING", BILLING).entrySet().stream()
                                .map(wanted -> verified(account, wanted.getKey(), wanted.getValue())))
                .toList();
    }

    private static Verified verified(DemoAccount account, String type, Person wanted) {
        boolean isReadable = !account.has(Planting.CONTACTS_COULD_NOT_BE_READ);
        return new Verified(account, type, isReadable, isReadable ? found(account, wanted) : null, wanted);
    }

    private static @Nullable Person found(DemoAccount account, Person wanted) {
        if (wanted.equals(SECURITY)) {
            if (account.has(Planting.NO_SECURITY_CONTACT)) {
                return null;
            }
            Person person = account.has(Planting.SECURITY_CONTACT_IS_A_PERSON)
                    ? wanted.withEmail("jo.former@example.com")
                    : wanted;
            return account.has(Planting.SECURITY_CONTACT_HAS_OLD_PHONE) ? person.withPhone("+1 555 0199") : person;
        }
        return wanted.equals(BILLING) && account.has(Planting.NO_BILLING_CONTACT) ? null : wanted;
    }

    private List<DemoAccount> reachable() {
        return world.accounts().stream()
                .filter(account -> account.isConnected() && !account.has(Trouble.CREDENTIALS_ARE_DEAD))
                .toList();
    }
}
