package io.muster.lookup;

import io.muster.finding.AccountId;
import io.muster.lookup.Match.By;
import io.muster.state.Asset;
import io.muster.state.AssetKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a key may be looked up under: first as it is, then, only if that is not known, as what it contains, and last as the
 * account that it names.
 */
record Question(String key, List<Candidate> exact, List<Candidate> derived, List<Candidate> account) {

    private static final String ROLE_TYPE = "AWS::IAM::Role";
    private static final String USER_TYPE = "AWS::IAM::User";
    private static final String FUNCTION_TYPE = "AWS::Lambda::Function";
    private static final int ARN_PARTS = 6;

    private static final Pattern ADDRESS_AND_PORT = Pattern.compile("([0-9.]+|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}");
    private static final Pattern AWS_HOST = Pattern.compile(
            "(?:ip|ec2)-([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})(?:\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BUCKET_HOST =
            Pattern.compile("(.+)\\.s3[.-](?:[a-z0-9-]+\\.)*amazonaws\\.com(?:\\.cn)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL =
            Pattern.compile("([a-z0-9+.-]+)://([^/?#]+)(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SESSION_OF_ID = Pattern.compile("(A[A-Z]{3}[A-Z0-9]{12,}):(.+)");

    Question {
        exact = List.copyOf(exact);
        derived = List.copyOf(derived);
        account = List.copyOf(account);
    }

    /**
     * One spelling to look up.
     *
     * @param account the only account whose assets count; null for any
     * @param type the only type that counts; null for any
     */
    record Candidate(
            String key,
            By by,
            @Nullable String account,
            @Nullable String type) {

        boolean fits(Asset asset) {
            return (account == null || account.equals(asset.accountId().value()))
                    && (type == null || type.equals(asset.type()));
        }
    }

    static Question of(String key) {
        String text = key.strip();
        List<Candidate> derived = new ArrayList<>();
        List<Candidate> account = new ArrayList<>();
        if (text.startsWith("arn:")) {
            fromArn(text, derived, account);
        } else {
            fromText(text, derived);
            AccessKeyId.account(text).ifPresent(id -> account.add(accountOf(id)));
        }
        return new Question(key, List.of(candidate(text, By.KEY, null, null)), derived, account);
    }

    private static Candidate candidate(String key, By by, @Nullable String account, @Nullable String type) {
        return new Candidate(AssetKey.normal(key), by, account, type);
    }

    private static Candidate accountOf(String id) {
        return candidate(id, By.ACCOUNT, id, null);
    }

    private static void fromArn(String arn, List<Candidate> derived, List<Candidate> account) {
        String[] parts = arn.split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS) {
            return;
        }
        String service = parts[2];
        @Nullable String owner = AccountId.isOne(parts[4]) ? parts[4] : null;
        String resource = parts[5];
        if (owner != null) {
            account.add(accountOf(owner));
        }
        if (service.equals("sts") && resource.startsWith("assumed-role/")) {
            fromAssumedRole(resource, owner, derived);
            return;
        }
        if (service.equals("iam") && resource.startsWith("role/")) {
            derived.add(candidate(last(resource, '/'), By.ROLE, owner, ROLE_TYPE));
            return;
        }
        if (service.equals("iam") && resource.startsWith("user/")) {
            derived.add(candidate(last(resource, '/'), By.PART, owner, USER_TYPE));
            return;
        }
        if (service.equals("s3") && resource.contains("/")) {
            String bucket = resource.substring(0, resource.indexOf('/'));
            derived.add(candidate(arn.substring(0, arn.indexOf('/')), By.PART, null, null));
            derived.add(candidate(bucket, By.PART, null, null));
            return;
        }
        if (resource.endsWith(":*")) {
            derived.add(candidate(arn.substring(0, arn.length() - 2), By.PART, owner, null));
        } else if (resource.chars().filter(c -> c == ':').count() > 1) {
            derived.add(candidate(arn.substring(0, arn.lastIndexOf(':')), By.PART, owner, null));
        }
        String name = last(last(resource, '/'), ':');
        // A name alone could be anything's; an id is one thing's.
        if (AssetKey.isResourceId(name)) {
            derived.add(candidate(name, By.PART, owner, null));
        }
    }

    private static void fromAssumedRole(String resource, @Nullable String owner, List<Candidate> derived) {
        String[] parts = resource.split("/", 3);
        derived.add(candidate(parts[1], By.ROLE, owner, ROLE_TYPE));
        if (parts.length == 3) {
            derived.add(session(parts[2], owner));
        }
    }

    /** EC2 names a session after the instance, Lambda after the function. */
    private static Candidate session(String name, @Nullable String owner) {
        return candidate(name, By.SESSION, owner, AssetKey.isResourceId(name) ? null : FUNCTION_TYPE);
    }

    private static void fromText(String text, List<Candidate> derived) {
        Matcher session = SESSION_OF_ID.matcher(text);
        if (session.matches()) {
            derived.add(candidate(session.group(1), By.PART, null, null));
            derived.add(session(session.group(2), null));
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            String host = url.group(2);
            derived.add(candidate(host, By.PART, null, null));
            fromHost(host, derived);
            return;
        }
        fromHost(text, derived);
    }

    private static void fromHost(String host, List<Candidate> derived) {
        Matcher port = ADDRESS_AND_PORT.matcher(host);
        if (port.matches() && AssetKey.address(port.group(1)).isPresent()) {
            derived.add(candidate(port.group(1), By.PART, null, null));
        }
        Matcher address = AWS_HOST.matcher(host);
        if (address.matches()) {
            String dotted = Stream.of(1, 2, 3, 4).map(address::group).collect(Collectors.joining("."));
            AssetKey.address(dotted).ifPresent(ip -> derived.add(candidate(ip, By.PART, null, null)));
        }
        Matcher bucket = BUCKET_HOST.matcher(host);
        if (bucket.matches()) {
            derived.add(candidate(bucket.group(1).toLowerCase(Locale.ROOT), By.PART, null, null));
        }
    }

    private static String last(String text, char separator) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }

    /** The matches under the first of the three that has any. */
    List<Match> matches(Map<String, List<Asset>> found) {
        return Stream.of(exact, derived, account)
                .map(candidates -> matches(candidates, found))
                .filter(matches -> !matches.isEmpty())
                .findFirst()
                .orElseGet(List::of);
    }

    private static List<Match> matches(List<Candidate> candidates, Map<String, List<Asset>> found) {
        return candidates.stream()
                .flatMap(candidate -> Optional.ofNullable(found.get(candidate.key())).orElseGet(List::of).stream()
                        .filter(candidate::fits)
                        .map(asset -> new Match(asset, candidate.by())))
                .distinct()
                .collect(Collectors.toUnmodifiableList());
    }
}
