package io.muster.demo;

/** One way in which a HEC receiver, or what stands before it, treats a request badly. */
public enum HecReceiverFault {
    /** The request is treated as it should be. */
    NONE,
    /** The connection is closed before the body was read. */
    RESET_BEFORE,
    /** The connection is closed in the middle of the body. */
    RESET_IN_BODY,
    /** The body is taken, then the connection is closed without an answer. */
    RESET_AFTER,
    /** The body is taken, then the answer breaks off. */
    RESET_IN_ANSWER,
    /** Nothing is taken and no answer comes in time. */
    HANG_BEFORE,
    /** The body is taken and no answer comes in time. */
    HANG_AFTER,
    /** The body is read slowly, then treated as it should be. */
    SLOW_READ,
    /** 503, code 9: nothing is taken. */
    BUSY,
    /** 503, code 9, with {@code Retry-After}. */
    BUSY_RETRY_AFTER,
    /** 500, code 8: nothing is taken, but the sender cannot know. */
    ERROR_BEFORE,
    /** 500, code 8: the body is taken. */
    ERROR_AFTER,
    /** 503, code 18: the queues are full. */
    UNHEALTHY_QUEUES,
    /** 503, code 19: acknowledgement is not available. */
    UNHEALTHY_ACK,
    /** 503, code 20: both. */
    UNHEALTHY_BOTH,
    /** 503, code 23. */
    SHUTTING_DOWN,
    /** 200, code 24: the body is taken, the queue is nearly full. */
    QUEUE_NEARLY_FULL,
    /** 200, code 25: the body is taken, the acknowledgement channel is nearly full. */
    ACK_NEARLY_FULL,
    /** 429, code 26: nothing is taken. */
    QUEUE_FULL,
    /** 429, code 26, with {@code Retry-After}. */
    QUEUE_FULL_RETRY_AFTER,
    /** 429, code 27: nothing is taken. */
    ACK_FULL,
    /** 408: nothing is taken. */
    REQUEST_TIMEOUT,
    /** 502 as HTML from a balancer: nothing is taken. */
    BAD_GATEWAY,
    /** 504 as HTML from a balancer: the body is taken. */
    GATEWAY_TIMEOUT,
    /** 404, as after a wrong turn in a balancer. */
    NOT_FOUND,
    /** 403, code 4. */
    TOKEN_UNKNOWN,
    /** 403, code 1. */
    TOKEN_DISABLED,
    /** 401, code 3. */
    UNAUTHORIZED,
    /** 400, code 11: the channel is refused. */
    CHANNEL_REFUSED,
    /** 200 for a body that is taken, without the {@code ackId}. */
    NO_ACK_ID,
    /** The body is taken and indexed, but its id never becomes true. */
    ACK_NEVER,
    /** The body is taken, and lost before it is indexed. */
    LOST,
    /** The channel is forgotten, as after 600 idle seconds; what was taken is indexed. */
    CHANNEL_FORGOTTEN,
    /** A balancer moves the sender to another indexer, whose ids start at 0; what was taken is indexed. */
    MOVED,
    /** The receiver dies before it reads the body: memory and ids are lost, ids start again at 0. */
    CRASH_BEFORE,
    /** The receiver dies after it answered: memory and ids are lost, ids start again at 0. */
    CRASH_AFTER,
    /** The answer is no JSON. */
    GARBAGE
}
