package io.muster.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Decides how each request to a {@link HecReceiver} is treated. Called by one thread at a time. */
@FunctionalInterface
public interface HecReceiverFaults {

    /** What a request asks for. */
    enum Request {
        EVENTS,
        ACKNOWLEDGEMENTS
    }

    HecReceiverFault next(Request request);

    /** Every request is treated as it should be. */
    static HecReceiverFaults none() {
        return request -> HecReceiverFault.NONE;
    }

    /** The first requests with events are treated as the list says, the rest as they should be. */
    static HecReceiverFaults onEvents(HecReceiverFault... faults) {
        return scripted(Request.EVENTS, faults);
    }

    /** The first requests for acknowledgements are treated as the list says, the rest as they should be. */
    static HecReceiverFaults onAcknowledgements(HecReceiverFault... faults) {
        return scripted(Request.ACKNOWLEDGEMENTS, faults);
    }

    private static HecReceiverFaults scripted(Request kind, HecReceiverFault... faults) {
        Deque<HecReceiverFault> rest = new ArrayDeque<>(List.of(faults));
        return request -> request == kind && !rest.isEmpty() ? rest.removeFirst() : HecReceiverFault.NONE;
    }

    /**
     * A share of the requests meets one of the faults, chosen by the seed, until so many have; later ones are treated as
     * they should be.
     */
    static HecReceiverFaults seeded(long seed, double share, int atMost, Set<HecReceiverFault> faults) {
        Random random = new Random(seed);
        List<HecReceiverFault> choice = List.copyOf(new TreeSet<>(faults));
        int[] left = {atMost};
        return request -> {
            if (left[0] == 0 || random.nextDouble() >= share) {
                return HecReceiverFault.NONE;
            }
            left[0]--;
            return choice.get(random.nextInt(choice.size()));
        };
    }
}
