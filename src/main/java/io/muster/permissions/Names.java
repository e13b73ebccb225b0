package io.muster.permissions;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that policies and roles are written for.
 *
 * @param auditRole the role that Muster and Steampipe assume in each account
 * @param responderRole the role of the responders, without its path
 * @param securityAccount where responders come from, and where evidence goes; null when it is not known
 * @param organization such as {@code o-abcd123456}; null when it is not known
 * @param contactTypes such as {@code SECURITY}
 * @param externalId whether trust asks for an external id
 */
public record Names(
        String partition,
        String auditRole,
        String responderRole,
        @Nullable String securityAccount,
        @Nullable String organization,
        List<String> contactTypes,
        boolean externalId) {

    public static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");
    public static final Pattern PARTITION = Pattern.compile("aws[a-z-]*");
    public static final String AUDIT_ROLE = "muster-audit";
    public static final String RESPONDER_ROLE = "incident-responder";

    public Names {
        requireNonNull(partition, "partition is null");
        requireNonNull(auditRole, "auditRole is null");
        requireNonNull(responderRole, "responderRole is null");
        contactTypes = List.copyOf(contactTypes);
    }

    public static Names standard() {
        return new Names("aws", AUDIT_ROLE, RESPONDER_ROLE, null, null, List.of("SECURITY"), false);
    }

    String role(String account, String name) {
        return "arn:" + partition + ":iam::" + account + ":role/" + name;
    }
}
