package io.muster.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.finding.AccountId;
import io.muster.inventory.TagKeys;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code expectations}: what checks compare with. What is not configured is null, and the checks that need it
 * say so.
 *
 * @param requiredTags the section's {@code required-tags}
 * @param dataClasses the rules of {@code data-classes} in their order, none if they are not configured
 */
public record Expectations(
        @Nullable AccountId securityAccount,
        @Nullable AccountId logArchiveAccount,
        @Nullable ResponderRole responderRole,
        @Nullable String auditRole,
        @Nullable SecurityContact securityContact,
        @Nullable TagKeys requiredTags,
        List<DataClass> dataClasses,
        @Nullable Duration logRetention) {

    /** Nothing is configured. */
    public static final Expectations NONE = new Expectations(null, null, null, null, null, null, List.of(), null);

    private static final Pattern NAME_PATTERN = Pattern.compile("[A-Za-z0-9._/:*?-]+");

    public Expectations {
        dataClasses = List.copyOf(dataClasses);
    }

    /** The role that responders assume; {@code maxSession} is the longest session that it should allow. */
    public record ResponderRole(
            String name,
            @Nullable AccountId trustedAccount,
            @Nullable Duration maxSession) {

        public ResponderRole {
            requireNonNull(name, "name is null");
        }
    }

    /** The security contact that every account should name; a part that is null may be anything. */
    public record SecurityContact(
            @Nullable String email,
            @Nullable String name,
            @Nullable String title,
            @Nullable String phone) {}

    /**
     * What the data of resources is whose tags don't tell.
     *
     * @param name a pattern of the resource's name, with {@code *} and {@code ?}
     * @param account the account that the rule is for, null for all
     * @param label the class, such as {@code confidential}
     */
    public record DataClass(String name, @Nullable AccountId account, String label) {

        public DataClass {
            requireNonNull(name, "name is null");
            requireNonNull(label, "label is null");
        }
    }

    /** Reads the section; every bad value is a problem of {@code settings}. */
    public static Expectations from(Settings settings) {
        Section section = settings.section("expectations");
        return new Expectations(
                account(section, "security-account"),
                account(section, "log-archive-account"),
                responderRole(section.section("responder-role")),
                word(section, "audit-role"),
                securityContact(section.section("security-contact")),
                requiredTags(section.section("required-tags")),
                section.sections("data-classes").stream()
                        .map(Expectations::dataClass)
                        .toList(),
                section.duration("log-retention").orElse(null));
    }

    /** The tag keys for the collector, none if they are not configured. */
    public TagKeys tagKeys() {
        return requiredTags == null ? TagKeys.NONE : requiredTags;
    }

    private static @Nullable ResponderRole responderRole(Section section) {
        @Nullable String name = word(section, "name");
        @Nullable AccountId trusted = account(section, "trusted-account");
        @Nullable Duration maxSession = section.duration("max-session").orElse(null);
        if (!section.isPresent()) {
            return null;
        }
        return new ResponderRole(name == null ? section.required("name") : name, trusted, maxSession);
    }

    private static @Nullable SecurityContact securityContact(Section section) {
        @Nullable String email = word(section, "email");
        @Nullable String name = word(section, "name");
        @Nullable String title = word(section, "title");
        @Nullable String phone = word(section, "phone");
        if (email != null && !email.contains("@")) {
            section.problem(
                    "email",
                    "'" + section.path("email") + "' is '" + email + "', which is no address.",
                    "",
                    section.path("email") + ": aws-security@example.com");
        }
        return section.isPresent() ? new SecurityContact(email, name, title, phone) : null;
    }

    private static @Nullable TagKeys requiredTags(Section section) {
        TagKeys keys = new TagKeys(section.texts("owner"), section.texts("environment"), section.texts("data"));
        return section.isPresent() ? keys : null;
    }

    private static DataClass dataClass(Section rule) {
        String name = rule.required("name").strip();
        if (!name.isEmpty() && !NAME_PATTERN.matcher(name).matches()) {
            rule.problem(
                    "name",
                    "'" + rule.path("name") + "' is '" + name + "', which is no pattern of a name.",
                    "A pattern has letters, digits and . _ - / : with * for any text and ? for one character.",
                    rule.path("name") + ": \"customer-*\"");
        }
        return new DataClass(
                name, account(rule, "account"), rule.required("class").strip());
    }

    private static @Nullable AccountId account(Section section, String key) {
        @Nullable String written = word(section, key);
        if (written == null) {
            return null;
        }
        if (AccountId.isOne(written)) {
            return new AccountId(written);
        }
        section.problem(
                key,
                "'" + section.path(key) + "' is '" + written + "', which is no account id.",
                "An account id has twelve digits, and quotes keep a leading zero.",
                section.path(key) + ": \"111111111111\"");
        return null;
    }

    private static @Nullable String word(Section section, String key) {
        Optional<String> text = section.text(key).map(String::strip);
        return text.filter(value -> !value.isEmpty()).orElse(null);
    }

    /** The section as checks see it: keys as written, durations in seconds, null where nothing is configured. */
    String json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("security-account", text(securityAccount));
        json.put("log-archive-account", text(logArchiveAccount));
        if (responderRole == null) {
            json.putNull("responder-role");
        } else {
            json.putObject("responder-role")
                    .put("name", responderRole.name())
                    .put("trusted-account", text(responderRole.trustedAccount()))
                    .put("max-session", seconds(responderRole.maxSession()));
        }
        json.put("audit-role", auditRole);
        if (securityContact == null) {
            json.putNull("security-contact");
        } else {
            json.putObject("security-contact")
                    .put("email", securityContact.email())
                    .put("name", securityContact.name())
                    .put("title", securityContact.title())
                    .put("phone", securityContact.phone());
        }
        if (requiredTags == null) {
            json.putNull("required-tags");
        } else {
            ObjectNode tags = json.putObject("required-tags");
            putList(tags, "owner", requiredTags.owner());
            putList(tags, "environment", requiredTags.environment());
            putList(tags, "data", requiredTags.data());
        }
        if (dataClasses.isEmpty()) {
            json.putNull("data-classes");
        } else {
            ArrayNode rules = json.putArray("data-classes");
            dataClasses.forEach(rule -> rules.addObject()
                    .put("name", rule.name())
                    .put("account", text(rule.account()))
                    .put("class", rule.label()));
        }
        json.put("log-retention", seconds(logRetention));
        return json.toString();
    }

    private static void putList(ObjectNode json, String key, List<String> values) {
        if (values.isEmpty()) {
            json.putNull(key);
            return;
        }
        values.forEach(json.withArray(key)::add);
    }

    private static @Nullable String text(@Nullable AccountId account) {
        return account == null ? null : account.value();
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : Long.valueOf(duration.toSeconds());
    }
}
