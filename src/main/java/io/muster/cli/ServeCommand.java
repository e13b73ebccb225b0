package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.problem.ProblemException;
import io.muster.serve.Service;
import io.muster.serve.Tokens;
import io.muster.state.State;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster serve}: the service, until it is told to stop. */
@Command(
        name = "serve",
        description =
                "Runs the service: audits and reports at the times of 'schedule', delivers all the time, and answers"
                        + " over HTTP: dashboard, lookups (/v1/…), /metrics, /openapi.json.%n%n"
                        + "It listens on http://127.0.0.1:8080, or where 'serve.listen' says. Several processes over one PostgreSQL"
                        + " ('state.url') share the work: there is one audit at a time, whoever does it. What was due while none"
                        + " ran is made up for once. The log goes to stderr.%n%n"
                        + "SIGTERM stops it within ten seconds with exit code 0, Ctrl-C with 130, a second Ctrl-C at once. An audit"
                        + " that it interrupts is due again at the next start; what was not acknowledged is sent again.%n%n"
                        + "Others than this machine need tokens. A new one is shown once, on stderr; the file keeps its digest:%n"
                        + "  muster serve --new-token splunk --scope lookup >> tokens%n%n"
                        + "In muster.yaml:%n"
                        + "  schedule: {audit: \"0 5 * * *\", report: \"0 6 * * MON\", zone: UTC}%n"
                        + "  serve: {listen: \"0.0.0.0:8080\", tokens: \"$${file:tokens}\"}%n%n"
                        + "Then, with the token in $$TOKEN:%n"
                        + "  muster serve%n"
                        + "  curl -H \"Authorization: Bearer $$TOKEN\" \\%n"
                        + "       http://localhost:8080/v1/assets/10.2.3.4")
final class ServeCommand implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--new-token",
            paramLabel = "NAME",
            description = "Make a token for the caller of this name, print its line for the tokens file, and end.")
    private @Nullable String newToken;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            split = ",",
            description =
                    "What the new token allows: lookup (/v1/assets), read (everything else, dashboard included), or both.")
    private List<Tokens.Scope> scopes = new ArrayList<>();

    ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (newToken != null) {
            return issue(newToken);
        }
        if (!scopes.isEmpty()) {
            throw ProblemException.usage(
                    "'--scope' is for a new token.",
                    "What the tokens that there are allow stands in the file that 'serve.tokens' names.",
                    "muster serve --new-token NAME --scope lookup");
        }
        Ending ending = Ending.listen();
        Milestones.say(context.environment());
        Terminal terminal = context.terminal();
        Wiring wiring = Wiring.of(context);
        try (State state = wiring.state();
                Service service = wiring.service(state, wiring.configuration().serve())) {
            URI address = service.start();
            terminal.say("Muster listens on " + address + " (Ctrl-C stops it)");
            return ending.await();
        }
    }

    private int issue(String name) {
        if (!name.matches("[^\\s#]\\S*")) {
            throw ProblemException.usage(
                    "'" + name + "' cannot be the name of a token.",
                    "It is the first word of a line.",
                    "muster serve --new-token splunk --scope lookup");
        }
        if (scopes.isEmpty()) {
            throw ProblemException.usage(
                    "The new token has no scope.",
                    "It would allow nothing. 'lookup' opens /v1/assets, 'read' everything else.",
                    "muster serve --new-token " + name + " --scope lookup,read");
        }
        Set<Tokens.Scope> wanted = EnumSet.copyOf(scopes);
        Tokens.Issued issued = Tokens.issue(name, wanted, new SecureRandom());
        Terminal terminal = context.terminal();
        terminal.say("The token of '" + name + "', which is shown only now:\n  " + issued.token()
                + "\nIts line for the file that 'serve.tokens' names; the service reads it when it starts:");
        terminal.print(issued.line());
        return ExitCode.DONE;
    }
}
