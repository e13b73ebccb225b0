package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.lookup.Answer;
import io.muster.lookup.AnswerJson;
import io.muster.lookup.Lookup;
import io.muster.lookup.Match;
import io.muster.problem.ProblemException;
import io.muster.state.Asset;
import io.muster.state.State;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster lookup}: whose is it? */
@Command(
        name = "lookup",
        description = "Says whose an address, an id or an ARN is, now or at a time, from the stored inventory.%n%n"
                + "Keys: IPv4 and IPv6 addresses, ARNs, account, instance, ENI, VPC, subnet and security group ids,%n"
                + "access key ids, role names, buckets, DNS names.%n%n"
                + "Example: muster lookup 10.2.3.4 --at 2026-11-20T03:00:00Z")
final class LookupCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "KEY", arity = "1..*", description = "What is asked for; several are answered at once.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--at", paramLabel = "TIME", description = "The time of the event, as RFC 3339 (default: now).")
    private @Nullable String at;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.Format format = Listing.Format.table;

    LookupCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Wiring wiring = Wiring.ofOptional(context);
        Instant time = at == null ? wiring.clock().instant() : time(at);
        try (State state = wiring.stateOfRuns()) {
            List<Answer> answers = new Lookup(state, wiring.clock()).whose(keys, time);
            if (format == Listing.Format.json) {
                context.terminal().print(new String(AnswerJson.of(answers), StandardCharsets.UTF_8));
            } else {
                Listing listing = new Listing(
                        "key",
                        "account_id",
                        "account_name",
                        "owner",
                        "environment",
                        "data_class",
                        "region",
                        "type",
                        "arn",
                        "valid_from",
                        "valid_to",
                        "source",
                        "observed_at");
                answers.forEach(answer -> answer.matches().forEach(match -> add(listing, answer, match)));
                listing.print(format, context.terminal().out());
            }
            answers.stream()
                    .filter(answer -> !answer.isKnown())
                    .forEach(answer -> context.terminal().say("'" + answer.key() + "' is not known at that time."));
            if (state.runs().latestComplete().isEmpty()) {
                context.terminal().say("No run is complete yet, so nothing is known at all.\nTry: muster audit");
            }
            return answers.stream().allMatch(Answer::isKnown) ? ExitCode.DONE : ExitCode.UNKNOWN;
        }
    }

    private static void add(Listing listing, Answer answer, Match match) {
        Asset asset = match.asset();
        listing.row(
                answer.key(),
                asset.accountId(),
                asset.accountName(),
                asset.owner(),
                asset.environment(),
                asset.dataClass(),
                asset.region(),
                asset.type(),
                asset.arn(),
                asset.validFrom(),
                asset.validTo(),
                asset.source(),
                asset.observedAt());
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            // RFC 3339 writes years with four digits.
            if (!text.startsWith("+") && !text.startsWith("-")) {
                return time;
            }
        } catch (DateTimeException e) {
            throw notATime(text);
        }
        throw notATime(text);
    }

    private static ProblemException notATime(String text) {
        return ProblemException.usage("'" + text + "' is no time in RFC 3339.", "", "--at 2026-11-20T03:00:00Z");
    }
}
