package io.muster.serve;

import io.javalin.http.HttpStatus;
import io.muster.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** Answers requests that Jetty refuses before anybody else sees them, as all others are answered. */
final class ProblemPages extends ErrorHandler {

    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        base.setHandled(true);
        response.setContentType(Json.PROBLEM_TYPE);
        response.getOutputStream().write(bytes(response.getStatus()));
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        fields.put(HttpHeader.CONTENT_TYPE, Json.PROBLEM_TYPE);
        return ByteBuffer.wrap(bytes(status));
    }

    private static byte[] bytes(int status) {
        String title = HttpStatus.forStatus(status).getMessage();
        return Json.problem(status, title, Problem.of("The request is not one that HTTP has.", "", ""), json -> {});
    }
}
