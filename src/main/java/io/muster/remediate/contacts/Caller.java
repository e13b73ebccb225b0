package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.remediate.aws.Member;
import org.jspecify.annotations.Nullable;

/**
 * Who Muster is to AWS, which decides how accounts are named in a call.
 *
 * @param organization null for an account that is in none
 * @param management null for an account that is in no organization
 */
public record Caller(
        AccountId account,
        String arn,
        Standing standing,
        @Nullable String organization,
        @Nullable AccountId management) {

    /** What a caller may do for other accounts. */
    public enum Standing {
        MANAGEMENT("management account"),
        DELEGATED("delegated administrator"),
        ALONE("account without an organization");

        private final String text;

        Standing(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public Caller {
        requireNonNull(account, "account is null");
        requireNonNull(arn, "arn is null");
        requireNonNull(standing, "standing is null");
    }

    /**
     * The id to name an account by; null for the caller's own account. AWS denies the management account calls that name
     * itself, and any account may ask about itself without a name.
     */
    @Nullable
    AccountId nameOf(Member member) {
        return member.id().equals(account) ? null : member.id();
    }

    public String text() {
        return standing.text() + " " + account + (organization == null ? "" : " of " + organization);
    }
}
