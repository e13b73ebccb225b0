package io.muster.demo.world;

/** The words in which Steampipe passes on what AWS refused, one form for each family of services. */
enum Refusal {
    /** EC2: status 403, {@code UnauthorizedOperation}. */
    EC2,
    /** Services that speak JSON: status 400, {@code AccessDeniedException}. */
    JSON,
    /** Services that speak the query protocol, IAM among them: status 403, {@code AccessDenied}. */
    QUERY;

    private static final String REQUEST = ", RequestID: {request}, ";

    /** The identity that asks has not the right to. */
    String denied(DemoAccount account, String service, String operation, String action) {
        String user = "User: arn:aws:sts::" + account.id() + ":assumed-role/" + IdentityRows.AUDITOR
                + "/steampipe is not authorized to perform: " + action + " because no identity-based policy allows the "
                + action + " action";
        return switch (this) {
            case EC2 ->
                operation(service, operation) + "403" + REQUEST
                        + "api error UnauthorizedOperation: You are not authorized to perform this operation. " + user;
            case JSON -> operation(service, operation) + "400" + REQUEST + "api error AccessDeniedException: " + user;
            case QUERY -> operation(service, operation) + "403" + REQUEST + "api error AccessDenied: " + user;
        };
    }

    /** The rate was too high, and stayed so for all retries. */
    String throttled(String service, String operation) {
        String error =
                this == EC2 ? "RequestLimitExceeded: Request limit exceeded." : "ThrottlingException: Rate exceeded";
        return "operation error " + service + ": " + operation
                + ", exceeded maximum number of attempts, 9, https response error StatusCode: "
                + (this == EC2 ? "503" : "400") + REQUEST + "api error " + error;
    }

    /** The connection broke. */
    static String reset(String service, String operation, String host) {
        return operation(service, operation) + "0, RequestID: , request send failed, Post \"https://" + host
                + "/\": read tcp 10.0.0.5:51234->198.51.100.7:443: read: connection reset by peer";
    }

    /** Nobody answered. */
    static String hung(String service, String operation) {
        return operation(service, operation) + "0, RequestID: , canceled, context deadline exceeded";
    }

    /** A call that is made for each row was refused. */
    static String perRow(String table, String column, String function, String service, String operation) {
        return "table '" + table + "' column '" + column + "' requires hydrate data from " + function
                + ", which failed with error " + operation(service, operation) + "403" + REQUEST
                + "HostID: , api error AccessDenied: Access Denied";
    }

    /** The key or the session is of no use. */
    static String deadCredentials() {
        return operation("STS", "GetCallerIdentity") + "403" + REQUEST
                + "api error InvalidClientTokenId: The security token included in the request is invalid.";
    }

    /** A member of the organization asks what only the management account may ask. */
    static String notManagement(String operation) {
        return operation("Organizations", operation) + "400" + REQUEST
                + "api error AccessDeniedException: You don't have permissions to access this resource.";
    }

    private static String operation(String service, String operation) {
        return "operation error " + service + ": " + operation + ", https response error StatusCode: ";
    }
}
