package io.muster.serve;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.serve.Refusal.Challenge;
import io.muster.serve.Tokens.Scope;
import java.net.BindException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: which path is answered by whom, who may ask, and what those get whose request is not answered. */
final class Api implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int THREADS = 40;
    private static final int CONNECTIONS = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** Bytes a second; who sends a body more slowly does not hold a thread for longer than it takes to see that. */
    private static final long SLOWEST_BODY = 1_000;

    private final ServeConfig config;
    private final Guard guard;
    private final Metrics metrics;
    private final List<Route> routes;
    private final Javalin server;
    private volatile boolean started;

    /**
     * A path and who answers it.
     *
     * @param scope what a token must allow; null for what everybody may know
     * @param challenge how a caller without a token is asked for one
     */
    record Route(HandlerType method, String path, @Nullable Scope scope, Challenge challenge, Handler handler) {

        static Route open(String path, Handler handler) {
            return new Route(HandlerType.GET, path, null, Challenge.BEARER, handler);
        }

        static Route get(String path, Scope scope, Handler handler) {
            return new Route(HandlerType.GET, path, scope, Challenge.BEARER, handler);
        }

        static Route post(String path, Scope scope, Handler handler) {
            return new Route(HandlerType.POST, path, scope, Challenge.BEARER, handler);
        }

        /** For people with a browser. */
        static Route page(String path, Handler handler) {
            return new Route(HandlerType.GET, path, Scope.READ, Challenge.BASIC, handler);
        }
    }

    Api(ServeConfig config, Guard guard, Metrics metrics, List<Route> routes) {
        this.config = config;
        this.guard = guard;
        this.metrics = metrics;
        this.routes = List.copyOf(routes);
        this.server = Javalin.create(this::configure);
    }

    private void configure(JavalinConfig javalin) {
        javalin.showJavalinBanner = false;
        javalin.startupWatcherEnabled = false;
        javalin.http.prefer405over404 = true;
        javalin.http.maxRequestSize = AssetRoutes.LONGEST_BODY;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("http");
        threads.setDaemon(true);
        javalin.jetty.threadPool = threads;
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setMinRequestDataRate(SLOWEST_BODY);
        });
        javalin.jetty.modifyServer(jetty -> {
            jetty.addBean(new ConnectionLimit(CONNECTIONS, jetty));
            jetty.setErrorHandler(new ProblemPages());
        });
        javalin.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new ProblemPages()));
        javalin.jetty.addConnector((jetty, http) -> connector(jetty, new HttpConnectionFactory(http)));
        javalin.requestLogger.http((context, millis) ->
                metrics.answered(route(context), context.method().name(), context.statusCode(), Duration.ofNanos((long)
                        (millis * 1_000_000))));
    }

    private ServerConnector connector(Server jetty, HttpConnectionFactory http) {
        ServerConnector connector = new ServerConnector(jetty, http);
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE.toMillis());
        return connector;
    }

    /** The path as the route has it, so that keys do not become metrics. */
    private String route(Context context) {
        String path = context.matchedPath();
        return routes.stream().anyMatch(route -> route.path().equals(path)) ? path : "none";
    }

    /** The paths that are answered, each with its method. */
    List<String> routes() {
        return routes.stream().map(route -> route.method() + " " + route.path()).toList();
    }

    /** Begins to answer. Throws a problem when it cannot listen there. */
    URI start() {
        server.before(this::prepare);
        for (Route route : routes) {
            Handler handler = context -> {
                if (route.scope() != null) {
                    guard.require(context, route.scope(), route.challenge());
                }
                route.handler().handle(context);
            };
            server.addHttpHandler(route.method(), route.path(), handler);
            if (route.method() == HandlerType.GET) {
                // Else Javalin says 200 for every path, whatever GET would say.
                server.addHttpHandler(HandlerType.HEAD, route.path(), handler);
            }
        }
        server.exception(Refusal.class, Api::refuse);
        server.exception(ProblemException.class, Api::problem);
        server.exception(HttpResponseException.class, Api::httpProblem);
        server.exception(Exception.class, Api::bug);
        try {
            server.start();
        } catch (RuntimeException e) {
            throw cannotListen(e);
        }
        started = true;
        // Not before: a server that cannot start stops itself, and would wait for what never ran.
        server.jettyServer().server().setStopTimeout(GRACE.toMillis());
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create("http://" + host + ":" + server.port());
    }

    private ProblemException cannotListen(RuntimeException e) {
        String what = "The service cannot listen on '" + config.host() + ":" + config.port() + "'.";
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof UnresolvedAddressException) {
                return ProblemException.couldNotRun(
                        what, "There is no host of this name.", "serve.listen: 127.0.0.1:8080", e);
            }
            if (cause instanceof BindException || cause instanceof SocketException) {
                String message = String.valueOf(cause.getMessage());
                if (message.contains("in use")) {
                    return ProblemException.couldNotRun(
                            what,
                            "Another process listens there.",
                            "end it, or take another port: serve.listen: " + config.host() + ":" + (config.port() + 1),
                            e);
                }
                if (message.contains("ermission")) {
                    return ProblemException.couldNotRun(
                            what,
                            "Ports below 1024 are for administrators.",
                            "serve.listen: " + config.host() + ":8080",
                            e);
                }
                return ProblemException.couldNotRun(
                        what,
                        "This machine has no such address.",
                        "serve.listen: 127.0.0.1:8080, or 0.0.0.0:8080 for all of its addresses",
                        e);
            }
            cause = cause.getCause();
        }
        return ProblemException.couldNotRun(what, String.valueOf(e.getMessage()), "", e);
    }

    private void prepare(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header(Header.CACHE_CONTROL, "no-store");
        guard.requireHost(context);
    }

    private static void refuse(Refusal refusal, Context context) {
        if (refusal.challenge() != null) {
            context.header(Header.WWW_AUTHENTICATE, refusal.challenge().header());
        }
        answer(context, refusal.status(), refusal.problem());
    }

    /** What is wrong with the question is for the one who asked; what is wrong with this service is for its log. */
    private static void problem(ProblemException exception, Context context) {
        if (exception.kind() == ProblemException.Kind.USAGE) {
            answer(context, 400, exception.problems().get(0));
            return;
        }
        LOG.warn("A request could not be answered. {}", exception.getMessage());
        context.header(Header.RETRY_AFTER, "10");
        answer(context, 503, Problem.of("The state cannot be read now.", "", "ask again soon; the log says more"));
    }

    private static void httpProblem(HttpResponseException exception, Context context) {
        int status = exception.getStatus();
        String what = switch (status) {
            case 404 -> "There is nothing at '" + context.path() + "'.";
            case 405 -> "'" + context.path() + "' does not take " + context.method() + ".";
            case 413 -> "The body is too large.";
            default -> HttpStatus.forStatus(status).getMessage() + ".";
        };
        answer(context, status, Problem.of(what, "", status == 404 || status == 405 ? "GET /openapi.json" : ""));
    }

    private static void bug(Exception exception, Context context) {
        if (exception instanceof EofException) {
            LOG.debug("A caller went away before it had its answer.");
            return;
        }
        LOG.error("Muster has a bug; a request to '{}' failed by it.", context.matchedPath(), exception);
        answer(context, 500, Problem.of("Muster has a bug.", "", "report what the log says of it"));
    }

    private static void answer(Context context, int status, Problem problem) {
        String title = HttpStatus.forStatus(status).getMessage();
        context.status(status).contentType(Json.PROBLEM_TYPE).result(Json.problem(status, title, problem, json -> {}));
    }

    /** Lets what is being answered be answered, for a moment. */
    @Override
    public void close() {
        if (started) {
            server.stop();
        }
    }
}
