package io.muster.cli;

import io.muster.audit.AuditRequest;
import io.muster.audit.AuditResult;
import io.muster.catalog.Pack;
import io.muster.cli.CommandFactory.Context;
import io.muster.demo.AwsEndpoint;
import io.muster.demo.DemoDatabase;
import io.muster.demo.DemoSettings;
import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.demo.SplunkEndpoint;
import io.muster.demo.world.DemoWorld;
import io.muster.finding.Severity;
import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import io.muster.serve.ServeConfig;
import io.muster.serve.Service;
import io.muster.settings.CacheFolder;
import io.muster.state.State;
import java.awt.Desktop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster demo}: the whole main job with nothing to configure. */
@Command(
        name = "demo",
        description = "Audits a synthetic organization, with nothing to configure.%n%n"
                + "Starts an embedded PostgreSQL with Steampipe's tables, failures included, audits it, writes the report,"
                + " delivers to a built-in Splunk HEC receiver and waits for its acknowledgements. Ends everything it started.%n%n"
                + "Records of a drill and of verified contacts are planted, as if somebody had drilled and verified.%n%n"
                + "Example: muster demo --accounts 100")
final class DemoCommand implements Callable<Integer> {

    static final Path DIRECTORY = Path.of("reports");
    static final String STATE = "demo.db";

    private final Context context;

    @Option(names = "--accounts", paramLabel = "N", description = "Accounts of the organization (default: 12).")
    private int accounts = 12;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of each account, about, as far as the tables need them (default: 300).")
    private int rows = 300;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where state and reports of the demo go (default: reports).")
    private Path directory = DIRECTORY;

    @Option(names = "--serve", description = "Keep the service with its dashboard up after the run, until Ctrl-C.")
    private boolean serve;

    @Option(names = "--open", description = "Open the report in the browser.")
    private boolean open;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Terminal terminal = context.terminal();
        long started = System.nanoTime();
        DemoWorld world =
                DemoWorld.of(DemoWorld.Shape.standard(accounts, Instant.now()).withRows(rows));
        makeDirectory();
        Path scratch = Files.createTempDirectory("muster-demo-");
        String token = token();
        Path programs = CacheFolder.of(context.environment()).resolve("postgresql");
        if (!Files.isDirectory(programs)) {
            terminal.say("unpacking PostgreSQL to " + programs + ", once");
        }
        terminal.say("starting an embedded PostgreSQL and a Splunk HEC receiver");
        try (DemoDatabase database = DemoDatabase.start(scratch, programs);
                HecReceiver receiver =
                        HecReceiver.start(receiverOptions(token), HecReceiverFaults.none(), Clock.systemUTC());
                AwsEndpoint aws = AwsEndpoint.start(world, Clock.systemUTC());
                SplunkEndpoint search = SplunkEndpoint.start(token, world, Home.pack(List.of()), Clock.systemUTC())) {
            terminal.say("filling it with an organization of " + accounts + " accounts");
            world.fillOrExplain(database.owner());
            String yaml = DemoSettings.yaml(database, aws, receiver.url(), search.url(), token)
                    + "reports: {directory: \"" + directory.toAbsolutePath() + "\"}\n"
                    + "state: {url: \"jdbc:sqlite:" + directory.toAbsolutePath().resolve(STATE) + "\"}\n";
            Wiring wiring = new Wiring(Configuration.parse(yaml, context.environment()), context.environment());
            Pack pack = wiring.pack();
            try (State state = wiring.state()) {
                terminal.say("planting records of a drill and of verified contacts; neither took place");
                DemoNotes.plant(world, state);
                AuditResult result = wiring.audit(state, pack, terminal::say)
                        .run(AuditRequest.whole(), new ConsoleProgress(terminal));
                boolean delivered = new Push(wiring, terminal).deliver(state, result.run());
                RunSummary summary = new RunSummary(state, result.run());
                if (result.unwritten().isPresent()) {
                    throw result.unwritten().get();
                }
                summary.print(Listing.Format.table, result.report(), terminal.out());
                terminal.say("done in "
                        + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s");
                if (open) {
                    openReport(result.report());
                }
                if (!delivered) {
                    throw ProblemException.couldNotRun(
                            "The receiver did not acknowledge everything.", "", "muster demo");
                }
                return serve ? serve(wiring, state) : summary.exitCode(Severity.HIGH);
            }
        } finally {
            deleteScratch(scratch);
        }
    }

    private void makeDirectory() {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw ProblemException.usage(
                    "The folder '" + directory + "' for state and reports could not be made.",
                    FileFailure.why(e),
                    "muster demo --directory DIR, with a folder that may be written");
        }
    }

    /** The service over the demo's world and state; on the usual port, or on a free one if another process has that. */
    private int serve(Wiring wiring, State state) throws InterruptedException {
        Ending ending = Ending.listen();
        Milestones.say(context.environment());
        int port = isFree(ServeConfig.DEFAULT_PORT) ? ServeConfig.DEFAULT_PORT : 0;
        context.terminal().flush();
        try (Service service = wiring.service(state, ServeConfig.onPort(port))) {
            context.terminal().say("the dashboard is at " + service.start() + " (Ctrl-C ends the demo)");
            return ending.await();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static HecReceiverOptions receiverOptions(String token) {
        return HecReceiverOptions.builder()
                .token(token)
                .acknowledge(true)
                .indexes(Set.of("aws_inventory"))
                .keep(HecReceiverOptions.Keep.IDS)
                .build();
    }

    private static String token() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void openReport(Path report) throws IOException {
        Path page = report.resolve("index.html").toAbsolutePath();
        if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
            Desktop.getDesktop().browse(page.toUri());
        } else {
            context.terminal().say("There is no browser to open here; the report is " + page);
        }
    }

    private static void deleteScratch(Path scratch) throws IOException {
        try (var files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
